package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.InvalidEvidenceException;
import org.junit.jupiter.api.Test;

/** What every exact method must answer; the expected numbers are worked out by hand. */
abstract class ExactInferenceContract {
    private static final Offset<Double> EXACT = within(1e-12);

    abstract ExactPosterior run(FactorGraph graph, Evidence evidence);

    private static double yes(ExactPosterior posterior, String variable) {
        return posterior.marginals().probability(variable, "true");
    }

    @Test
    void datingNetworkHasItsPriors() {
        ExactPosterior prior = run(Networks.dating(), Evidence.none());
        assertThat(yes(prior, "lonely")).isCloseTo(0.3, EXACT);
        assertThat(yes(prior, "exciting")).isCloseTo(0.6, EXACT);
        assertThat(yes(prior, "like_jj")).isCloseTo(0.72, EXACT);
        assertThat(yes(prior, "date")).isCloseTo(0.288, EXACT);
        assertThat(prior.logEvidence()).isCloseTo(0, EXACT);
    }

    @Test
    void datingNetworkExplainsADate() {
        FactorGraph dating = Networks.dating();
        ExactPosterior posterior =
                run(dating, dating.evidence().observe("date", "true").build());
        assertThat(yes(posterior, "lonely")).isCloseTo(0.3 / 0.72, EXACT);
        assertThat(yes(posterior, "exciting")).isCloseTo(0.6 / 0.72, EXACT);
        assertThat(yes(posterior, "like_jj")).isEqualTo(1);
        assertThat(yes(posterior, "date")).isEqualTo(1);
        assertThat(posterior.logEvidence()).isCloseTo(Math.log(0.288), EXACT);
    }

    @Test
    void datingNetworkPredictsFromCauses() {
        FactorGraph dating = Networks.dating();
        assertThat(yes(run(dating, dating.evidence().observe("like_jj", "true").build()), "date"))
                .isCloseTo(0.4, EXACT);
        assertThat(yes(run(dating, dating.evidence().observe("like_kj", "true").build()), "date"))
                .isCloseTo(0.72, EXACT);
        ExactPosterior lonely =
                run(dating, dating.evidence().observe("lonely", "true").build());
        assertThat(yes(lonely, "like_jj")).isCloseTo(1, EXACT);
        assertThat(yes(lonely, "date")).isCloseTo(0.4, EXACT);
    }

    @Test
    void likelihoodsMultiplyAndTheirScaleEntersTheEvidence() {
        FactorGraph coin = FactorGraph.builder()
                .variable("x", "false", "true")
                .factor(List.of("x"), 1, 3)
                .build();
        ExactPosterior posterior =
                run(coin, coin.evidence().likelihood("x", 10, 20).build());
        assertThat(yes(posterior, "x")).isCloseTo(6.0 / 7, EXACT);
        assertThat(posterior.logEvidence()).isCloseTo(Math.log(70), EXACT);
    }

    @Test
    void contradictionIsAnErrorAndNamesTheEvidence() {
        FactorGraph dating = Networks.dating();
        Evidence impossible = dating.evidence()
                .observe("lonely", "true")
                .observe("like_jj", "false")
                .build();
        assertThatThrownBy(() -> run(dating, impossible))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("like_jj=false");
        Evidence soft = dating.evidence()
                .observe("lonely", "true")
                .likelihood("like_jj", 0.5, 0)
                .build();
        assertThatThrownBy(() -> run(dating, soft)).isInstanceOf(ImpossibleEvidenceException.class);
    }

    @Test
    void contradictionBetweenFactorsIsAnErrorWithoutEvidence() {
        FactorGraph graph = FactorGraph.builder()
                .variable("x", "a", "b")
                .variable("y", "a", "b")
                .factor(List.of("x", "y"), 1, 0, 0, 1)
                .factor(List.of("y", "x"), 0, 1, 1, 0)
                .build();
        assertThatThrownBy(() -> run(graph, Evidence.none())).isInstanceOf(ImpossibleEvidenceException.class);
    }

    @Test
    void isolatedVariablesConstantsAndSingleStatesAreCounted() {
        FactorGraph graph = FactorGraph.builder()
                .variable("free", "a", "b", "c")
                .variable("only", "one")
                .variable("x", "a", "b")
                .factor(List.of(), 5)
                .factor(List.of("only", "x"), 2, 6)
                .factor(List.of("only"), 0.5)
                .build();
        ExactPosterior posterior = run(graph, Evidence.none());
        assertThat(posterior.marginals().probability("free", "b")).isCloseTo(1.0 / 3, EXACT);
        assertThat(posterior.marginals().probability("only", "one")).isEqualTo(1);
        assertThat(posterior.marginals().probability("x", "b")).isCloseTo(0.75, EXACT);
        assertThat(posterior.logEvidence()).isCloseTo(Math.log(3 * 5 * 8 * 0.5), EXACT);
    }

    @Test
    void everythingObservedLeavesOneAssignment() {
        FactorGraph dating = Networks.dating();
        Evidence all = dating.evidence()
                .observe("lonely", "false")
                .observe("exciting", "true")
                .observe("like_jj", "true")
                .observe("like_kj", "false")
                .observe("date", "false")
                .build();
        ExactPosterior posterior = run(dating, all);
        assertThat(posterior.logEvidence()).isCloseTo(Math.log(0.7 * 0.6 * 0.6), EXACT);
        assertThat(yes(posterior, "date")).isEqualTo(0);
    }

    @Test
    void tablesAtTheEndsOfTheDoubleRangeNeitherOverflowNorUnderflow() {
        FactorGraph.Builder builder = FactorGraph.builder();
        for (int v = 0; v < 8; v++) {
            builder.variable("v" + v, "a", "b").factor(List.of("v" + v), 1e300, 3e300);
        }
        for (int v = 1; v < 8; v++) {
            builder.factor(List.of("v0", "v" + v), 1e-320, 0, 0, 1e-320);
        }
        ExactPosterior posterior = run(builder.build(), Evidence.none());
        double odds = Math.pow(3, 8);
        assertThat(posterior.marginals().probability("v0", "b")).isCloseTo(odds / (1 + odds), EXACT);
        double log = 8 * Math.log(1e300) + 7 * Math.log(1e-320) + Math.log(1 + odds);
        assertThat(posterior.logEvidence()).isCloseTo(log, within(1e-9));
    }

    @Test
    void evidenceOfAnotherGraphIsRefused() {
        Evidence foreign = Networks.dating().evidence().observe("date", "true").build();
        FactorGraph coin = FactorGraph.builder().variable("x", "a", "b").build();
        assertThatThrownBy(() -> run(coin, foreign)).isInstanceOf(InvalidEvidenceException.class);
    }
}
