package org.deciban.tunnels.learned;

/**
 * How a model is trained, by Adam (β 0.9 and 0.999, ε 1e-8).
 *
 * @param steps how many batches, ≥ 1
 * @param batch the sequences of a batch, ≥ 1
 * @param rate the learning rate
 * @param target what the model is compared with
 * @param seed of the first weights and of all that is drawn
 * @param fixedSequences the size of the data set that is passed over again and again in another order, a rest smaller than a batch
 *     left out; 0 for fresh sequences in each batch
 * @param clip the largest Euclidean norm of all gradients together; longer ones are shortened. Infinite for never
 * @param validation how it is watched
 * @param checkpoints what is written
 * @param float64 whether training computes in float64 rather than float32
 */
public record TrainingOptions(
        int steps,
        int batch,
        LearningRate rate,
        TrainingTarget target,
        long seed,
        int fixedSequences,
        double clip,
        Validation validation,
        Checkpoints checkpoints,
        boolean float64) {
    /**
     * @throws IllegalArgumentException if a bound does not hold
     */
    public TrainingOptions {
        if (steps < 1 || batch < 1 || !(clip > 0)) {
            throw new IllegalArgumentException("training must have at least 1 step of 1 sequence and clip > 0, got "
                    + steps + ", " + batch + " and " + clip);
        }
        if (fixedSequences != 0 && fixedSequences < batch) {
            throw new IllegalArgumentException("a data set must have at least the " + batch
                    + " sequences of a batch, or 0 for fresh ones, got " + fixedSequences);
        }
    }

    /** Fresh sequences, told what came out, in float32, clipped at norm 1, neither watched nor written. */
    public static TrainingOptions of(int steps, int batch, LearningRate rate, long seed) {
        return new TrainingOptions(
                steps, batch, rate, TrainingTarget.LABELS, seed, 0, 1, Validation.NONE, Checkpoints.NONE, false);
    }

    /** Other steps. */
    public TrainingOptions withSteps(int other) {
        return new TrainingOptions(
                other, batch, rate, target, seed, fixedSequences, clip, validation, checkpoints, float64);
    }

    /** Other batches. */
    public TrainingOptions withBatch(int other) {
        return new TrainingOptions(
                steps, other, rate, target, seed, fixedSequences, clip, validation, checkpoints, float64);
    }

    /** Another learning rate. */
    public TrainingOptions withRate(LearningRate other) {
        return new TrainingOptions(
                steps, batch, other, target, seed, fixedSequences, clip, validation, checkpoints, float64);
    }

    /** Another seed. */
    public TrainingOptions withSeed(long other) {
        return new TrainingOptions(
                steps, batch, rate, target, other, fixedSequences, clip, validation, checkpoints, float64);
    }

    /** Another target. */
    public TrainingOptions withTarget(TrainingTarget other) {
        return new TrainingOptions(
                steps, batch, rate, other, seed, fixedSequences, clip, validation, checkpoints, float64);
    }

    /** A data set of a size. */
    public TrainingOptions withFixedSequences(int count) {
        return new TrainingOptions(steps, batch, rate, target, seed, count, clip, validation, checkpoints, float64);
    }

    /** Watched in another way. */
    public TrainingOptions withValidation(Validation other) {
        return new TrainingOptions(steps, batch, rate, target, seed, fixedSequences, clip, other, checkpoints, float64);
    }

    /** Other checkpoints. */
    public TrainingOptions withCheckpoints(Checkpoints other) {
        return new TrainingOptions(steps, batch, rate, target, seed, fixedSequences, clip, validation, other, float64);
    }

    /** In float64. */
    public TrainingOptions inFloat64() {
        return new TrainingOptions(
                steps, batch, rate, target, seed, fixedSequences, clip, validation, checkpoints, true);
    }
}
