package org.deciban.factorgraph.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * A joint assignment of the largest weight, also called most probable explanation. Where several have that weight, up to
 * rounding, it is one of them.
 *
 * @param states the state of every variable of the graph, in its order; observed variables as observed
 * @param logWeight natural logarithm of the product of all factors and likelihoods at that assignment; less {@link
 *     ExactPosterior#logEvidence()} it is the log-probability of the assignment given the evidence
 */
public record MostProbableAssignment(Map<Variable, Integer> states, double logWeight) {
    public MostProbableAssignment {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    /** The assignment with its weight, multiplied out from the factors. */
    static MostProbableAssignment of(FactorGraph graph, Evidence evidence, Map<Variable, Integer> states) {
        double logWeight = 0;
        for (Factor factor : graph.factors()) {
            int index = 0;
            for (Variable variable : factor.scope()) {
                index = index * variable.cardinality() + states.get(variable);
            }
            logWeight += Math.log(factor.weight(index));
        }
        for (Variable variable : evidence.variables()) {
            logWeight += Math.log(evidence.likelihood(variable, states.get(variable)));
        }
        return new MostProbableAssignment(states, logWeight);
    }

    /**
     * The state of a variable.
     *
     * @throws IllegalArgumentException if there is no such variable
     */
    public int state(Variable variable) {
        Integer state = states.get(variable);
        if (state == null) {
            throw new IllegalArgumentException("there is no variable " + variable);
        }
        return state;
    }
}
