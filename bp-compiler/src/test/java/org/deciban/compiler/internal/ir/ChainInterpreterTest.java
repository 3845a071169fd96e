package org.deciban.compiler.internal.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Beliefs worked out by hand. */
class ChainInterpreterTest {
    private static final double NO = Double.NEGATIVE_INFINITY;
    private static final List<RowVariable> VARIABLES = List.of(new RowVariable("a", 2), new RowVariable("b", 2));

    /** ln of (1 2; 3 0) and of a scale that is the same for all. */
    private static RowFactorGraph graph(double scale) {
        int[] states = {0, 0, 0, 1, 1, 0};
        double[] logs = {scale, scale + Math.log(2), scale + Math.log(3)};
        return new RowFactorGraph(VARIABLES, List.of(new RowFactor("f", new int[] {0, 1}, states, logs)));
    }

    private static double[][] beliefs(RowFactorGraph graph, double[][] logEvidence) {
        return ChainInterpreter.logBeliefs(graph, logEvidence).get(1);
    }

    @Test
    void theEvidenceAloneComesFirst() {
        double[][] evidence = {{-1, -2}, {-3, NO}};
        assertThat(ChainInterpreter.logBeliefs(graph(0), evidence).get(0)).isEqualTo(evidence);
    }

    /** e_a = (1, 2): into b (1 + 6, 2), into a (3, 3), the best row being 6 or 3. */
    @Test
    void messagesAreSumsOverRows() {
        double[][] beliefs = beliefs(graph(0), new double[][] {{0, Math.log(2)}, {0, 0}});
        assertThat(Math.exp(beliefs[1][0] - beliefs[1][1])).isCloseTo(3.5, within(1e-15));
        assertThat(Math.exp(beliefs[0][1] - beliefs[0][0])).isCloseTo(2, within(1e-15));
    }

    /** e^−2000 is no double. */
    @Test
    void scoresThatHaveNoExponentialsKeepTheirRatios() {
        double[][] beliefs = beliefs(graph(-2000), new double[][] {{-900, -900}, {-900, -900}});
        assertThat(Math.exp(beliefs[1][0] - beliefs[1][1])).isCloseTo(2, within(1e-12));
        assertThat(Math.exp(beliefs[0][0] - beliefs[0][1])).isCloseTo(1, within(1e-12));
    }

    @Test
    void evidenceThatNoRowAllowsLeavesNoState() {
        double[][] beliefs = beliefs(graph(0), new double[][] {{NO, 0}, {NO, 0}});
        assertThat(beliefs).isEqualTo(new double[][] {{NO, NO}, {NO, NO}});
        // And a message of a factor of which nothing is possible is no state, rather than no number.
        assertThat(beliefs(graph(0), new double[][] {{NO, NO}, {0, 0}})).isEqualTo(beliefs);
    }
}
