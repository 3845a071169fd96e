package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.compiler.BeliefReach;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.TokenOrigin;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.InterventionCase.Kind;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Case.Entries;
import org.deciban.proofs.generators.CaseArbitraries;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** Changing what a named head adds changes exactly the beliefs that its provenance predicts. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
@Domain(CaseArbitraries.class)
@Domain(DomainContext.Global.class)
class BeliefReachProperties {
    /** In ulps of the largest amount that was added and taken away again; the worst of 40,000 cases was 1. */
    private static final double ROUNDING = 8;

    /** The least difference that is no rounding; the least of 10^4 beliefs was 1e-8. */
    private static final double SHOWS = 1e-12;

    /** A change of a row that is more than rounding of something that cancels. */
    private static final double CLEAR = 1e-3;

    @Property
    void beliefsOutOfReachAreTheSameToTheBit(
            @ForAll Case given,
            @ForAll @IntRange(min = 1, max = 5) int rounds,
            @ForAll @DoubleRange(max = 0.9) double damping,
            @ForAll long seed) {
        CompilerOptions options = CompilerOptions.loopy(rounds);
        Random random = new Random(seed);
        assertSameOutOfReach(given, random.nextBoolean() ? options : options.withDamping(damping), random);
    }

    @Property
    void inLogOddsBeliefsOutOfReachAreTheSameToTheBit(
            @ForAll("booleans") Case given,
            @ForAll @IntRange(min = 1, max = 5) int rounds,
            @ForAll @DoubleRange(max = 0.9) double damping,
            @ForAll long seed) {
        CompilerOptions options = CompilerOptions.loopy(rounds).withConstruction(Construction.LOG_ODDS);
        Random random = new Random(seed);
        assertSameOutOfReach(given, random.nextBoolean() ? options : options.withDamping(damping), random);
    }

    private static void assertSameOutOfReach(Case given, CompilerOptions options, Random random) {
        InterventionCase changed = InterventionCase.draw(given.graph(), given.evidence(), options, random);
        List<BeliefReach> reach = changed.reach(0);
        List<double[][]> before = changed.before();
        List<double[][]> after = changed.after();
        int reached = 0;
        for (int round = 0; round < reach.size(); round++) {
            for (int v = 0; v < given.graph().variables().size(); v++) {
                Variable variable = given.graph().variables().get(v);
                if (reach.get(round).dependent().contains(variable)
                        || reach.get(round).rounding().contains(variable)) {
                    reached++;
                } else {
                    assertThat(after.get(round)[v])
                            .as("%s after round %d, %s, %s", variable, round, changed, given)
                            .isEqualTo(before.get(round)[v]);
                }
            }
        }
        int all = reach.size() * given.graph().variables().size();
        Statistics.label("reached")
                .collect(reached == 0 ? "none" : reached < all ? "some" : "all")
                .coverage(c -> c.check("some").percentage(p -> p > 20));
        Statistics.label("head").collect(changed.head()).coverage(c -> {
            c.check("sum.0").percentage(p -> p > 5);
            c.check("minus.0").percentage(p -> p > 5);
        });
    }

    @Property
    void dependentBeliefsChangeAndThoseReachedByRoundingDoNot(
            @ForAll("inGeneralPosition") Case given,
            @ForAll @IntRange(min = 1, max = 4) int rounds,
            @ForAll long seed) {
        Random random = new Random(seed);
        InterventionCase changed = InterventionCase.draw(
                given.graph(), InterventionCase.soft(given.graph(), random), CompilerOptions.loopy(rounds), random);
        List<BeliefReach> reach = changed.reach(0);
        List<BeliefReach> clear = changed.reach(CLEAR);
        List<double[][]> before = changed.before();
        List<double[][]> after = changed.after();
        double rounding = ROUNDING * Math.ulp(Math.max(1, changed.largestAmount()));
        for (int round = 0; round < reach.size(); round++) {
            for (int v = 0; v < given.graph().variables().size(); v++) {
                Variable variable = given.graph().variables().get(v);
                double difference = difference(before.get(round)[v], after.get(round)[v]);
                String where = variable + " after round " + round + ", " + changed + ", " + given;
                if (reach.get(round).rounding().contains(variable) || isConstant(changed)) {
                    assertThat(difference).as(where).isLessThan(rounding);
                } else if (clear.get(round).dependent().contains(variable) && mustShow(changed)) {
                    assertThat(difference).as(where).isGreaterThan(SHOWS);
                }
            }
        }
        requireCoverage(changed, reach, clear);
    }

    @Property
    void onForestsAMessageReachesAVariableInTheRoundOfItsDistance(
            @ForAll("forests") Case given, @ForAll @IntRange(min = 1, max = 6) int rounds, @ForAll long seed) {
        CompiledModel model =
                BpCompiler.compile(given.graph(), CompilerOptions.loopy(rounds)).on(new DenseEngine());
        Random random = new Random(seed);
        int round = 1 + random.nextInt(rounds);
        HookPoint rows = HookPoint.ofHead(model.transformer(), 2 * round - 1, "rows", Site.Z);
        for (int token = 0; token < model.tokens().rows(); token++) {
            TokenOrigin origin = model.origin(token);
            if (origin.kind() == TokenOrigin.Kind.MESSAGE) {
                int[] distances = distances(
                        given.graph(),
                        origin.variable().orElseThrow(),
                        origin.factor().orElseThrow());
                List<BeliefReach> reach = model.beliefsReachedFrom(rows, Set.of(token));
                for (int t = 0; t <= rounds; t++) {
                    Set<Variable> atDistance = new HashSet<>();
                    for (int v = 0; v < distances.length; v++) {
                        if (distances[v] == t - round) {
                            atDistance.add(given.graph().variables().get(v));
                        }
                    }
                    assertThat(reach.get(t).dependent())
                            .as("round %d of %s in round %d, %s", t, origin, round, given)
                            .isEqualTo(atDistance);
                }
            }
        }
    }

    /** The factors between a variable and each other one on paths that avoid one factor; MAX_VALUE where there is none. */
    private static int[] distances(FactorGraph graph, int from, int avoided) {
        int[] distances = new int[graph.variables().size()];
        Arrays.fill(distances, Integer.MAX_VALUE);
        distances[from] = 0;
        Deque<Integer> queue = new ArrayDeque<>(List.of(from));
        while (!queue.isEmpty()) {
            int near = queue.remove();
            for (int f = 0; f < graph.factors().size(); f++) {
                List<Variable> scope = graph.factors().get(f).scope();
                if (f != avoided && scope.contains(graph.variables().get(near))) {
                    for (Variable variable : scope) {
                        int far = graph.variables().indexOf(variable);
                        if (distances[far] == Integer.MAX_VALUE) {
                            distances[far] = distances[near] + 1;
                            queue.add(far);
                        }
                    }
                }
            }
        }
        return distances;
    }

    @Provide
    Arbitrary<Case> forests() {
        return CaseArbitraries.forests();
    }

    /** Half a row posterior is the same message up to a constant, which no softmax and no belief sees. */
    private static boolean isConstant(InterventionCase changed) {
        return changed.head().equals("rows") && changed.kind() == Kind.HALVED;
    }

    /** What an erase head leaves behind may be a constant as well, where the round before gathered the same. */
    private static boolean mustShow(InterventionCase changed) {
        return !changed.head().equals("erase");
    }

    private static void requireCoverage(InterventionCase changed, List<BeliefReach> reach, List<BeliefReach> clear) {
        Statistics.label("shows")
                .collect(mustShow(changed)
                        && !isConstant(changed)
                        && clear.stream().anyMatch(r -> !r.dependent().isEmpty()))
                .coverage(c -> c.check(true).percentage(p -> p > 10));
        Statistics.label("rounding")
                .collect(reach.stream().anyMatch(r -> !r.rounding().isEmpty()))
                .coverage(c -> c.check(true).percentage(p -> p > 10));
        Statistics.label("head").collect(changed.head()).coverage(c -> {
            for (String head : List.of("sum.0", "minus.0", "rows")) {
                c.check(head).percentage(p -> p > 5);
            }
        });
        Statistics.label("kind").collect(changed.kind()).coverage(c -> {
            for (Kind kind : Kind.values()) {
                c.check(kind).percentage(p -> p > 20);
            }
        });
    }

    /** The largest difference of probabilities; 1 if one side has ruled out every state. */
    private static double difference(double[] logBefore, double[] logAfter) {
        double[] before = probabilities(logBefore);
        double[] after = probabilities(logAfter);
        double largest = 0;
        for (int s = 0; s < before.length; s++) {
            double difference = Math.abs(before[s] - after[s]);
            largest = Math.max(largest, Double.isNaN(difference) ? 1 : difference);
        }
        return largest;
    }

    private static double[] probabilities(double[] logBelief) {
        double max = Arrays.stream(logBelief).max().orElseThrow();
        double sum = Arrays.stream(logBelief).map(l -> Math.exp(l - max)).sum();
        return Arrays.stream(logBelief).map(l -> Math.exp(l - max) / sum).toArray();
    }

    @Provide
    Arbitrary<Case> booleans() {
        return CaseArbitraries.booleans();
    }

    /**
     * Tables without zeros and near-zeros, and variables of one number of states, more than one: a state that does not exist is
     * marked, and a change of the mark changes no belief.
     */
    @Provide
    Arbitrary<Case> inGeneralPosition() {
        return CaseArbitraries.cases()
                .filter(
                        1000,
                        given -> given.entries() == Entries.MODERATE
                                && given.maxStates() > 1
                                && given.graph().variables().stream()
                                        .allMatch(v -> v.cardinality() == given.maxStates()));
    }
}
