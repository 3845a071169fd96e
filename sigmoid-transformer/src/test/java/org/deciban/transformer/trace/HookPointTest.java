package org.deciban.transformer.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deciban.transformer.trace.HookPoint.Site;
import org.junit.jupiter.api.Test;

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
}
