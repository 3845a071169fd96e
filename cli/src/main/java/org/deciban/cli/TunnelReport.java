package org.deciban.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.learned.ModelKind;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Measurement;
import org.deciban.tunnels.meters.Meter;
import org.deciban.tunnels.meters.PublishedValues;
import org.deciban.tunnels.meters.PublishedValues.PublishedValue;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.results.ResultTable;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;

/**
 * What a wind tunnel measured.
 *
 * @param sample on what
 * @param tolerance what a model that claims to be exact may be off by
 * @param results one for each model
 * @param tables what was found inside of models
 * @param notes what else is to be said
 */
record TunnelReport(
        Sample sample, double tolerance, List<Result> results, List<ModelTables> tables, List<String> notes) {
    /** Why nothing is trained. */
    static final String CANNOT_TRAIN =
            "training needs ND4J, which this build lacks. Maybe build with DECIBAN_MAVEN_ARGS=-Pnd4j?";

    /** How many times closer the transformer must be than the position-wise network for the literature's claim to be seen. */
    static final double CLOSER = 20;

    TunnelReport {
        results = List.copyOf(results);
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
    }

    /** A model and what was measured. */
    record Result(TunnelSubject subject, Measurement measured) {
        String name() {
            return subject.model().name();
        }
    }

    /** Tables of one model. */
    record ModelTables(String model, List<ResultTable> tables) {}

    /**
     * How many times closer one model is than another by a meter.
     *
     * @param meter the meter, or empty for the published one, which has no interval here
     */
    record Comparison(String closer, String than, Optional<Meter> meter, Estimate times) {
        boolean isEnough() {
            return times.value() >= CLOSER;
        }
    }

    /** Whether every model that claims to be exact is. */
    boolean isAsClaimed() {
        return results.stream()
                .allMatch(result ->
                        !result.subject().claimsExact() || result.measured().isWithin(tolerance));
    }

    /** The transformer against the position-wise network, where both were measured. */
    List<Comparison> comparisons() {
        Optional<Result> transformer = learned(ModelKind.TRANSFORMER);
        Optional<Result> mlp = learned(ModelKind.MLP);
        if (transformer.isEmpty() || mlp.isEmpty()) {
            return List.of();
        }
        Measurement near = transformer.get().measured();
        Measurement far = mlp.get().measured();
        List<Comparison> comparisons = new ArrayList<>();
        for (Meter meter : Meter.values()) {
            comparisons.add(
                    new Comparison(near.model(), far.model(), Optional.of(meter), near.timesCloserThan(far, meter)));
        }
        double times = far.published().value() / near.published().value();
        comparisons.add(new Comparison(near.model(), far.model(), Optional.empty(), new Estimate(times, times, times)));
        return comparisons;
    }

    private Optional<Result> learned(ModelKind kind) {
        return results.stream()
                .filter(result -> result.subject().kind() == TunnelSubject.Kind.LEARNED
                        && result.name().equals(kind.label()))
                .findFirst();
    }

    /** What was published for the task: at its published size that of this length, and at any other size all of it. */
    List<PublishedValue> published() {
        return PublishedValues.of(sample.task().name()).stream()
                .filter(value -> !isPublishedSize() || value.isOfLength(steps()))
                .toList();
    }

    /** The number of observations, where sequences differ in it. */
    private OptionalInt steps() {
        return sample.task() instanceof HmmFiltering hmm ? OptionalInt.of(hmm.steps()) : OptionalInt.empty();
    }

    /** Whether what was published is of this size of the task. */
    boolean isPublishedSize() {
        return isPublishedSize(sample.task());
    }

    private static boolean isPublishedSize(AnalyticTask task) {
        if (task instanceof Bijection bijection) {
            return bijection.values() == Bijection.published().values();
        }
        HmmFiltering published = HmmFiltering.published(1);
        return task instanceof HmmFiltering hmm
                && hmm.states() == published.states()
                && hmm.symbols() == published.symbols();
    }

    /** What was published for models of this kind at this size; of another size nothing. */
    List<PublishedValue> published(Result result) {
        return published().stream()
                .filter(value -> isPublishedSize()
                        && result.subject().kind() == TunnelSubject.Kind.LEARNED
                        && value.model().equals(result.name()))
                .toList();
    }
}
