package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.deciban.transformer.folded.SmallPrograms.column;
import static org.deciban.transformer.folded.SmallPrograms.layer;
import static org.deciban.transformer.folded.SmallPrograms.program;
import static org.deciban.transformer.folded.SmallPrograms.row;
import static org.deciban.transformer.folded.SmallPrograms.rows;

import java.util.List;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.junit.jupiter.api.Test;

/** Heads whose pattern nothing changes. Dimensions: two flags, which nothing writes, and two of content. */
class StillHeadsTest {
    private static final Matrix TOKENS = rows(row(1, 0, 0.5, 0), row(0, 1, 0.25, 0), row(0, 1, -1, 0), row(1, 1, 2, 3));

    private static final List<Input> INPUTS = List.of(new Input(new Cell(1, 2), -10, 10));

    /** Looks from tokens with the first flag at those with the second, times a price. */
    private static AttentionHead fromFirstToSecond(double price, Matrix wV, Matrix wO) {
        return new AttentionHead("look", rows(row(price, 0, 0, 0)), rows(row(0, 1, 0, 0)), wV, wO);
    }

    /** Looks at tokens with equal flags; on the first three tokens at the token itself, or its like. */
    private static AttentionHead self(double share) {
        return new AttentionHead(
                "self",
                rows(row(2000, -2000, 0, 0), row(-2000, 2000, 0, 0)),
                rows(row(1, 0, 0, 0), row(0, 1, 0, 0)),
                rows(row(0, 0, 1, 0)),
                column(0, 0, share, 0));
    }

    private static double[][] run(Program program, double... inputs) {
        double[][] folded = new FoldedEngine().prepare(program).run(new double[][] {inputs})[0];
        double[][] dense = new DenseEngine().prepare(program).run(new double[][] {inputs})[0];
        for (int read = 0; read < dense.length; read++) {
            assertThat(folded[read]).containsExactly(dense[read], within(1e-14));
        }
        return folded;
    }

    @Test
    void aPriceAboveTheGapLeavesWeightOnThoseThatMatchAlone() {
        Program program = program(
                TOKENS,
                INPUTS,
                List.of(new Cell(0, 3)),
                layer(fromFirstToSecond(1000, rows(row(0, 0, 1, 0)), column(0, 0, 0, 1))));
        // The mean of tokens 1, 2 and 3.
        assertThat(run(program, 4)[0][0]).isCloseTo((4 - 1 + 2) / 3.0, within(1e-14));
        FoldReport report = new FoldedEngine().prepare(program).report();
        assertThat(report.constantHeads()).isEqualTo(1);
        assertThat(report.kept()).isEqualTo(3);
        assertThat(report.droppedByConstantGap()).isEqualTo(1);
        assertThat(report.unread()).isEqualTo(12);
        // That of token 0, for tokens 0 and 3, which alone look anywhere.
        assertThat(DroppedWeights.of(program, row(4))).isEqualTo(new DroppedWeights(2, 16, 0.0));
    }

    /** At the price of 700 three keys share the weight, and the fourth has e^−700 of what each of them has. */
    @Test
    void whatIsDroppedOfACheaperHeadIsWhatItWeighs() {
        Layer dear = layer(fromFirstToSecond(1000, rows(row(0, 0, 1, 0)), column(0, 0, 0, 1)));
        Layer cheap = layer(fromFirstToSecond(700, rows(row(0, 0, 1, 0)), column(0, 0, 0, 1)));
        Program program = program(TOKENS, INPUTS, List.of(new Cell(0, 3)), dear);
        Transformer other =
                program(TOKENS, INPUTS, List.of(new Cell(0, 3)), cheap).transformer();
        DroppedWeights dropped = DroppedWeights.of(program, other, program.embed(row(4)));
        assertThat(dropped.count()).isEqualTo(2);
        assertThat(dropped.largest()).isCloseTo(Math.exp(-700) / 3, withinPercentage(1e-10));
    }

    @Test
    void aPriceBelowTheGapKeepsEveryWeight() {
        Program program = program(
                TOKENS,
                INPUTS,
                List.of(new Cell(0, 3)),
                layer(fromFirstToSecond(700, rows(row(0, 0, 1, 0)), column(0, 0, 0, 1))));
        run(program, 4);
        FoldReport report = new FoldedEngine().prepare(program).report();
        assertThat(report.kept()).isEqualTo(4);
        assertThat(report.droppedByConstantGap()).isZero();
    }

    @Test
    void anEntryThatIsErasedAndRewrittenForgetsWhatItWas() {
        AttentionHead copy = fromFirstToSecond(1000, rows(row(0, 0, 1, 0)), column(0, 0, 1, 0));
        Layer layer = layer(self(-1), copy);
        Program program = program(TOKENS, INPUTS, List.of(new Cell(0, 2)), layer, layer);
        // Token 0 is alone with its flags: it loses 0.5, and receives the mean of tokens 1, 2 and 3.
        assertThat(run(program, 4)[0][0]).isCloseTo(5 / 3.0, within(1e-14));
        FoldReport report = new FoldedEngine().prepare(program).report();
        assertThat(report.freeHeads()).isZero();
        assertThat(report.heads()).isEqualTo(2);
    }

    @Test
    void anEntryThatIsKeptInPartDecays() {
        Layer layer = layer(self(-0.25));
        Program program = program(
                TOKENS, List.of(new Input(new Cell(0, 2), -10, 10)), List.of(new Cell(0, 2)), layer, layer, layer);
        assertThat(run(program, 8)).isDeepEqualTo(new double[][] {{6}, {4.5}, {3.375}});
    }

    @Test
    void aConstantThatChangesFromLayerToLayerIsReadAsItStands() {
        Layer layer = new Layer(
                "count",
                List.of(),
                new FeedForward(
                        Matrix.zeros(0, 4),
                        Matrix.zeros(0, 1),
                        Matrix.zeros(4, 0),
                        column(0, 0, 0, 1),
                        Activation.RELU));
        Layer other = new Layer("count more", List.of(), layer.feedForward());
        Program program = program(TOKENS, List.of(), List.of(new Cell(0, 3), new Cell(3, 3)), layer, other);
        assertThat(run(program)).isDeepEqualTo(new double[][] {{1, 4}, {2, 5}});
    }

    @Test
    void aConstantThatIsTheSameBeforeATiedLayerEachTimeStaysConstant() {
        // Written to 1 before the loop, erased and rewritten to 1 in it: token 0 holds a constant throughout.
        FeedForward one = new FeedForward(
                Matrix.zeros(0, 4), Matrix.zeros(0, 1), Matrix.zeros(4, 0), column(0, 0, 1, 0), Activation.RELU);
        Layer start = new Layer("start", List.of(self(-1)), one);
        Layer loop = new Layer("loop", List.of(self(-1)), one);
        Program program = program(TOKENS, List.of(), List.of(new Cell(0, 2)), start, loop, loop, loop);
        assertThat(run(program)).isDeepEqualTo(new double[][] {{1}, {1}, {1}, {1}});
        assertThat(new FoldedEngine().prepare(program).report().movingEntries()).isZero();
    }
}
