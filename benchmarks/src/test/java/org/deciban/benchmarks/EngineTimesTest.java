package org.deciban.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.transformer.Program;
import org.deciban.transformer.folded.FoldedEngine;
import org.junit.jupiter.api.Test;

class EngineTimesTest {
    private static final FactorGraph TINY = Networks.grid(3);

    @Test
    void whatIsTimedIsBeliefPropagation() {
        int rounds = 3;
        EngineSubject subject = EngineSubject.of(TINY);
        Program program = subject.program(rounds);
        double[][][] outputs = new FoldedEngine().prepare(program).run(subject.inputs(5));
        for (int set = 0; set < outputs.length; set++) {
            assertThat(outputs[set]).as("reads").hasNumberOfRows(1);
            Marginals expected = BeliefPropagation.run(
                            TINY,
                            subject.evidence(5).get(set),
                            BeliefPropagationOptions.defaults().withExactRounds(rounds))
                    .beliefs();
            int row = 0;
            for (int v = 0; v < TINY.variables().size(); v++) {
                double zero = weight(program, row++, outputs[set][0]);
                double one = weight(program, row++, outputs[set][0]);
                assertThat(one / (zero + one))
                        .as("P(%s = 1) of set %d", TINY.variables().get(v).name(), set)
                        .isCloseTo(expected.probability(TINY.variables().get(v), 1), within(1e-9));
            }
        }
    }

    @Test
    void theReportOfEnginesHoldsTimesAndTheirRatios() {
        JsonNode times = new ObjectMapper().valueToTree(EngineTimes.measure("tiny", TINY, 16, 2, 2));
        assertThat(times.get("edges").asInt()).isEqualTo(TINY.edgeCount());
        assertThat(times.get("sets").asInt()).isEqualTo(16);
        assertThat(times.at("/foldedToBeliefPropagation").asDouble())
                .isEqualTo(times.at("/folded").asDouble()
                        / times.at("/beliefPropagation").asDouble());
        double all = times.at("/fold/weights").asDouble();
        double parts = 0;
        for (String part : new String[] {"unread", "droppedByConstantGap", "droppedByBoundedGap", "kept", "free"}) {
            parts += times.at("/fold/" + part).asDouble();
        }
        assertThat(parts).isEqualTo(all);
    }

    @Test
    void bytesPerEdgeOfTheEngineDoNotGrowWithTheGrid() {
        FoldingTimes small = FoldingTimes.measure(8);
        FoldingTimes large = FoldingTimes.measure(24);
        assertThat(large.edges()).isGreaterThan(8 * small.edges());
        assertThat(large.engineBytesPerEdge() / small.engineBytesPerEdge()).isBetween(0.9, 1.1);
        assertThat(large.foldSeconds()).isPositive();
        assertThat(large.peakBytes()).isPositive();
    }

    private static double weight(Program program, int row, double[] outputs) {
        double z = 0;
        for (int c = 0; c < outputs.length; c++) {
            z += program.readOut().logits().get(row, c) * outputs[c];
        }
        return Math.exp(z);
    }
}
