package org.deciban.compiler.internal.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.deciban.compiler.internal.lowering.LoopyExample.EVIDENCE;
import static org.deciban.compiler.internal.lowering.LoopyExample.FIRST_ROW;
import static org.deciban.compiler.internal.lowering.LoopyExample.GRAPH;
import static org.deciban.compiler.internal.lowering.LoopyExample.MODEL;
import static org.deciban.compiler.internal.lowering.LoopyExample.edges;
import static org.deciban.compiler.internal.lowering.LoopyExample.recorded;
import static org.deciban.compiler.internal.lowering.LoopyExample.token;
import static org.deciban.compiler.internal.lowering.LoopyExample.tokensAt;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.internal.lowering.LoopyExample.Edge;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.junit.jupiter.api.Test;

/** What the heads look at, in {@link LoopyExample}. */
class RowAttentionTest {
    /** A query that attends to one token alone does so with weight exactly 1. */
    private static void assertAttendsToOne(Matrix pattern, int query, int key) {
        for (int token = 0; token < pattern.columns(); token++) {
            assertThat(pattern.get(query, token))
                    .as("%s → %s", MODEL.describeToken(query), MODEL.describeToken(token))
                    .isEqualTo(token == key ? 1.0 : 0.0);
        }
    }

    /** Every match weighs 1/D, all alike to the bit, every other token but the sink exactly 0. */
    private static void assertSums(Matrix pattern, int query, int variable) {
        List<Integer> matches = tokensAt(variable);
        int denominator = MODEL.bounds().sumDenominator();
        // ln(D − c) is rounded, and so is what exp makes of it: exact where D − c is 1, a few ulps elsewhere.
        int fill = denominator - matches.size();
        double tolerance = fill == 1 ? 0 : (Math.log(fill) + 3) * 0x1p-52 / denominator;
        for (int token = 1; token < pattern.columns(); token++) {
            if (matches.contains(token)) {
                assertThat(pattern.get(query, token)).isCloseTo(1.0 / denominator, within(tolerance));
                assertThat(pattern.get(query, token)).isEqualTo(pattern.get(query, matches.get(0)));
            } else {
                assertThat(pattern.get(query, token)).isEqualTo(0.0);
            }
        }
    }

    @Test
    void theSumHeadWeighsEveryMessageIntoTheVariableAndItsEvidenceAlike() {
        for (int layer = 0; layer <= 6; layer += 2) {
            for (int slot = 0; slot < 2; slot++) {
                Matrix pattern = recorded(layer, "sum." + slot, Site.PATTERN);
                for (Edge edge : edges()) {
                    if (slot < edge.others().size()) {
                        int place = edge.others().get(slot);
                        assertSums(pattern, token(edge), GRAPH.scope(edge.factor())[place]);
                    } else {
                        assertAttendsToOne(pattern, token(edge), 0);
                    }
                }
                for (int v = 0; v < GRAPH.variables().size(); v++) {
                    if (slot == 0) {
                        assertSums(pattern, token(v), v);
                    } else {
                        assertAttendsToOne(pattern, token(v), 0);
                    }
                }
            }
        }
    }

    @Test
    void theSumHeadIsExactToTheBitWhereOnlyTheWeightOfOneIsFilledUp() {
        // Two messages and the evidence, D = 4: the sink fills up 1, with a score of exactly 0.
        FactorGraph graph = FactorGraph.builder()
                .variable("x", "0", "1")
                .factor(List.of("x"), 1, 2)
                .factor(List.of("x"), 3, 4)
                .build();
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.exact());
        HookPoint sum = new HookPoint(0, 0, Site.PATTERN);
        Matrix pattern = model.trace(Evidence.none(), sum::equals).get(sum);
        for (int token = 0; token < 4; token++) {
            assertThat(pattern.get(1, token)).isEqualTo(0.25);
        }
    }

    @Test
    void theMinusHeadLooksAtWhatThisFactorSaidToTheOtherVariable() {
        for (int slot = 0; slot < 2; slot++) {
            Matrix pattern = recorded(2, "minus." + slot, Site.PATTERN);
            for (Edge edge : edges()) {
                boolean bound = slot < edge.others().size();
                int looked = bound ? token(new Edge(edge.factor(), edge.others().get(slot))) : 0;
                assertAttendsToOne(pattern, token(edge), looked);
            }
            for (int v = 0; v < GRAPH.variables().size(); v++) {
                assertAttendsToOne(pattern, token(v), 0);
            }
        }
    }

    @Test
    void erasingHeadsLookAtTheirOwnTokenOrRest() {
        Matrix ofGather = recorded(2, "erase", Site.PATTERN);
        Matrix ofUpdate = recorded(3, "erase", Site.PATTERN);
        for (int token = 0; token < MODEL.tokens().rows(); token++) {
            boolean isMessage = MODEL.describeToken(token).startsWith("message");
            boolean isVariable = MODEL.describeToken(token).startsWith("variable");
            assertAttendsToOne(ofGather, token, isMessage || isVariable ? token : 0);
            assertAttendsToOne(ofUpdate, token, isMessage ? token : 0);
        }
    }

    @Test
    void rowsAndTheSinkRestInEveryHead() {
        for (int layer = 2; layer <= 3; layer++) {
            for (AttentionHead head : MODEL.transformer().layers().get(layer).heads()) {
                Matrix pattern = recorded(layer, head.name(), Site.PATTERN);
                assertAttendsToOne(pattern, 0, 0);
                for (int row = FIRST_ROW; row < pattern.rows(); row++) {
                    assertAttendsToOne(pattern, row, 0);
                }
            }
        }
    }

    @Test
    void aMessageLooksAtItsOwnRowsAlone() {
        Matrix pattern = recorded(3, "rows", Site.PATTERN);
        for (Edge edge : edges()) {
            String own = " of " + GRAPH.factors().get(edge.factor()).name() + " → "
                    + GRAPH.variables().get(edge.receiver()).name();
            for (int token = 0; token < pattern.columns(); token++) {
                String described = MODEL.describeToken(token);
                if (!described.startsWith("row") || !described.endsWith(own)) {
                    assertThat(pattern.get(token(edge), token)).isEqualTo(0.0);
                }
            }
        }
    }

    @Test
    void aScoreIsMinusThePriceOfEveryWrongBitAndAMatchIsExactlyZero() {
        double price = MODEL.bounds().addressPrice();
        for (int slot = 0; slot < 2; slot++) {
            Matrix sum = recorded(0, "sum." + slot, Site.SCORES);
            Matrix minus = recorded(0, "minus." + slot, Site.SCORES);
            for (Edge edge : edges()) {
                if (slot < edge.others().size()) {
                    Edge back = new Edge(edge.factor(), edge.others().get(slot));
                    for (Edge key : edges()) {
                        assertThat(sum.get(token(edge), token(key)))
                                .isEqualTo(0.0 - price * Integer.bitCount(back.receiver() ^ key.receiver()));
                        // Cells are numbered like the tokens behind the sink.
                        int wrong = Integer.bitCount((token(back) - 1) ^ (token(key) - 1));
                        assertThat(minus.get(token(edge), token(key))).isEqualTo(0.0 - price * wrong);
                    }
                }
            }
        }
    }

    @Test
    void evidenceMovesNoPatternButThatOfTheRows() {
        List<Evidence> given = List.of(
                Evidence.none(),
                EVIDENCE,
                GRAPH.evidence().observe("a", "1").observe("c", "0").build(),
                GRAPH.evidence().likelihood("c", 1e-300, 1).build());
        List<ForwardTrace> traces = new ArrayList<>();
        for (Evidence evidence : given) {
            traces.add(MODEL.trace(evidence, point -> point.site() == Site.PATTERN));
        }
        int routing = 0;
        for (HookPoint point : traces.get(0).points()) {
            Layer layer = MODEL.transformer().layers().get(point.layer());
            boolean isOfRows = layer.heads().get(point.head()).name().equals("rows");
            for (ForwardTrace trace : traces.subList(1, traces.size())) {
                assertThat(trace.get(point).equals(traces.get(0).get(point))).isEqualTo(!isOfRows);
            }
            routing += isOfRows ? 0 : 1;
        }
        // Four gather layers of two sum, two minus and one erasing head, three update layers of one erasing head.
        assertThat(routing).isEqualTo(4 * 5 + 3);
    }

    @Test
    void afterARoundMessageTokensHoldTheMessages() {
        // f(x, y) = 1 2 / 3 0 with e_x = (1/2, 1): to x (3, 3), to y (0.5 + 3, 1), normalised to sum 1.
        FactorGraph graph = FactorGraph.builder()
                .variable("x", "0", "1")
                .variable("y", "0", "1")
                .factor(List.of("x", "y"), 1, 2, 3, 0)
                .build();
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.loopy(2));
        ForwardTrace trace =
                model.trace(graph.evidence().likelihood("x", 0.5, 1).build());
        int message = model.transformer().layout().subspace("message").start();
        int state = model.transformer().layout().subspace("state.0").start();
        Matrix gathered = trace.get(HookPoint.residual(0, Site.RESID_POST));
        // What y hears of through f is what x knows but from f; and the other way round.
        assertThat(gathered.get(4, state) - gathered.get(4, state + 1)).isCloseTo(-Math.log(2), within(1e-14));
        assertThat(gathered.get(3, state) - gathered.get(3, state + 1)).isCloseTo(0, within(1e-14));
        for (int layer = 1; layer <= 3; layer += 2) {
            Matrix updated = trace.get(HookPoint.residual(layer, Site.RESID_POST));
            assertThat(updated.get(3, message)).isCloseTo(Math.log(0.5), within(1e-14));
            assertThat(updated.get(3, message + 1)).isCloseTo(Math.log(0.5), within(1e-14));
            assertThat(updated.get(4, message)).isCloseTo(Math.log(3.5 / 4.5), within(1e-14));
            assertThat(updated.get(4, message + 1)).isCloseTo(Math.log(1 / 4.5), within(1e-14));
        }
    }
}
