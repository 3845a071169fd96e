package org.deciban.proofs.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompileException;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.Mode;
import org.deciban.compiler.Task;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.passes.BinariseGates;
import org.deciban.compiler.internal.passes.TablesToRows;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.BeliefPropagationResult;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.factorgraph.inference.Objective;
import org.deciban.proofs.generators.Gates;
import org.deciban.proofs.verify.VerificationReport;

/** Claim A3: a gate of k inputs is a tree of binary gates of depth ⌈log2 k⌉, and a general table is not. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class BinariseGatesProperties {
    private static final CompilerOptions LOG_ODDS = CompilerOptions.auto().withConstruction(Construction.LOG_ODDS);

    private static RowFactorGraph split(FactorGraph graph) {
        return BinariseGates.apply(TablesToRows.apply(graph), 3, Objective.SUM_PRODUCT);
    }

    private static FactorGraph alone(Factor gate) {
        FactorGraph.Builder builder = FactorGraph.builder();
        gate.scope().forEach(builder::variable);
        return builder.factor(gate).build();
    }

    @Property
    void theTreeSummedOutIsTheGate(@ForAll long seed, @ForAll @IntRange(min = 3, max = 7) int inputs) {
        Factor gate = Gates.draw(inputs, seed % 3 == 0, new Random(seed));
        RowFactorGraph tree = split(alone(gate));
        double[] summed = new double[gate.size()];
        double sum = 0;
        for (int index = 0; index < summed.length; index++) {
            summed[index] = SummedOut.weight(tree, inputs + 1, index);
            sum += summed[index];
        }
        double wanted = Arrays.stream(gate.table()).sum();
        for (int index = 0; index < summed.length; index++) {
            double expected = gate.weight(index) / wanted;
            assertThat(summed[index] / sum)
                    .as("%s, entry %d", gate, index)
                    .isCloseTo(expected, within(2e-12 * expected));
        }
    }

    @Property
    void theTreeIsBalanced(@ForAll long seed, @ForAll @IntRange(min = 3, max = 9) int inputs) {
        Factor gate = Gates.draw(inputs, seed % 3 == 0, new Random(seed));
        FactorGraph graph = alone(gate);
        RowFactorGraph tree = split(graph);
        assertThat(tree.maxSlots()).isEqualTo(3);
        assertThat(tree.factors()).hasSize(inputs - 1);
        assertThat(tree.variables()).hasSize(inputs + 1 + inputs - 2);
        assertThat(tree.topology().isForest()).isTrue();
        int depth = 32 - Integer.numberOfLeadingZeros(inputs - 1);
        // The root is the last factor of the tree; what it writes is the output.
        RowFactor root = tree.factors().get(inputs - 2);
        assertThat(depthOf(tree, root.variable(2))).isEqualTo(depth);
    }

    /** Gates between a variable and its farthest input. */
    private static int depthOf(RowFactorGraph tree, int variable) {
        return tree.factors().stream()
                .filter(factor -> factor.variable(2) == variable)
                .mapToInt(factor -> 1 + Math.max(depthOf(tree, factor.variable(0)), depthOf(tree, factor.variable(1))))
                .findFirst()
                .orElse(0);
    }

    @Property
    void theDistributionIsTheSame(@ForAll long seed, @ForAll @IntRange(max = 3) int pairwise) {
        Random random = new Random(seed);
        FactorGraph graph = Gates.graph(random, random.nextInt(3) == 0, pairwise);
        ExactRows.assertSame(
                ExactRows.marginals(split(graph), graph, Evidence.none()),
                ExactRows.marginals(TablesToRows.apply(graph), graph, Evidence.none()),
                1e-12);
    }

    /** Rounds differ, since messages take longer through a tree; what they converge to does not. */
    @Property
    void fixedPointsOfLoopyBpAreTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 2) int pairwise) {
        FactorGraph graph = Gates.graph(new Random(seed), false, pairwise);
        BeliefPropagationResult direct = BeliefPropagation.run(
                graph,
                Evidence.none(),
                BeliefPropagationOptions.defaults().withMaxRounds(500).withTolerance(1e-14));
        Statistics.label("converged")
                .collect(direct.converged())
                .coverage(c -> c.check(true).percentage(p -> p > 80));
        Assume.that(direct.converged());
        CompilerOptions options = LOG_ODDS.withMode(Mode.LOOPY).withRounds(100 + 4 * direct.rounds());
        assertThat(BpCompiler.intermediate(graph, options)
                        .infer(Evidence.none())
                        .farthestFrom(direct.beliefs())
                        .magnitude())
                .isLessThanOrEqualTo(1e-11);
    }

    @Property
    void logOddsTakeGatesOfAnyNumberOfInputs(@ForAll long seed, @ForAll @IntRange(min = 3, max = 8) int inputs) {
        Random random = new Random(seed);
        Factor gate = Gates.draw(inputs, random.nextInt(3) == 0, random);
        FactorGraph graph = alone(gate);
        CompiledModel model = BpCompiler.compile(graph, LOG_ODDS);
        Evidence evidence = graph.evidence()
                .likelihood(gate.scope().get(0), random.nextDouble() + 0.01, random.nextDouble() + 0.01)
                .likelihood(gate.scope().get(inputs), random.nextDouble() + 0.01, random.nextDouble() + 0.01)
                .build();
        assertThat(model.mode()).isEqualTo(Mode.EXACT);
        assertThat(model.infer(evidence)
                        .farthestFrom(Enumeration.run(graph, evidence).marginals())
                        .magnitude())
                .isLessThanOrEqualTo(1e-12);
        VerificationReport report = VerificationReport.of(model, List.of(evidence));
        assertThat(report.verdict()).isEqualTo("VERIFIED");
        assertThat(report.checks()).extracting("name").contains(VerificationReport.EQUALS_SPLIT);
    }

    @Property
    void mostProbableStatesPassThroughDeterministicGates(
            @ForAll long seed, @ForAll @IntRange(min = 3, max = 6) int inputs) {
        Random random = new Random(seed);
        Factor gate = Gates.draw(inputs, true, random);
        FactorGraph.Builder builder = FactorGraph.builder();
        gate.scope().forEach(builder::variable);
        builder.factor(gate);
        gate.scope().forEach(v -> builder.factor(Factor.of(List.of(v), random.nextDouble(), random.nextDouble())));
        FactorGraph graph = builder.build();
        CompiledModel model = BpCompiler.compile(graph, LOG_ODDS.withTask(Task.MAP));
        VerificationReport report = VerificationReport.of(model, List.of());
        assertThat(report.verdict()).isEqualTo("VERIFIED");
        assertThat(report.checks())
                .extracting("name")
                .containsExactly(VerificationReport.EQUALS_MAX_MARGINALS, VerificationReport.EQUALS_SPLIT);
    }

    /** The appended variables would be maximised out, and the sum over them is what the gate means. */
    @Example
    void inhibitedInputsAreNotSplitForMostProbableStates() {
        FactorGraph graph = alone(NOISY_OR);
        assertThatThrownBy(() -> BpCompiler.compile(graph, LOG_ODDS.withTask(Task.MAP)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("has 4 variables; log-odds take 3 at most, and AND and OR of any number");
        assertThat(BpCompiler.compile(graph, LOG_ODDS).mode()).isEqualTo(Mode.EXACT);
    }

    private static final Variable[] BITS = {
        Variable.of("a", "0", "1"), Variable.of("b", "0", "1"), Variable.of("c", "0", "1"), Variable.of("d", "0", "1")
    };

    /** Strengths 1/2, 1/4, 1/8, leak 1/16: exact in binary. */
    private static final Factor NOISY_OR = Factor.of(List.of(BITS), noisyOr());

    private static double[] noisyOr() {
        double[] table = new double[16];
        for (int index = 0; index < 16; index++) {
            double off = 15.0 / 16;
            off *= (index >> 3 & 1) == 1 ? 1.0 / 2 : 1;
            off *= (index >> 2 & 1) == 1 ? 3.0 / 4 : 1;
            off *= (index >> 1 & 1) == 1 ? 7.0 / 8 : 1;
            table[index] = (index & 1) == 1 ? 1 - off : off;
        }
        return table;
    }

    @Property
    void tablesThatAreNoGatesAreLeftAlone(@ForAll long seed) {
        Random random = new Random(seed);
        double[] table = random.doubles(16).toArray();
        RowFactorGraph rows = TablesToRows.apply(alone(Factor.of(List.of(BITS), table)));
        assertThat(BinariseGates.apply(rows, 3, Objective.SUM_PRODUCT)).isSameAs(rows);
    }

    @Property
    void aGateWithOneEntryMovedIsNoGate(@ForAll long seed, @ForAll @IntRange(max = 15) int entry) {
        double[] table = Gates.draw(3, false, new Random(seed)).table();
        table[entry] += 1e-9;
        RowFactorGraph rows = TablesToRows.apply(alone(Factor.of(List.of(BITS), table)));
        assertThat(BinariseGates.apply(rows, 3, Objective.SUM_PRODUCT)).isSameAs(rows);
    }

    /**
     * The entries are products of the inputs' as in a gate, but those of b do not sum to one: summed out, a tree would not give
     * them back.
     */
    @Example
    void whatHasTheShapeOfAGateAndIsNoDistributionIsLeftAlone() {
        double[] table = new double[16];
        for (int index = 0; index < 16; index++) {
            double yes = 0.9;
            double no = 0.1;
            double[][] inputs = {{0.5, 0.5}, {0.6, 0.7}, {0.25, 0.75}};
            for (int input = 0; input < 3; input++) {
                boolean consents = (index >> (3 - input) & 1) == 0;
                no += consents ? 0 : yes * inputs[input][1];
                yes *= consents ? 1 : inputs[input][0];
            }
            table[index] = (index & 1) == 0 ? yes : no;
        }
        RowFactorGraph rows = TablesToRows.apply(alone(Factor.of(List.of(BITS), table)));
        assertThat(BinariseGates.apply(rows, 3, Objective.SUM_PRODUCT)).isSameAs(rows);
    }

    @Example
    void onlyWideFactorsOverBooleanVariablesAreLookedAt() {
        RowFactorGraph narrow = TablesToRows.apply(alone(Gates.draw(2, true, new Random(1))));
        assertThat(BinariseGates.apply(narrow, 3, Objective.SUM_PRODUCT)).isSameAs(narrow);
        FactorGraph ternary = FactorGraph.builder()
                .variable("a", "0", "1")
                .variable("b", "0", "1")
                .variable("c", "0", "1")
                .variable("d", "0", "1", "2")
                .factor(List.of("a", "b", "c", "d"), new Random(2).doubles(24).toArray())
                .build();
        RowFactorGraph rows = TablesToRows.apply(ternary);
        assertThat(BinariseGates.apply(rows, 3, Objective.SUM_PRODUCT)).isSameAs(rows);
        assertThatThrownBy(() -> BinariseGates.apply(rows, 2, Objective.SUM_PRODUCT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a gate of two inputs has 3 slots, 2 are allowed");
    }

    /** Rows are the states of the first half of the variables, columns those of the second. */
    private static int rankOfUnfolding(double[] table) {
        int rows = 1 << Integer.numberOfTrailingZeros(table.length) / 2;
        RealMatrix unfolding = new Array2DRowRealMatrix(rows, table.length / rows);
        for (int index = 0; index < table.length; index++) {
            unfolding.setEntry(index / (table.length / rows), index % (table.length / rows), table[index]);
        }
        return new SingularValueDecomposition(unfolding).getRank();
    }

    /**
     * Why general tables are excluded. A factor of (a, b, u) times one of (u, c, d), summed over a Boolean u, is a sum of two
     * outer products: its unfolding (a b) × (c d) has rank 2 at most. The table that is 1 iff a = c and b = d has rank 4.
     */
    @Example
    void aTableOfRankFourCannotBeSplitByOneBooleanVariable() {
        double[] equalPairs = new double[16];
        for (int index = 0; index < 16; index++) {
            equalPairs[index] = index >> 2 == (index & 3) ? 1 : 0;
        }
        assertThat(rankOfUnfolding(equalPairs)).isEqualTo(4);
        FactorGraph graph = alone(Factor.of(List.of(BITS), equalPairs));
        RowFactorGraph rows = TablesToRows.apply(graph);
        assertThat(BinariseGates.apply(rows, 3, Objective.SUM_PRODUCT)).isSameAs(rows);
        assertThatThrownBy(() -> BpCompiler.compile(graph, LOG_ODDS))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("--construction rows");
        assertThat(BpCompiler.compile(graph, CompilerOptions.auto()).mode()).isEqualTo(Mode.EXACT);
    }

    @Property
    void aGateHasRankTwoAtMost(@ForAll long seed, @ForAll @IntRange(min = 3, max = 7) int inputs) {
        assertThat(rankOfUnfolding(Gates.draw(inputs, false, new Random(seed)).table()))
                .isLessThanOrEqualTo(2);
    }

    @Property
    void oneBooleanVariableAllowsRankTwoAtMost(@ForAll long seed) {
        Random random = new Random(seed);
        double[] left = random.doubles(8).toArray();
        double[] right = random.doubles(8).toArray();
        double[] product = new double[16];
        for (int index = 0; index < 16; index++) {
            for (int u = 0; u < 2; u++) {
                product[index] += left[2 * (index >> 2) + u] * right[4 * u + (index & 3)];
            }
        }
        assertThat(rankOfUnfolding(product)).isLessThanOrEqualTo(2);
    }
}
