package org.deciban.tunnels.learned;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The weights of a learned model.
 *
 * <p>Immutable. What came from training in float32 holds floats, as doubles.
 */
public final class LearnedWeights {
    private final LearnedSpec spec;
    private final Map<String, double[]> tensors;
    private final Map<String, String> notes;

    private LearnedWeights(LearnedSpec spec, Map<String, double[]> tensors, Map<String, String> notes) {
        this.spec = spec;
        this.tensors = tensors;
        this.notes = notes;
    }

    /**
     * Weights.
     *
     * @param tensor the entries of a tensor of {@link LearnedSpec#tensors()}, row-major; they are copied
     * @param notes where they come from, for the reader of a file: task, seed, step
     * @throws IllegalArgumentException naming the tensor that has another size, or an entry that is not finite
     */
    public static LearnedWeights of(
            LearnedSpec spec, Function<TensorShape, double[]> tensor, Map<String, String> notes) {
        Map<String, double[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : spec.tensors()) {
            double[] values = tensor.apply(shape).clone();
            if (values.length != shape.size()) {
                throw new IllegalArgumentException("the tensor " + shape.name() + " must have " + shape.rows() + " × "
                        + shape.columns() + " entries, got " + values.length);
            }
            for (int i = 0; i < values.length; i++) {
                if (!Double.isFinite(values[i])) {
                    throw new IllegalArgumentException("the tensor " + shape.name() + " must have finite entries, got "
                            + values[i] + " at " + i + ". Maybe training diverged: a smaller learning rate?");
                }
            }
            tensors.put(shape.name(), values);
        }
        return new LearnedWeights(spec, tensors, new TreeMap<>(notes));
    }

    /**
     * Weights to start training from, all of them floats.
     *
     * <p>Normal numbers: of deviation .2 in the embeddings; 1/√rows in matrices, over √(2·layers) in those that write to the
     * residual stream; .02 in the read-out. Gains are 1 and biases 0, those of the forget gates 1. In an LSTM, uniform in ±1/√d.
     */
    public static LearnedWeights initial(LearnedSpec spec, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return of(spec, shape -> initial(spec, shape, random), Map.of("seed", Long.toString(seed)));
    }

    private static double[] initial(LearnedSpec spec, TensorShape shape, RandomGenerator random) {
        double[] values = new double[shape.size()];
        String name = shape.name();
        if (name.endsWith(".gain")) {
            Arrays.fill(values, 1);
        } else if (name.endsWith("lstm.bias")) {
            Arrays.fill(values, spec.width(), 2 * spec.width(), 1);
        } else if (!name.endsWith(".bias")) {
            double scale = scale(spec, shape);
            boolean uniform = name.contains(".lstm.");
            for (int i = 0; i < values.length; i++) {
                double drawn = uniform ? random.nextDouble(-1, 1) : random.nextGaussian();
                values[i] = (float) (scale * drawn);
            }
        }
        return values;
    }

    private static double scale(LearnedSpec spec, TensorShape shape) {
        String name = shape.name();
        if (name.startsWith("embedding.")) {
            return 0.2;
        }
        if (name.equals("output.weight")) {
            return 0.02;
        }
        boolean writes = name.endsWith("attention.output.weight") || name.endsWith("feedforward.out.weight");
        return 1 / Math.sqrt(shape.rows() * (writes ? 2.0 * spec.layers() : 1));
    }

    /**
     * Reads a safetensors file.
     *
     * @throws org.deciban.transformer.io.TransformerFormatException if it cannot be read, or does not hold the weights of a learned
     *     model, each tensor of its shape and with finite entries, and nothing else
     */
    public static LearnedWeights read(Path path) {
        return WeightsFile.read(path, List.of("")).get(0);
    }

    /**
     * Writes a safetensors file, in float32 if every entry is a float and in float64 otherwise, so that what is read again is equal.
     * A file of that name is replaced.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void write(Path path) {
        WeightsFile.write(path, Map.of("", this));
    }

    /** What the model looks like. */
    public LearnedSpec spec() {
        return spec;
    }

    /** Where the weights come from, sorted by key. */
    public Map<String, String> notes() {
        return Map.copyOf(notes);
    }

    /** The same weights with other notes. */
    public LearnedWeights withNotes(Map<String, String> other) {
        return new LearnedWeights(spec, tensors, new TreeMap<>(other));
    }

    /**
     * The entries of a tensor, row-major, copied.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public double[] values(String name) {
        return shared(name).clone();
    }

    /** The entries of a tensor, not to be changed. */
    double[] shared(String name) {
        double[] values = tensors.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "there is no tensor " + name + ". Maybe one of " + tensors.keySet() + "?");
        }
        return values;
    }

    /** Whether every entry is a float. */
    boolean areFloats() {
        return tensors.values().stream().flatMapToDouble(Arrays::stream).allMatch(value -> (float) value == value);
    }

    /** Equal if the specs and all entries are, and the notes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LearnedWeights that
                && spec.equals(that.spec)
                && notes.equals(that.notes)
                && tensors.keySet().stream().allMatch(name -> Arrays.equals(shared(name), that.shared(name)));
    }

    @Override
    public int hashCode() {
        int hash = 31 * spec.hashCode() + notes.hashCode();
        for (double[] values : tensors.values()) {
            hash = 31 * hash + Arrays.hashCode(values);
        }
        return hash;
    }
}
