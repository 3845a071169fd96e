package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deciban.transformer.folded.SmallPrograms.column;
import static org.deciban.transformer.folded.SmallPrograms.layer;
import static org.deciban.transformer.folded.SmallPrograms.program;
import static org.deciban.transformer.folded.SmallPrograms.row;
import static org.deciban.transformer.folded.SmallPrograms.rows;

import java.util.Arrays;
import java.util.List;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Heads that attend by content. Dimensions: group 0, group 1, a weight for content, a value (none of which is written), content,
 * result.
 */
class ContentHeadsTest {
    private static final Matrix TOKENS = rows(
            row(1, 0, 0, 0, 0, 0),
            row(1, 0, 1, 5, 0, 0),
            row(1, 0, -1, 7, 0, 0),
            row(0, 1, 2, 11, 0, 0),
            row(0, 1, 0, 13, 0, 0));

    private static final List<Cell> READ = List.of(new Cell(0, 5), new Cell(1, 5), new Cell(3, 5));

    /** Attends within the group, by content times the keys' weights for it. */
    private static AttentionHead withinGroup(double price, int content, int value, int target) {
        return new AttentionHead(
                "within group",
                rows(row(price, 0, 0, 0, 0, 0), row(0, price, 0, 0, 0, 0), row(unit(content))),
                rows(row(1, 0, 0, 0, 0, 0), row(0, 1, 0, 0, 0, 0), row(0, 0, 1, 0, 0, 0)),
                rows(row(unit(value))),
                column(unit(target)));
    }

    private static double[] unit(int dimension) {
        double[] unit = new double[6];
        unit[dimension] = 1;
        return unit;
    }

    private static Program of(double price, double most, Layer... before) {
        Layer[] layers = Arrays.copyOf(before, before.length + 1);
        layers[before.length] = layer(withinGroup(price, 4, 3, 5));
        return program(TOKENS, List.of(new Input(new Cell(0, 4), -most, most)), READ, layers);
    }

    private static FoldReport requireEqual(Program program, double... values) {
        FoldedProgram folded = new FoldedEngine().prepare(program);
        for (double value : values) {
            double[][] inputs = {{value}};
            FoldedEngineProperties.assertClose(
                    folded.run(inputs), new DenseEngine().prepare(program).run(inputs));
            assertThat(DroppedWeights.of(program, inputs[0]).largest()).isEqualTo(0.0);
        }
        return folded.report();
    }

    @Test
    void whereThePriceOutweighsTheContentTheOtherGroupIsDropped() {
        // Content differs by at most 10 · (2 + 1) = 30 between keys; 746 + 30 + 1 < 1000.
        FoldReport report = requireEqual(of(1000, 10), -10, -1, 0, 3, 10);
        assertThat(report.contentHeads()).isEqualTo(1);
        assertThat(report.freeHeads()).isZero();
        // Tokens 0 and 1 drop two keys each, token 3 three.
        assertThat(report.droppedByBoundedGap()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 400, 1000, 5000})
    void whereContentCanOutweighThePriceTheHeadIsFree(double most) {
        FoldReport report = requireEqual(of(800, most), -most, -1, 0, 3, most, most / 2);
        assertThat(report.freeHeads()).isEqualTo(1);
        assertThat(report.droppedByBoundedGap()).isZero();
        assertThat(report.free()).isEqualTo(15);
    }

    @Test
    void contentThatGrowsFromLayerToLayerIsNotBounded() {
        // A loop that doubles the content: after ten turns 1024 times as much as the input.
        AttentionHead doubling = new AttentionHead(
                "doubling",
                rows(row(9000, 0, 0, 0, 0, 0), row(0, 9000, 0, 0, 0, 0), row(0, 0, 9000, 0, 0, 0)),
                rows(row(1, 0, 0, 0, 0, 0), row(0, 1, 0, 0, 0, 0), row(0, 0, -1, 0, 0, 0)),
                rows(row(0, 0, 0, 0, 1, 0)),
                column(0, 0, 0, 0, 1, 0));
        AttentionHead look = withinGroup(1000, 4, 3, 5);
        Layer loop = layer(doubling, look);
        Layer[] layers = new Layer[12];
        Arrays.fill(layers, loop);
        Program program = program(TOKENS, List.of(new Input(new Cell(0, 4), -1, 1)), READ, layers);
        FoldReport report = requireEqual(program, -1, -0.5, 0, 0.5, 1);
        assertThat(report.freeHeads()).isEqualTo(1);
    }

    /** Content can outweigh the price of the first head, which then brings a value of 600 that the second attends by. */
    private static Program chain(double weightOfOwnGroup) {
        Matrix tokens = rows(
                row(1, 0, weightOfOwnGroup, 0, 0, 0),
                row(1, 0, 0, 5, 0, 0),
                row(0, 1, 1, 7, 0, 0),
                row(0, 1, 2, 600, 0, 0));
        Layer first = layer(withinGroup(800, 4, 3, 5));
        Layer second = layer(withinGroup(1000, 5, 3, 4));
        return program(tokens, List.of(new Input(new Cell(0, 4), -500, 500)), List.of(new Cell(0, 4)), first, second);
    }

    @Test
    void whatAFreeHeadBringsIsBoundedByTheValuesOfAllTokens() {
        // No entry of token 3, which holds the value, is ever read.
        requireEqual(chain(0.125), -500, 0, 399, 400, 401, 500);
    }

    @Test
    void whatAHeadBringsIsBoundedThoughTheCandidatesDoNotAskForIt() {
        // Within the group the content counts for nothing: as long as that is all there is, nobody asks for it.
        requireEqual(chain(0), -500, 0, 399, 400, 401, 500);
    }
}
