package org.deciban.tunnels.meters;

import java.util.List;
import java.util.OptionalInt;

/**
 * Numbers of the literature, all by the {@linkplain PublishedMeter published meter} in bits, to be printed beside what is measured
 * here and never to be tuned to. Sizes, training and headers of sequences differ from those here.
 */
public final class PublishedValues {
    private static final String PAPER = "arXiv:2512.22471";
    private static final String CONTRADICTION = "arXiv:2512.22471, whose versions contradict each other";
    private static final String REPLICATION = "a replication of arXiv:2512.22471 by others";

    private static final List<PublishedValue> VALUES = List.of(
            new PublishedValue("bijection", "transformer", OptionalInt.empty(), 0.003, CONTRADICTION),
            new PublishedValue("bijection", "transformer", OptionalInt.empty(), 0.007, CONTRADICTION),
            new PublishedValue("bijection", "mlp", OptionalInt.empty(), 1.85, PAPER),
            new PublishedValue("bijection", "lstm", OptionalInt.empty(), 0.009, PAPER),
            new PublishedValue("bijection", "mamba", OptionalInt.empty(), 0.010, PAPER),
            new PublishedValue("bijection", "transformer", OptionalInt.empty(), 0.096, REPLICATION),
            new PublishedValue("bijection", "mlp", OptionalInt.empty(), 0.462, REPLICATION),
            new PublishedValue("bijection", "lstm", OptionalInt.empty(), 0.003, REPLICATION),
            new PublishedValue("hmm", "transformer", OptionalInt.of(20), 7.5e-5, CONTRADICTION),
            new PublishedValue("hmm", "transformer", OptionalInt.of(20), 0.049, CONTRADICTION),
            new PublishedValue("hmm", "transformer", OptionalInt.of(30), 0.0125, PAPER),
            new PublishedValue("hmm", "transformer", OptionalInt.of(50), 0.0288, PAPER),
            new PublishedValue("hmm", "mlp", OptionalInt.empty(), 0.40, PAPER),
            new PublishedValue("hmm", "lstm", OptionalInt.empty(), 0.411, PAPER));

    private PublishedValues() {}

    /**
     * A published number.
     *
     * @param task the name of the task
     * @param model the kind of model, in lower case
     * @param steps the length of the sequences that it is of, where that is said
     * @param bits the number
     * @param source who published it
     */
    public record PublishedValue(String task, String model, OptionalInt steps, double bits, String source) {
        /** Whether it is of sequences of a length, or says nothing of it. */
        public boolean isOfLength(OptionalInt length) {
            return steps.isEmpty() || steps.equals(length);
        }
    }

    /** The size that they are of, in words; empty for a task of which nothing was published. */
    public static String size(String task) {
        return switch (task) {
            case "bijection" -> "20 values";
            case "hmm" -> "5 states and 5 symbols";
            default -> "";
        };
    }

    /** All that were published for a task, in no order of merit. */
    public static List<PublishedValue> of(String task) {
        return VALUES.stream().filter(value -> value.task().equals(task)).toList();
    }
}
