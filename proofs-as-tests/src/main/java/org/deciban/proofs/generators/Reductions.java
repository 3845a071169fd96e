package org.deciban.proofs.generators;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * The cases that are one step smaller than a case.
 *
 * <p>Each is valid and smaller by {@link CaseSize}, so that no chain of reductions is endless. The most drastic come first:
 * half of the variables; one variable, with its factors, or with its factors restricted to a state or summed; a factor; a
 * variable of a factor; evidence; a state of a variable; two variables made one; soft evidence made hard; rounds; digits of tables
 * and likelihoods.
 *
 * <p>Rows of a conditional factor that sum to 1 go on doing so until their digits are reduced: then the factor becomes a plain
 * one. On a graph without cycles the rounds stay enough for exactness.
 */
public final class Reductions {
    private final Case given;
    private final FactorGraph graph;
    private final Evidence evidence;
    private final CaseEdits edits;

    private Reductions(Case given) {
        this.given = given;
        this.graph = given.graph();
        this.evidence = given.evidence();
        this.edits = new CaseEdits(given);
    }

    /** The reductions of a case, made one by one as the stream is read; none is left out for being like another. */
    public static Stream<Case> of(Case given) {
        CaseSize size = given.size();
        return new Reductions(given).all().filter(smaller -> smaller.size().compareTo(size) < 0);
    }

    /** Those of the reductions that leave graph and rounds as they are. */
    public static Stream<Case> ofEvidence(Case given) {
        CaseSize size = given.size();
        Reductions reductions = new Reductions(given);
        return Stream.of(reductions.withoutEvidence(), reductions.hardened(), reductions.plainerLikelihoods())
                .flatMap(Function.identity())
                .flatMap(Optional::stream)
                .filter(smaller -> smaller.size().compareTo(size) < 0);
    }

    private Stream<Case> all() {
        return Stream.<Supplier<Stream<Optional<Case>>>>of(
                        this::halves,
                        this::withoutVariable,
                        this::withoutFactor,
                        this::withoutSlot,
                        this::withoutEvidence,
                        this::withoutState,
                        this::merged,
                        this::hardened,
                        this::fewerRounds,
                        this::plainerTables,
                        this::plainerEntries,
                        this::plainerLikelihoods)
                .flatMap(Supplier::get)
                .flatMap(Optional::stream);
    }

    private Stream<Optional<Case>> halves() {
        int half = graph.variables().size() / 2;
        return half < 2
                ? Stream.empty()
                : Stream.of(edits.keeping(v -> graph.indexOf(v) < half), edits.keeping(v -> graph.indexOf(v) >= half));
    }

    private Stream<Optional<Case>> withoutVariable() {
        Stream<Optional<Case>> dropped =
                graph.variables().stream().map(removed -> edits.keeping(v -> !v.equals(removed)));
        Stream<Optional<Case>> summed = graph.variables().stream()
                .flatMap(removed -> weights(removed).map(weights -> edits.summedOut(removed, weights)));
        return Stream.concat(dropped, summed);
    }

    /** What a variable is replaced by: the state that was observed, or each of its states, or their sum. */
    private Stream<double[]> weights(Variable variable) {
        OptionalInt observed = evidence.findObservedState(variable);
        Stream<double[]> states = observed.isPresent()
                ? Stream.of(oneHot(variable, observed.getAsInt()))
                : IntStream.range(0, variable.cardinality()).mapToObj(state -> oneHot(variable, state));
        double[] ones = new double[variable.cardinality()];
        Arrays.fill(ones, 1);
        return Stream.concat(states, Stream.of(ones));
    }

    private static double[] oneHot(Variable variable, int state) {
        double[] weights = new double[variable.cardinality()];
        weights[state] = 1;
        return weights;
    }

    private Stream<Optional<Case>> withoutFactor() {
        return factors().mapToObj(edits::withoutFactor);
    }

    /** One variable less in one factor. */
    private Stream<Optional<Case>> withoutSlot() {
        return factors()
                .boxed()
                .flatMap(f -> graph.factors().get(f).scope().stream()
                        .flatMap(removed -> weights(removed)
                                .map(weights -> edits.withFactor(
                                        f, FactorEdits.without(graph.factors().get(f), removed, weights)))));
    }

    private Stream<Optional<Case>> withoutEvidence() {
        Stream<Optional<Case>> one = evidence.variables().stream().map(edits::withoutEvidence);
        return Stream.concat(Stream.of(edits.withoutEvidence()), one);
    }

    private Stream<Optional<Case>> withoutState() {
        return graph.variables().stream()
                .filter(v -> v.cardinality() > 1)
                .flatMap(v -> IntStream.range(0, v.cardinality()).mapToObj(state -> edits.withoutState(v, state)));
    }

    /** Shortens a cycle, or a path, that no removal leaves whole. */
    private Stream<Optional<Case>> merged() {
        return graph.variables().stream()
                .flatMap(kept -> graph.variables().stream()
                        .filter(removed -> !removed.equals(kept))
                        .map(removed -> edits.merged(kept, removed)));
    }

    private Stream<Optional<Case>> hardened() {
        return soft().flatMap(v -> IntStream.range(0, v.cardinality())
                .filter(state -> evidence.likelihood(v, state) > 0)
                .mapToObj(state -> edits.withLikelihood(v, oneHot(v, state))));
    }

    private Stream<Optional<Case>> fewerRounds() {
        return Stream.of(1, given.rounds() / 2, given.rounds() - 1).map(edits::withRounds);
    }

    private Stream<Optional<Case>> plainerTables() {
        Stream<Optional<Case>> all = Stream.of(1, 2)
                .map(digits -> edits.withFactors(f -> FactorEdits.withEntries(f, entry -> rounded(entry, digits))));
        Stream<Optional<Case>> each = factors().boxed().flatMap(f -> {
            Factor factor = graph.factors().get(f);
            double largest = Arrays.stream(factor.table()).max().orElseThrow();
            return Stream.of(
                            FactorEdits.withEntries(factor, entry -> entry > largest / 2 ? 1 : 0),
                            FactorEdits.withEntries(factor, entry -> rounded(entry, 1)),
                            FactorEdits.withEntries(factor, entry -> rounded(entry, 2)))
                    .map(plainer -> edits.withFactor(f, plainer));
        });
        return Stream.concat(all, each);
    }

    private Stream<Optional<Case>> plainerEntries() {
        return factors().boxed().flatMap(f -> {
            Factor factor = graph.factors().get(f);
            return IntStream.range(0, factor.size())
                    .boxed()
                    .flatMap(i -> plainer(factor.weight(i))
                            .map(entry -> edits.withFactor(f, FactorEdits.withEntry(factor, i, entry))));
        });
    }

    private Stream<Optional<Case>> plainerLikelihoods() {
        return soft().flatMap(v -> IntStream.range(0, v.cardinality()).boxed().flatMap(state -> {
            double[] likelihood = evidence.likelihood(v);
            return plainer(likelihood[state]).map(entry -> {
                double[] other = likelihood.clone();
                other[state] = entry;
                return edits.withLikelihood(v, other);
            });
        }));
    }

    private static Stream<Double> plainer(double entry) {
        return Stream.of(1.0, 0.0, rounded(entry, 1), rounded(entry, 2)).filter(other -> other != entry);
    }

    private static double rounded(double entry, int digits) {
        return new BigDecimal(entry).round(new MathContext(digits)).doubleValue();
    }

    private IntStream factors() {
        return IntStream.range(0, graph.factors().size());
    }

    private Stream<Variable> soft() {
        List<Variable> soft = evidence.variables().stream()
                .filter(v -> evidence.findObservedState(v).isEmpty())
                .toList();
        return soft.stream();
    }
}
