package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.InvalidEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;

class PosteriorQueryProperties {
    @Property(tries = 1000)
    void answersAgreeWithEnumeration(@ForAll long seed) {
        RandomCase model = RandomCase.of(seed);
        PosteriorQuery query = PosteriorQuery.of(model.graph(), model.evidence());
        List<Variable> asked = some(model.graph(), new Random(seed), 3);
        ExactPosterior expected;
        try {
            expected = Enumeration.run(model.graph(), model.evidence());
        } catch (ImpossibleEvidenceException e) {
            assertThatThrownBy(query::logEvidence).isInstanceOf(ImpossibleEvidenceException.class);
            assertThatThrownBy(() -> query.marginals(asked)).isInstanceOf(ImpossibleEvidenceException.class);
            assertThatThrownBy(() -> query.joint(asked)).isInstanceOf(ImpossibleEvidenceException.class);
            return;
        }
        assertThat(query.logEvidence())
                .isCloseTo(expected.logEvidence(), within(1e-13 * Math.max(1, Math.abs(expected.logEvidence()))));
        Marginals marginals = query.marginals(asked);
        Factor joint = query.joint(asked);
        assertThat(marginals.variables()).isEqualTo(asked);
        assertThat(joint.scope()).isEqualTo(asked);
        for (int i = 0; i < asked.size(); i++) {
            for (int s = 0; s < asked.get(i).cardinality(); s++) {
                double probability = expected.marginals().probability(asked.get(i), s);
                assertThat(marginals.probability(asked.get(i), s)).isCloseTo(probability, within(1e-13));
                assertThat(summed(joint, i, s)).isCloseTo(probability, within(1e-13));
            }
        }
    }

    private static List<Variable> some(FactorGraph graph, Random random, int most) {
        List<Variable> variables = new ArrayList<>(graph.variables());
        Collections.shuffle(variables, random);
        return variables.subList(0, Math.min(most, variables.size()));
    }

    /** The sum of a table over the entries with one variable in one state. */
    private static double summed(Factor joint, int place, int state) {
        int stride = 1;
        for (int i = place + 1; i < joint.arity(); i++) {
            stride *= joint.scope().get(i).cardinality();
        }
        double sum = 0;
        for (int i = 0; i < joint.size(); i++) {
            sum += i / stride % joint.scope().get(place).cardinality() == state ? joint.weight(i) : 0;
        }
        return sum;
    }

    @Property(tries = 200)
    void jointsObeyTheChainRule(@ForAll long seed) {
        FactorGraph graph =
                RandomModels.bayesianNetwork(seed, 8, 3, TableLaw.binary().withStates(2, 3));
        List<Variable> pair = some(graph, new Random(seed), 2);
        Variable x = pair.get(0);
        Variable y = pair.get(1);
        Factor joint = PosteriorQuery.of(graph, Evidence.none()).joint(pair);
        ExactPosterior prior = Enumeration.run(graph, Evidence.none());
        for (int a = 0; a < x.cardinality(); a++) {
            Evidence given = graph.evidence().observe(x, a).build();
            double[] conditional = Enumeration.run(graph, given).marginals().distribution(y);
            for (int b = 0; b < y.cardinality(); b++) {
                assertThat(joint.weight(a * y.cardinality() + b))
                        .isCloseTo(prior.marginals().probability(x, a) * conditional[b], within(1e-14));
            }
        }
    }

    @Example
    void barrenNodesAreCutAndOthersAreNot() {
        FactorGraph chain = FactorGraph.builder()
                .variable("x", "a", "b")
                .variable("y", "a", "b")
                .variable("z", "a", "b")
                .conditional("x", List.of(), 0.5, 0.5)
                .conditional("y", List.of("x"), 0.2, 0.8, 0.7, 0.3)
                .conditional("z", List.of("y"), 0.1, 0.9, 0.6, 0.4)
                .build();
        Variable x = chain.variables().get(0);
        assertThat(BarrenNodes.cut(chain, Evidence.none(), List.of(x)).variables())
                .containsExactly(x);
        Evidence seen = chain.evidence().observe("z", "a").build();
        assertThat(BarrenNodes.cut(chain, seen, List.of(x))).isSameAs(chain);
    }

    /** When y is looked at again, the factor that comes first is the one that went with z. */
    @Example
    void theOrderOfTheFactorsDoesNotMatter() {
        FactorGraph chain = FactorGraph.builder()
                .variable("x", "a", "b")
                .variable("y", "a", "b")
                .variable("z", "a", "b")
                .conditional("z", List.of("y"), 0.1, 0.9, 0.6, 0.4)
                .conditional("y", List.of("x"), 0.2, 0.8, 0.7, 0.3)
                .conditional("x", List.of(), 0.5, 0.5)
                .build();
        Variable x = chain.variables().get(0);
        assertThat(BarrenNodes.cut(chain, Evidence.none(), List.of(x)).variables())
                .containsExactly(x);
    }

    @Example
    void rowsThatMissOneStayAndCount() {
        FactorGraph chain = FactorGraph.builder()
                .variable("x", "a", "b")
                .variable("y", "a", "b")
                .conditional("x", List.of(), 0.5, 0.5)
                .conditional("y", List.of("x"), 0.2, 0.8, 0.7, 0.3000003)
                .build();
        Variable x = chain.variables().get(0);
        assertThat(PosteriorQuery.of(chain, Evidence.none())
                        .marginals(List.of(x))
                        .probability(x, 1))
                .isCloseTo(1.0000003 / 2.0000003, within(1e-15));
    }

    @Example
    void wideModelsAnswerNarrowQuestions() {
        // The full tree needs far more than the budget; the first variable only needs its ancestors.
        FactorGraph wide = RandomModels.bayesianNetwork(3, 200, 4, TableLaw.binary());
        Variable x = wide.variables().get(6);
        assertThatExceptionOfType(BudgetExceededException.class)
                .isThrownBy(() -> JunctionTree.run(wide, Evidence.none(), 1L << 20))
                .satisfies(e -> assertThat(e.needed().bitLength()).isGreaterThan(20));
        Marginals answer =
                PosteriorQuery.of(wide, Evidence.none()).withBudget(1 << 10).marginals(List.of(x));
        FactorGraph.Builder ancestors = FactorGraph.builder();
        wide.variables().subList(0, 7).forEach(ancestors::variable);
        wide.factors().subList(0, 7).forEach(ancestors::factor);
        assertThat(answer.probability(x, 0))
                .isCloseTo(
                        Enumeration.run(ancestors.build(), Evidence.none())
                                .marginals()
                                .probability(x, 0),
                        within(1e-14));
    }

    @Example
    void aJointSaysWhatItIsGiven() {
        FactorGraph dating = Networks.dating();
        List<Variable> asked = dating.variables().subList(3, 5);
        Evidence lonely = dating.evidence().observe("lonely", "true").build();
        assertThat(PosteriorQuery.of(dating, Evidence.none()).joint(asked)).hasToString("P(like_kj, date)");
        assertThat(PosteriorQuery.of(dating, lonely).joint(asked)).hasToString("P(like_kj, date | lonely=true)");
    }

    @Example
    void questionsThatMakeNoSenseAreRefused() {
        FactorGraph dating = Networks.dating();
        Variable date = dating.variables().get(4);
        PosteriorQuery query = PosteriorQuery.of(dating, Evidence.none());
        assertThatThrownBy(() -> query.joint(List.of(date, date))).hasMessageContaining("twice");
        assertThatThrownBy(() -> query.marginals(List.of(date, date))).hasMessageContaining("is asked for twice");
        Evidence foreign = FactorGraph.builder()
                .variable("z", "a", "b")
                .build()
                .evidence()
                .observe("z", "a")
                .build();
        assertThatThrownBy(() -> PosteriorQuery.of(dating, foreign)).isInstanceOf(InvalidEvidenceException.class);
        assertThatThrownBy(() -> query.marginals(List.of(Variable.of("stranger", "a"))))
                .hasMessageContaining("stranger");
    }
}
