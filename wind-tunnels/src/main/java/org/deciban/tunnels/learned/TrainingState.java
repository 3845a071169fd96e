package org.deciban.tunnels.learned;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deciban.transformer.io.TransformerFormatException;

/**
 * All that training needs to continue as if it had never stopped.
 *
 * @param step the steps done
 * @param weights the weights; their notes name the training
 * @param first the running means of the gradients
 * @param second the running means of their squares
 * @param best the best weights so far, where training is watched; else the weights
 * @param bestBits their mean KL divergence on validation, in bits; infinite before the first
 * @param failures how many validations in a row did not become the best
 */
public record TrainingState(
        int step,
        LearnedWeights weights,
        LearnedWeights first,
        LearnedWeights second,
        LearnedWeights best,
        double bestBits,
        int failures) {
    private static final String STEP = "step";
    private static final String BEST_BITS = "training.best_bits";
    private static final String BEST_STEP = "training.best_step";
    private static final String FAILURES = "training.failures";
    private static final List<String> PREFIXES = List.of("", "adam.first.", "adam.second.", "best.");

    /** The start. */
    public static TrainingState start(LearnedWeights weights) {
        LearnedWeights zero = LearnedWeights.of(weights.spec(), shape -> new double[shape.size()], Map.of());
        return new TrainingState(0, weights, zero, zero, weights, Double.POSITIVE_INFINITY, 0);
    }

    /** The file of the state in a folder of checkpoints. */
    public static Path file(Path directory) {
        return directory.resolve("state.safetensors");
    }

    /**
     * Writes it.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void write(Path path) {
        Map<String, String> notes = new TreeMap<>(weights.notes());
        notes.put(STEP, Integer.toString(step));
        notes.put(BEST_BITS, Double.toString(bestBits));
        notes.put(BEST_STEP, best.notes().getOrDefault(STEP, "0"));
        notes.put(FAILURES, Integer.toString(failures));
        Map<String, LearnedWeights> sets = new LinkedHashMap<>();
        List<LearnedWeights> values = List.of(weights.withNotes(notes), first, second, best);
        for (int i = 0; i < values.size(); i++) {
            sets.put(PREFIXES.get(i), values.get(i));
        }
        WeightsFile.write(path, sets);
    }

    /**
     * Reads it again.
     *
     * @throws TransformerFormatException if it cannot be read, or is no such state
     */
    public static TrainingState read(Path path) {
        List<LearnedWeights> sets = WeightsFile.read(path, PREFIXES);
        Map<String, String> notes = new TreeMap<>(sets.get(0).notes());
        try {
            int step = Integer.parseInt(notes.getOrDefault(STEP, ""));
            double bestBits = Double.parseDouble(String.valueOf(notes.remove(BEST_BITS)));
            int failures = Integer.parseInt(String.valueOf(notes.remove(FAILURES)));
            String bestStep = String.valueOf(notes.remove(BEST_STEP));
            Map<String, String> notesOfBest = new TreeMap<>(notes);
            notesOfBest.put(STEP, bestStep);
            return new TrainingState(
                    step,
                    sets.get(0).withNotes(notes),
                    sets.get(1).withNotes(Map.of()),
                    sets.get(2).withNotes(Map.of()),
                    sets.get(3).withNotes(notesOfBest),
                    bestBits,
                    failures);
        } catch (NumberFormatException e) {
            throw new TransformerFormatException(
                    path.toString(),
                    "metadata",
                    "the numbers " + STEP + ", " + BEST_BITS + " and " + FAILURES,
                    e.getMessage(),
                    "Maybe the file was changed?");
        }
    }
}
