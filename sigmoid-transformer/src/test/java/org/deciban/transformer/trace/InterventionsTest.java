package org.deciban.transformer.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.HookPoint.Site;
import org.junit.jupiter.api.Test;

class InterventionsTest {
    private static final HookPoint POINT = HookPoint.residual(0, Site.RESID_POST);
    private static final Matrix VALUE = Matrix.ofRowMajor(2, 2, new double[] {1, -2, 3, 4});

    /** Two layers that do nothing, so that what is put in comes out. */
    private static Transformer idle() {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", 2);
        Layer layer = new Layer("idle", List.of(), FeedForward.none(2));
        return new Transformer(layout.build(), List.of(layer, layer));
    }

    private static double[] outcome(Edit edit) {
        return edit.apply(POINT, VALUE).toRowMajor();
    }

    private static ForwardTrace traceOf(double... entries) {
        ForwardTrace trace = ForwardTrace.ofResiduals();
        new DenseEngine().prepare(idle()).forward(Matrix.ofRowMajor(2, 2, entries), trace);
        return trace;
    }

    @Test
    void editsDoWhatTheirNamesSay() {
        ForwardTrace donor = traceOf(9, 8, 7, 6);
        assertThat(outcome(Edit.zero())).containsExactly(0, 0, 0, 0);
        assertThat(outcome(Edit.constant(5))).containsExactly(5, 5, 5, 5);
        assertThat(outcome(Edit.scale(-2))).containsExactly(-2, 4, -6, -8);
        assertThat(outcome(Edit.map(Math::abs))).containsExactly(1, 2, 3, 4);
        assertThat(outcome(Edit.add(10, 20))).containsExactly(11, 18, 13, 24);
        assertThat(outcome(Edit.patch(donor))).containsExactly(9, 8, 7, 6);
        assertThat(outcome(Edit.patch(donor).onTokens(1))).containsExactly(1, -2, 7, 6);
        assertThat(outcome(Edit.mean(List.of(donor, traceOf(1, 2, 3, 5))))).containsExactly(5, 5, 5, 5.5);
        assertThat(outcome(Edit.replaceBy(VALUE.plus(VALUE)))).containsExactly(2, -4, 6, 8);
        assertThat(outcome(Edit.scale(2).then(Edit.add(1, 1)))).containsExactly(3, -3, 7, 9);
        assertThat(outcome(Edit.scale(2).then(Edit.add(1, 1)).onTokens(0))).containsExactly(3, -3, 3, 4);
    }

    @Test
    void editsAtOnePlaceActOneAfterTheOther() {
        Interventions first = Interventions.at("blocks.0.resid_post", Edit.add(1, 1));
        Interventions then = Interventions.at(POINT, Edit.scale(2));
        assertThat(first.and(then).replace(POINT, VALUE).toRowMajor()).containsExactly(4, -2, 8, 10);
        assertThat(then.and(first).replace(POINT, VALUE).toRowMajor()).containsExactly(3, -3, 7, 9);
        assertThat(first.with(then).replace(POINT, VALUE).toRowMajor()).containsExactly(4, -2, 8, 10);
        assertThat(first.replace(POINT, VALUE).toRowMajor()).as("immutable").containsExactly(2, -1, 4, 5);
    }

    @Test
    void observersInterveneWhereTheySay() {
        Interventions zero = Interventions.zero("blocks.1.mlp_out", "blocks.0.resid_pre");
        assertThat(zero.points()).extracting(HookPoint::name).containsExactly("blocks.1.mlp_out", "blocks.0.resid_pre");
        assertThat(zero.intervenesIn(idle())).isTrue();
        assertThat(ForwardTrace.ofResiduals().with(zero).intervenesIn(idle())).isTrue();
        assertThat(Interventions.none().intervenesIn(idle())).isFalse();
        assertThat(ForwardTrace.ofResiduals().intervenesIn(idle())).isFalse();
        assertThat(ForwardObserver.NONE.with(zero)).isSameAs(zero);
        assertThat(zero.with(ForwardObserver.NONE)).isSameAs(zero);
    }

    @Test
    void aProgramReadsWhileTheInterventionActs() {
        ReadOut readOut = new ReadOut(
                List.of(0, 1), List.of(new Cell(1, 0)), Matrix.ofRowMajor(1, 1, new double[] {1}), List.of(1));
        Program program = new Program(idle(), VALUE, List.of(), readOut);
        ForwardTrace trace = ForwardTrace.ofResiduals();
        double[][] reads = new DenseEngine()
                .prepare(program)
                .run(
                        new double[0],
                        Interventions.at("blocks.1.attn_out", Edit.constant(0.5))
                                .with(trace));
        assertThat(reads).isDeepEqualTo(new double[][] {{3}, {3.5}});
        assertThat(trace.get(HookPoint.residual(1, Site.RESID_MID)).toRowMajor())
                .containsExactly(1.5, -1.5, 3.5, 4.5);
    }

    @Test
    void interventionsAtPlacesThatTheTransformerLacksAreRefusedBeforeTheRun() {
        Interventions late = Interventions.zero("blocks.2.resid_pre");
        for (ForwardObserver observer : List.of(late, late.with(ForwardTrace.ofResiduals()))) {
            assertThatThrownBy(() -> new DenseEngine().prepare(idle()).forward(VALUE, observer))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("hook point blocks.2.resid_pre must be in one of the 2 layers");
        }
        assertThatThrownBy(
                        () -> new DenseEngine().prepare(idle()).forward(VALUE, Interventions.zero("blocks.1.attn.0.z")))
                .hasMessageStartingWith("hook point blocks.1.attn.0.z must be of one of the 0 heads of layer 1 (idle)");
    }

    @Test
    void whatCannotBeAppliedIsNamed() {
        assertThatThrownBy(() -> Edit.scale(Double.NaN)).hasMessage("the factor of an edit must be finite, got NaN");
        assertThatThrownBy(() -> Edit.constant(Double.POSITIVE_INFINITY))
                .hasMessage("the constant of an edit must be finite, got Infinity");
        assertThatThrownBy(() -> Edit.add(1, Double.NaN))
                .hasMessage("an entry of the vector added by an edit must be finite, got NaN");
        assertThatThrownBy(() -> Edit.mean(List.of())).hasMessageStartingWith("a mean over 0 traces.");
        assertThatThrownBy(() -> outcome(Edit.add(1, 2, 3)))
                .hasMessage("the vector added at blocks.0.resid_post must have 2 entries, has 3");
        assertThatThrownBy(() -> outcome(Edit.zero().onTokens(2)))
                .hasMessage("token 2 of an edit at blocks.0.resid_post must be one of 2 tokens."
                        + " Maybe tokens counted from 1?");
        assertThatThrownBy(() -> outcome(Edit.patch(ForwardTrace.ofResiduals())))
                .hasMessageStartingWith("the trace holds no blocks.0.resid_post.");
        assertThatThrownBy(() -> outcome(Edit.replaceBy(Matrix.zeros(3, 2))))
                .hasMessage("the replacement at blocks.0.resid_post must have shape [2, 2], got [3, 2]."
                        + " Maybe it is of another model, or of another number of tokens?");
        assertThatThrownBy(() -> outcome(Edit.scale(1e308)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the replacement at blocks.0.resid_post is -Infinity at row 0, column 1."
                        + " Maybe it is outside the range of float64?");
    }
}
