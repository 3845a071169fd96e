package org.deciban.proofs.recheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.proofs.certificates.Interval;
import org.deciban.proofs.certificates.IntervalForwardPass;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;
import org.deciban.proofs.generators.DenseCase;
import org.deciban.proofs.generators.DenseTransformers;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;

/** Intervals of doubles and intervals of 60 digits, two programs, enclose the same forward pass; and the dense engine runs it. */
class ForwardPassesAgreeProperties {
    /**
     * Heads whose keys move take plain intervals, and how much three layers of them widen depends on the weights, without a bound: of
     * 3,000 draws 0.4 % were wider than this, the widest 3e-7.
     */
    private static final double NARROW = 1e-9;

    private static final int DRAWS = 50;

    /**
     * How many times more than the intervals of 100 digits those of doubles may widen, in units of the last place of each: of 6,000 draws
     * 184 was the most.
     */
    private static final double MORE = 1e5;

    private static final int DIGITS = 100;

    @Provide
    Arbitrary<DenseCase> dense() {
        return Arbitraries.randomValue(random -> DenseTransformers.draw(random, 1));
    }

    @Provide
    Arbitrary<DenseCase> hard() {
        return Arbitraries.randomValue(random -> DenseTransformers.draw(random, 4));
    }

    @Provide
    Arbitrary<DenseCase> partlyConstant() {
        return Arbitraries.randomValue(random -> {
            Transformer transformer = DenseTransformers.keepingFirstDimension(random);
            int d = transformer.layout().modelDim();
            Matrix tokens = DenseTransformers.gaussian(2 + random.nextInt(4), d, 1, random);
            return new DenseCase(transformer, tokens, "first dimension kept, tokens " + tokens);
        });
    }

    @Provide
    Arbitrary<Case> forests() {
        return CaseArbitraries.forests();
    }

    @Provide
    Arbitrary<List<DenseCase>> manyDense() {
        return dense().list().ofSize(DRAWS);
    }

    @Provide
    Arbitrary<List<DenseCase>> manyPartlyConstant() {
        return partlyConstant().list().ofSize(DRAWS);
    }

    @Property(tries = 60)
    void onAnyWeightsTheEnclosureHoldsTheForwardPass(@ForAll("dense") DenseCase given) {
        requireLittleWider(requireBothEnclose(program(given), new double[0]));
    }

    @Property(tries = 30)
    void onAttentionThatIsAlmostHardTheEnclosureHoldsTheForwardPass(@ForAll("hard") DenseCase given) {
        requireBothEnclose(program(given), new double[0]);
    }

    @Property(tries = 30)
    void withHeadsThatNothingCanChangeTheEnclosureHoldsTheForwardPass(@ForAll("partlyConstant") DenseCase given) {
        requireLittleWider(requireBothEnclose(program(given), new double[0]));
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void onNineDrawsOfTenTheEnclosureIsNarrow(@ForAll("manyDense") List<DenseCase> draws) {
        requireMostNarrow(draws);
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void withHeadsThatNothingCanChangeNineEnclosuresOfTenAreNarrow(
            @ForAll("manyPartlyConstant") List<DenseCase> draws) {
        requireMostNarrow(draws);
    }

    /** The widest of a pass in doubles, and of the same in decimals. */
    private record Widths(double doubles, BigDecimal decimals) {}

    private static void requireLittleWider(Widths widths) {
        double widened = Math.max(1, widths.decimals().movePointRight(DIGITS).doubleValue());
        assertThat(widths.doubles()).as("%s", widths).isLessThanOrEqualTo(MORE * Math.ulp(0.5) * widened);
    }

    private static void requireMostNarrow(List<DenseCase> draws) {
        List<Double> widths = draws.stream()
                .map(given -> IntervalForwardPass.of(program(given), new double[0]))
                .map(ForwardPassesAgreeProperties::widest)
                .sorted()
                .toList();
        assertThat(widths.get(DRAWS * 9 / 10 - 1)).as("%s", widths).isLessThanOrEqualTo(NARROW);
    }

    private static double widest(IntervalForwardPass pass) {
        return pass.distributions().stream()
                .flatMap(List::stream)
                .mapToDouble(Interval::width)
                .max()
                .orElseThrow();
    }

    @Property(tries = 15)
    void onCompiledForestsTheEnclosureHoldsTheForwardPass(@ForAll("forests") Case given) {
        try {
            JunctionTree.run(given.graph(), given.evidence());
        } catch (ImpossibleEvidenceException e) {
            Assume.that(false);
        }
        CompiledModel model = BpCompiler.compile(given.graph(), CompilerOptions.exact());
        requireBothEnclose(model.program(), model.inputs(given.evidence()));
    }

    /** All entries are read, and mixed into two logits. */
    private static Program program(DenseCase given) {
        List<Cell> cells = new ArrayList<>();
        for (int t = 0; t < given.tokens().rows(); t++) {
            for (int d = 0; d < given.tokens().columns(); d++) {
                cells.add(new Cell(t, d));
            }
        }
        Matrix logits = DenseTransformers.gaussian(2, cells.size(), 0.3, new Random(1));
        int last = given.transformer().layers().size() - 1;
        return new Program(
                given.transformer(), given.tokens(), List.of(), new ReadOut(List.of(last), cells, logits, List.of(2)));
    }

    private static Widths requireBothEnclose(Program program, double[] inputs) {
        IntervalForwardPass narrow = IntervalForwardPass.of(program, inputs);
        List<List<Decimals.Range>> decimals =
                new DecimalForwardPass(program, inputs, new Decimals(DIGITS)).distributions();
        for (int g = 0; g < decimals.size(); g++) {
            for (int s = 0; s < decimals.get(g).size(); s++) {
                Interval interval = narrow.distributions().get(g).get(s);
                Decimals.Range range = decimals.get(g).get(s);
                assertThat(new BigDecimal(interval.lo())).as("%d, %d", g, s).isLessThanOrEqualTo(range.hi());
                assertThat(new BigDecimal(interval.hi())).as("%d, %d", g, s).isGreaterThanOrEqualTo(range.lo());
            }
        }
        requireNearTheDenseEngine(program, inputs, narrow);
        BigDecimal widest = decimals.stream()
                .flatMap(List::stream)
                .map(Decimals.Range::width)
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        return new Widths(widest(narrow), widest);
    }

    /** The engine rounds, so that its numbers may lie outside by some places. */
    private static void requireNearTheDenseEngine(Program program, double[] inputs, IntervalForwardPass narrow) {
        double[][] read = new DenseEngine().prepare(program).run(new double[][] {inputs})[0];
        double[] cells = read[read.length - 1];
        for (int i = 0; i < cells.length; i++) {
            Interval cell = narrow.cells().get(i);
            double near = 1e-9 * Math.max(1, Math.abs(cells[i]));
            assertThat(cells[i]).isBetween(cell.lo() - near, cell.hi() + near);
        }
    }
}
