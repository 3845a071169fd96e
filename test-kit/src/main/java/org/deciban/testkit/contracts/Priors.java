package org.deciban.testkit.contracts;

import java.util.Arrays;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.generators.Case;

/**
 * Variables that no factor joins: {@code P(v = s | evidence) ∝ e_v(s) · Π f(s)} over the factors of v alone, a formula for which
 * no reference is needed.
 */
final class Priors {
    private Priors() {}

    /** The case with the sums of its factors over all variables but one, as priors of that one, the last of the scope. */
    static Case of(Case given, boolean withEvidence) {
        FactorGraph.Builder builder = FactorGraph.builder();
        given.graph().variables().forEach(builder::variable);
        for (Factor factor : given.graph().factors()) {
            Variable last = factor.scope().get(factor.arity() - 1);
            double[] prior = new double[last.cardinality()];
            for (int i = 0; i < factor.size(); i++) {
                prior[i % prior.length] += factor.weight(i);
            }
            builder.factor(Factor.of(List.of(last), prior));
        }
        FactorGraph graph = builder.build();
        Evidence evidence = withEvidence ? given.evidence() : Evidence.none();
        return new Case(graph, evidence, given.entries(), 1);
    }

    /** The formula, the products kept in logarithms; defined where the evidence is possible. */
    static Marginals posterior(Case given) {
        List<Variable> variables = given.graph().variables();
        double[][] probabilities = new double[variables.size()][];
        for (int v = 0; v < probabilities.length; v++) {
            double[] logs = Arrays.stream(given.evidence().likelihood(variables.get(v)))
                    .map(Math::log)
                    .toArray();
            for (int f : given.graph().factorsOf(v)) {
                Factor prior = given.graph().factors().get(f);
                Arrays.setAll(logs, s -> logs[s] + Math.log(prior.weight(s)));
            }
            double largest = Arrays.stream(logs).max().orElseThrow();
            double sum = Arrays.stream(logs).map(log -> Math.exp(log - largest)).sum();
            probabilities[v] = Arrays.stream(logs)
                    .map(log -> Math.exp(log - largest) / sum)
                    .toArray();
        }
        return new Marginals(variables, probabilities);
    }
}
