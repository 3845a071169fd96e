package org.deciban.compiler.internal.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;
import org.junit.jupiter.api.Test;

/** The tokens of f(x, y, z), with y of three states, and g(z), by hand: 1 sink, 3 variables, 4 messages, 4 + 4 + 4 + 2 rows. */
class RowTokensTest {
    private static final CompiledModel MODEL = BpCompiler.compile(
            FactorGraph.builder()
                    .variable("x", "0", "1")
                    .variable("y", "0", "1", "2")
                    .variable("z", "0", "1")
                    .factor(List.of("x", "y", "z"), 1, 0, 0, 2, 0, 0, 0, 0, 4, 0, 0, 8)
                    .factor(List.of("z"), 3, 1)
                    .build(),
            CompilerOptions.exact());

    private static final int[] MESSAGES = {4, 5, 6, 7};

    private static double value(Matrix tokens, int token, String subspace, int offset) {
        return tokens.get(token, MODEL.transformer().layout().subspace(subspace).at(offset));
    }

    private static double value(int token, String subspace, int offset) {
        return value(MODEL.tokens(), token, subspace, offset);
    }

    /** Reads an address: (1, 0) is a bit 0, (0, 1) a bit 1, least significant first. */
    private static int address(int token, String subspace) {
        Subspace block = MODEL.transformer().layout().subspace(subspace);
        int address = 0;
        for (int bit = 0; 2 * bit < block.size(); bit++) {
            double zero = value(token, subspace, 2 * bit);
            double one = value(token, subspace, 2 * bit + 1);
            assertThat(new double[] {zero, one})
                    .as("bit %d of %s of %s", bit, subspace, MODEL.describeToken(token))
                    .isIn(new double[] {1, 0}, new double[] {0, 1});
            address += one == 1 ? 1 << bit : 0;
        }
        return address;
    }

    /** The only place with a one in a block that is zero elsewhere. */
    private static int oneHot(int token, String subspace) {
        int found = -1;
        for (int i = 0; i < MODEL.transformer().layout().subspace(subspace).size(); i++) {
            if (value(token, subspace, i) != 0) {
                assertThat(value(token, subspace, i)).isEqualTo(1);
                assertThat(found).isEqualTo(-1);
                found = i;
            }
        }
        return found;
    }

    @Test
    void everyTokenSaysWhatItStandsFor() {
        assertThat(MODEL.tokens().rows()).isEqualTo(1 + 3 + 4 + 4 + 4 + 4 + 2);
        assertThat(MODEL.describeToken(0)).isEqualTo("sink");
        assertThat(MODEL.describeToken(2)).isEqualTo("variable y");
        assertThat(MODEL.describeToken(5)).isEqualTo("message f(x, y, z) → y");
        assertThat(MODEL.describeToken(7)).isEqualTo("message f(z) → z");
        assertThat(MODEL.describeToken(8)).isEqualTo("row 0 of f(x, y, z) → x");
        assertThat(MODEL.describeToken(15)).isEqualTo("row 3 of f(x, y, z) → y");
        assertThat(MODEL.describeToken(21)).isEqualTo("row 1 of f(z) → z");
    }

    @Test
    void everyTokenIsOfOneKind() {
        for (int token = 0; token < MODEL.tokens().rows(); token++) {
            String kind = MODEL.describeToken(token).split(" ", 2)[0];
            for (String flag : List.of("sink", "variable", "message", "row")) {
                assertThat(value(token, "is_" + flag, 0)).isEqualTo(kind.equals(flag) ? 1 : 0);
            }
            assertThat(value(token, "one", 0)).isEqualTo(1);
        }
    }

    @Test
    void variablesAndCellsAreNumberedInOrder() {
        // The cells are the 3 variables and then the 4 messages.
        for (int v = 0; v < 3; v++) {
            assertThat(address(1 + v, "own_variable")).isEqualTo(v);
            assertThat(address(1 + v, "own_cell")).isEqualTo(v);
        }
        int[] receivers = {0, 1, 2, 2};
        for (int edge = 0; edge < 4; edge++) {
            assertThat(address(MESSAGES[edge], "own_variable")).isEqualTo(receivers[edge]);
            assertThat(address(MESSAGES[edge], "own_cell")).isEqualTo(3 + edge);
        }
        for (int row = 8; row < 22; row++) {
            assertThat(address(row, "own_cell")).isEqualTo(row == 20 || row == 21 ? 6 : 3 + (row - 8) / 4);
        }
    }

    @Test
    void aMessageAsksForTheOtherVariablesOfItsFactorAndForWhatTheFactorToldThem() {
        int[][] others = {{1, 2}, {0, 2}, {0, 1}};
        for (int edge = 0; edge < 3; edge++) {
            for (int slot = 0; slot < 2; slot++) {
                int other = others[edge][slot];
                assertThat(address(MESSAGES[edge], "slot_variable." + slot)).isEqualTo(other);
                assertThat(address(MESSAGES[edge], "slot_cell." + slot)).isEqualTo(3 + other);
            }
        }
    }

    @Test
    void theSinkFillsTheSoftmaxUpToTheDenominatorAndSlotsWithoutAVariableAreOff() {
        // Degree 2 at most, so D = 4; x and y match a message and the evidence, z two messages and the evidence.
        assertThat(MODEL.bounds().sumDenominator()).isEqualTo(4);
        double off = MODEL.bounds().addressPrice();
        double ln2 = 0.6931471805599453;
        double[][] fills = {{ln2, off}, {ln2, off}, {0, off}, {ln2, 0}, {ln2, 0}, {ln2, ln2}, {off, off}};
        for (int token = 1; token <= 7; token++) {
            for (int slot = 0; slot < 2; slot++) {
                assertThat(value(token, "slot_fill." + slot, 0))
                        .as("slot %d of %s", slot, MODEL.describeToken(token))
                        .isCloseTo(fills[token - 1][slot], within(1e-15));
                // The minus head has its match wherever a message has a slot, and never on a variable.
                boolean hasMinus = token >= 4 && fills[token - 1][slot] != off;
                assertThat(value(token, "slot_gate." + slot, 0)).isEqualTo(hasMinus ? -off : off);
            }
        }
    }

    @Test
    void aRowHoldsItsStatesOneHotAndItsPotentialRelativeToTheLargest() {
        // Rows (0,0,0) 1, (0,1,1) 2, (1,1,0) 4, (1,2,1) 8; seen from y the other slots are x and z.
        int[][] rows = {{0, 0, 0}, {0, 1, 1}, {1, 1, 0}, {1, 2, 1}};
        for (int row = 0; row < 4; row++) {
            int token = 12 + row;
            assertThat(oneHot(token, "row.0")).isEqualTo(rows[row][0]);
            assertThat(oneHot(token, "row.1")).isEqualTo(rows[row][2]);
            assertThat(oneHot(token, "out")).isEqualTo(rows[row][1]);
            assertThat(value(token, "log_potential", 0)).isCloseTo((row - 3) * 0.6931471805599453, within(1e-14));
        }
        assertThat(oneHot(20, "out")).isZero();
        assertThat(oneHot(20, "row.0")).isEqualTo(-1);
    }

    @Test
    void evidenceIsALogLikelihoodAndAMarkWhereItIsZero() {
        Evidence evidence = MODEL.graph()
                .evidence()
                .observe("x", "1")
                .likelihood("y", 0.5, 2, 1)
                .build();
        Matrix tokens = MODEL.embed(evidence);
        double floor = -690.7755278982137;
        double ln2 = 0.6931471805599453;
        // Of three states; x and z have two, so their third is marked impossible. Likelihoods are relative to the
        // largest.
        double[][] messages = {{floor, 0, 0}, {-2 * ln2, 0, -ln2}, {0, 0, 0}};
        double[][] marks = {{floor, 0, floor}, {0, 0, 0}, {0, 0, floor}};
        for (int v = 0; v < 3; v++) {
            for (int s = 0; s < 3; s++) {
                assertThat(value(tokens, 1 + v, "message", s)).isCloseTo(messages[v][s], within(1e-12));
                assertThat(value(tokens, 1 + v, "impossible", s)).isCloseTo(marks[v][s], within(1e-12));
            }
        }
    }
}
