package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.random.RandomEvidence;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;

class JeffreyUpdateProperties {
    @Property(tries = 200)
    void updateMixesTheConditionalPosteriorsAsWanted(@ForAll long seed) {
        FactorGraph graph =
                RandomModels.bayesianNetwork(seed, 7, 2, TableLaw.binary().withStates(2, 3));
        Random random = new Random(seed);
        Evidence evidence = RandomEvidence.draw(seed, graph, 1, 2);
        Variable variable = graph.variables().stream()
                .filter(v -> evidence.findObservedState(v).isEmpty())
                .findAny()
                .orElseThrow();
        double[] wanted = random.doubles(variable.cardinality(), 0.1, 1).toArray();
        double sum = DoubleStream.of(wanted).sum();
        wanted = DoubleStream.of(wanted).map(w -> w / sum).toArray();

        Evidence updated = JeffreyUpdate.apply(graph, evidence, variable, wanted);

        Marginals posterior = Enumeration.run(graph, updated).marginals();
        for (Variable other : graph.variables()) {
            for (int s = 0; s < other.cardinality(); s++) {
                double mixture = 0;
                for (int state = 0; state < wanted.length; state++) {
                    mixture += wanted[state] * conditional(graph, evidence, variable, state, other, s);
                }
                assertThat(posterior.probability(other, s)).isCloseTo(mixture, within(1e-12));
            }
        }
    }

    /** {@code P(other = s | variable = state, evidence)} by enumeration. */
    private static double conditional(
            FactorGraph graph, Evidence evidence, Variable variable, int state, Variable other, int s) {
        Evidence.Builder given = graph.evidence().observe(variable, state);
        evidence.variables().stream()
                .filter(v -> !v.equals(variable))
                .forEach(v -> given.likelihood(v, evidence.likelihood(v)));
        return Enumeration.run(graph, given.build()).marginals().probability(other, s);
    }

    @Example
    void certaintyIsAnObservation() {
        FactorGraph dating = Networks.dating();
        Variable date = dating.variables().get(4);
        Evidence updated = JeffreyUpdate.apply(dating, Evidence.none(), date, 0, 1);
        assertThat(updated).isEqualTo(dating.evidence().observe(date, 1).build());
    }

    /** Without like_kj there is no date; to want that is to want what is so. */
    @Example
    void anImpossibleStateMayBeWantedNever() {
        FactorGraph dating = Networks.dating();
        Variable date = dating.variables().get(4);
        Evidence alone = dating.evidence().observe("like_kj", "false").build();
        Evidence updated = JeffreyUpdate.apply(dating, alone, date, 1, 0);
        Marginals posterior = Enumeration.run(dating, updated).marginals();
        assertThat(posterior.probability("date", "true")).isZero();
        assertThat(posterior.probability("lonely", "true")).isCloseTo(0.3, within(1e-12));
    }

    @Example
    void whatCannotBeWantedIsNamed() {
        FactorGraph dating = Networks.dating();
        Variable date = dating.variables().get(4);
        Evidence lonely = dating.evidence().observe("like_kj", "false").build();
        assertThatThrownBy(() -> JeffreyUpdate.apply(dating, lonely, date, 0.5, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("date is to be 0.5 in state true")
                .hasMessageContaining("like_kj=false");
        assertThatThrownBy(() -> JeffreyUpdate.apply(dating, lonely, date, Double.NaN, 1))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> JeffreyUpdate.apply(dating, lonely, date, 0.5, 0.4))
                .hasMessageContaining("not a distribution");
    }
}
