package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

class JunctionTreeProperties {
    /** The posterior by enumeration; or empty, after a check that the junction tree finds the evidence impossible too. */
    private static Optional<ExactPosterior> enumerated(RandomCase model) {
        try {
            return Optional.of(Enumeration.run(model.graph(), model.evidence()));
        } catch (ImpossibleEvidenceException e) {
            assertThatThrownBy(() -> JunctionTree.run(model.graph(), model.evidence()))
                    .isInstanceOf(ImpossibleEvidenceException.class);
            return Optional.empty();
        }
    }

    private static void assertSame(RandomCase model, ExactPosterior actual, ExactPosterior expected) {
        Marginals.Discrepancy worst = actual.marginals().farthestFrom(expected.marginals());
        assertThat(worst.magnitude()).as(() -> model + ": " + worst).isLessThan(1e-13);
        assertThat(actual.logEvidence())
                .as(model::toString)
                .isCloseTo(expected.logEvidence(), within(1e-13 * Math.max(1, Math.abs(expected.logEvidence()))));
    }

    @Property(tries = 3000)
    void junctionTreeAgreesWithEnumeration(@ForAll long seed) {
        RandomCase model = RandomCase.of(seed);
        enumerated(model)
                .ifPresent(expected -> assertSame(model, JunctionTree.run(model.graph(), model.evidence()), expected));
    }

    @Property(tries = 500)
    void orderOfEvidenceFactorsAndVariablesIsIrrelevant(@ForAll long seed) {
        RandomCase model = RandomCase.of(seed);
        Random random = new Random(seed);
        List<Variable> variables = new ArrayList<>(model.graph().variables());
        List<Factor> factors = new ArrayList<>(model.graph().factors());
        List<Variable> observed = new ArrayList<>(model.evidence().variables());
        Collections.shuffle(variables, random);
        Collections.shuffle(factors, random);
        Collections.shuffle(observed, random);
        FactorGraph.Builder builder = FactorGraph.builder();
        variables.forEach(builder::variable);
        factors.forEach(builder::factor);
        FactorGraph shuffled = builder.build();
        Evidence.Builder evidence = shuffled.evidence();
        observed.forEach(v -> evidence.likelihood(v, model.evidence().likelihood(v)));
        enumerated(model)
                .ifPresent(expected -> assertSame(model, JunctionTree.run(shuffled, evidence.build()), expected));
    }

    @Property(tries = 300)
    void aConstantFactorChangesNothingButTheEvidence(@ForAll long seed) {
        RandomCase model = RandomCase.of(seed);
        FactorGraph scaled = with(model.graph(), Factor.of(List.of(), 1e-200));
        enumerated(model).ifPresent(expected -> {
            ExactPosterior actual = JunctionTree.run(scaled, model.evidence());
            assertThat(actual.marginals())
                    .isEqualTo(JunctionTree.run(model.graph(), model.evidence()).marginals());
            assertThat(actual.logEvidence() - Math.log(1e-200)).isCloseTo(expected.logEvidence(), within(1e-11));
        });
    }

    @Property(tries = 300)
    void aBarrenChildChangesNothing(@ForAll long seed) {
        RandomCase model = RandomCase.of(seed);
        Variable parent = model.graph().variables().get(0);
        Variable child = Variable.of("child", "a", "b", "c");
        double[] rows = new double[3 * parent.cardinality()];
        for (int s = 0; s < parent.cardinality(); s++) {
            rows[3 * s] = 0.25;
            rows[3 * s + 1 + s % 2] = 0.75;
        }
        FactorGraph extended =
                with(withVariable(model.graph(), child), Factor.conditional(child, List.of(parent), rows));
        enumerated(model).ifPresent(expected -> {
            ExactPosterior actual = JunctionTree.run(extended, model.evidence());
            for (Variable variable : model.graph().variables()) {
                for (int s = 0; s < variable.cardinality(); s++) {
                    assertThat(actual.marginals().probability(variable, s))
                            .isCloseTo(expected.marginals().probability(variable, s), within(1e-13));
                }
            }
        });
    }

    @Property(tries = 300)
    void softEvidenceIsAnObservedChild(@ForAll long seed) {
        RandomCase model = RandomCase.of(seed);
        Random random = new Random(seed);
        Variable variable = model.graph().variables().get(0);
        Variable child = Variable.of("child", "seen", "unseen");
        double[] likelihood = random.doubles(variable.cardinality()).toArray();
        double[] rows = new double[2 * likelihood.length];
        for (int s = 0; s < likelihood.length; s++) {
            rows[2 * s] = likelihood[s];
            rows[2 * s + 1] = 1 - likelihood[s];
        }
        FactorGraph extended =
                with(withVariable(model.graph(), child), Factor.conditional(child, List.of(variable), rows));
        Evidence seen = extended.evidence().observe("child", "seen").build();
        Evidence soft =
                model.graph().evidence().likelihood(variable, likelihood).build();
        enumerated(new RandomCase(extended, seen)).ifPresent(byChild -> {
            ExactPosterior byLikelihood = JunctionTree.run(model.graph(), soft);
            assertThat(byLikelihood.logEvidence()).isCloseTo(byChild.logEvidence(), within(1e-11));
            for (Variable other : model.graph().variables()) {
                for (int s = 0; s < other.cardinality(); s++) {
                    assertThat(byLikelihood.marginals().probability(other, s))
                            .isCloseTo(byChild.marginals().probability(other, s), within(1e-13));
                }
            }
        });
    }

    private static FactorGraph with(FactorGraph graph, Factor factor) {
        return copy(graph).factor(factor).build();
    }

    private static FactorGraph withVariable(FactorGraph graph, Variable variable) {
        return copy(graph).variable(variable).build();
    }

    private static FactorGraph.Builder copy(FactorGraph graph) {
        FactorGraph.Builder builder = FactorGraph.builder();
        graph.variables().forEach(builder::variable);
        graph.factors().forEach(builder::factor);
        return builder;
    }
}
