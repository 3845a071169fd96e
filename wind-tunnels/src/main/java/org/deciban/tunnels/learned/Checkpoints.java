package org.deciban.tunnels.learned;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What training writes on its way.
 *
 * @param directory where to, made if it is missing; empty for nowhere
 * @param steps after which steps the weights are handed to the listener and, if there is a directory, written to {@code
 *     step-000500.safetensors}; 0 is before the first. With them goes {@code state.safetensors}, from which training continues
 * @param resume whether to continue from the state in the directory, if there is one
 */
public record Checkpoints(Optional<Path> directory, List<Integer> steps, boolean resume) {
    /** Nothing on the way. */
    public static final Checkpoints NONE = new Checkpoints(Optional.empty(), List.of(), false);

    /**
     * @throws IllegalArgumentException if a step is negative, or it should resume without a directory
     */
    public Checkpoints {
        steps = List.copyOf(steps);
        if (steps.stream().anyMatch(step -> step < 0)) {
            throw new IllegalArgumentException("checkpoints must be at steps ≥ 0, got " + steps);
        }
        if (resume && directory.isEmpty()) {
            throw new IllegalArgumentException("training cannot continue without the folder of its checkpoints");
        }
    }

    /** To a folder, every so many steps and at the last; continues from what is there. */
    public static Checkpoints every(int interval, int steps, Path directory) {
        if (interval < 1) {
            throw new IllegalArgumentException(
                    "there must be at least 1 step from checkpoint to checkpoint, got " + interval);
        }
        List<Integer> at = IntStream.rangeClosed(0, steps)
                .filter(step -> step % interval == 0 || step == steps)
                .boxed()
                .toList();
        return new Checkpoints(Optional.of(directory), at, true);
    }

    /** The file of the weights after a step. */
    public static Path file(Path directory, int step) {
        return directory.resolve(String.format("step-%06d.safetensors", step));
    }
}
