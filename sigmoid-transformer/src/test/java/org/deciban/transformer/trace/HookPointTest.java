package org.deciban.transformer.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.trace.HookPoint.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookPointTest {
    @Test
    void namesAreStable() {
        assertThat(HookPoint.residual(0, Site.RESID_PRE).name()).isEqualTo("blocks.0.resid_pre");
        assertThat(HookPoint.residual(12, Site.RESID_MID).name()).isEqualTo("blocks.12.resid_mid");
        assertThat(HookPoint.residual(3, Site.RESID_POST).name()).isEqualTo("blocks.3.resid_post");
        assertThat(new HookPoint(3, 0, Site.SCORES).name()).isEqualTo("blocks.3.attn.0.scores");
        assertThat(new HookPoint(3, 1, Site.PATTERN)).hasToString("blocks.3.attn.1.pattern");
    }

    @Test
    void whatIsBetweenTheStreamAndTheOutputOfAHeadBelongsToThatHead() {
        assertThat(Site.values())
                .filteredOn(Site::isOfHead)
                .containsExactly(Site.Q, Site.K, Site.V, Site.SCORES, Site.PATTERN, Site.Z, Site.RESULT);
        assertThatThrownBy(() -> new HookPoint(0, HookPoint.NO_HEAD, Site.PATTERN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hook point PATTERN cannot have head -1");
        assertThatThrownBy(() -> new HookPoint(0, 2, Site.RESID_MID))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hook point RESID_MID cannot have head 2");
        assertThatThrownBy(() -> HookPoint.residual(0, Site.SCORES)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HookPoint.residual(0, Site.MLP_PRE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MLP_PRE is not a place in the residual stream. Maybe ofLayer?");
    }

    @Test
    void twoPlacesOfOneNameAreOnePlace() {
        assertThatThrownBy(() -> new HookPoint(0, -2, Site.RESID_PRE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hook point RESID_PRE cannot have head -2");
        assertThat(new HookPoint(0, HookPoint.NO_HEAD, Site.RESID_PRE))
                .isEqualTo(HookPoint.residual(0, Site.RESID_PRE));
    }

    @Test
    void aLayerBeforeTheFirstIsRefused() {
        assertThatThrownBy(() -> HookPoint.residual(-1, Site.RESID_PRE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hook point RESID_PRE cannot have layer -1");
    }

    @Test
    void theNameOfAPlaceSaysEverythingAboutIt() {
        for (Site site : Site.values()) {
            HookPoint point = new HookPoint(12, site.isOfHead() ? 3 : HookPoint.NO_HEAD, site);
            assertThat(HookPoint.parse(point.name())).isEqualTo(point);
        }
        assertThat(HookPoint.parse("blocks.0.attn.1.result")).isEqualTo(new HookPoint(0, 1, Site.RESULT));
        assertThat(HookPoint.parse("blocks.0.attn_out")).isEqualTo(HookPoint.ofLayer(0, Site.ATTN_OUT));
        assertThat(HookPoint.parse("blocks.7.mlp.pre")).isEqualTo(HookPoint.ofLayer(7, Site.MLP_PRE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "resid_pre",
                "blocks.0",
                "blocks.0.",
                "blocks.00.resid_pre",
                "blocks.-1.resid_pre",
                "blocks.0.hook_resid_pre",
                "blocks.0.RESID_PRE",
                "blocks.0.resid_pre ",
                "blocks.0.pattern",
                "blocks.0.attn.pattern",
                "blocks.0.attn.0.resid_pre",
                "blocks.0.attn.0.mlp.pre",
                "blocks.99999999999.resid_pre"
            })
    void otherNamesAreRefusedWithThoseThatThereAre(String name) {
        assertThatThrownBy(() -> HookPoint.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no hook point is called \"" + name + "\". Maybe blocks.LAYER.attn.HEAD.SITE with SITE one of"
                                + " q, k, v, scores, pattern, z, result, or blocks.LAYER.SITE with SITE one of"
                                + " resid_pre, attn_out, resid_mid, mlp.pre, mlp.post, mlp_out, resid_post?");
    }

    @Test
    void aHeadIsFoundByItsName() {
        Transformer transformer = transformer("sum.0", "erase", "twin", "twin");
        assertThat(HookPoint.ofHead(transformer, 0, "erase", Site.Z)).hasToString("blocks.0.attn.1.z");
        assertThatThrownBy(() -> HookPoint.ofHead(transformer, 0, "minus.0", Site.Z))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer 0 (only) must have one head minus.0, has the heads [sum.0, erase, twin, twin]."
                        + " Maybe the head of another layer?");
        assertThatThrownBy(() -> HookPoint.ofHead(transformer, 0, "twin", Site.Z))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HookPoint.ofHead(transformer, 1, "erase", Site.Z))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("head erase must be in one of the 1 layers of the transformer, got layer 1."
                        + " Maybe layers counted from 1?");
        assertThatThrownBy(() -> HookPoint.ofHead(transformer, 0, "erase", Site.MLP_PRE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hook point MLP_PRE cannot have head 1");
    }

    @Test
    void aPlaceThatATransformerLacksIsRefused() {
        Transformer transformer = transformer("sum.0", "erase");
        assertThat(HookPoint.allOf(transformer)).hasSize(7 + 2 * 7).allMatch(p -> p.requireIn(transformer) == p);
        assertThatThrownBy(() -> HookPoint.parse("blocks.0.attn.2.z").requireIn(transformer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "hook point blocks.0.attn.2.z must be of one of the 2 heads of layer 0 (only): [sum.0, erase]");
        assertThatThrownBy(() -> HookPoint.parse("blocks.1.mlp_out").requireIn(transformer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("hook point blocks.1.mlp_out must be in one of the 1 layers");
    }

    private static Transformer transformer(String... heads) {
        Matrix one = Matrix.ofRowMajor(1, 1, new double[] {1});
        Layer layer = new Layer(
                "only",
                Arrays.stream(heads)
                        .map(name -> new AttentionHead(name, one, one, one, one))
                        .toList(),
                FeedForward.none(1));
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", 1);
        return new Transformer(layout.build(), List.of(layer));
    }
}
