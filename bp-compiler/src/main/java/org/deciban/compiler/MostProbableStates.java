package org.deciban.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/**
 * The answer to {@link Task#MAP}.
 *
 * <p><b>Ties.</b> Where two states of a variable have the same max-marginal, each lies in a most probable joint assignment,
 * but not each combination of such states does. A model that promises exactness settles ties one by one: it observes the
 * first tied variable in its first best state and runs again, until nothing is tied, so that the states together are one
 * most probable joint assignment. A loopy model takes the first best state of every variable.
 *
 * @param maxMarginals for each state the largest weight of a joint assignment with it, scaled to sum 1 over the states of
 *     its variable; on a loopy model what max-product believes them to be
 * @param states the state index of each variable, in the order of {@code maxMarginals.variables()}
 * @param ties the variables whose two largest max-marginals differ by a factor of at most 1 + 1e-9, in that order
 */
public record MostProbableStates(Marginals maxMarginals, List<Integer> states, List<Variable> ties) {
    /** Rounding tells nothing about states closer than this, in nats. */
    private static final double TIE = 1e-9;

    /** Copies the lists. */
    public MostProbableStates {
        states = List.copyOf(states);
        ties = List.copyOf(ties);
    }

    /**
     * Reads the states off max-marginals.
     *
     * @param maxMarginals max-product
     * @param exact whether it is exact, so that ties can be settled
     */
    static MostProbableStates of(
            FactorGraph graph, Evidence evidence, Function<Evidence, Marginals> maxMarginals, boolean exact) {
        Marginals first = maxMarginals.apply(evidence);
        Marginals current = first;
        Evidence given = evidence;
        List<Variable> open = ties(current);
        while (exact && !open.isEmpty()) {
            given = observing(graph, given, open.get(0), best(current, open.get(0)));
            current = maxMarginals.apply(given);
            open = ties(current);
        }
        List<Integer> states = new ArrayList<>();
        for (Variable variable : graph.variables()) {
            states.add(best(current, variable));
        }
        return new MostProbableStates(first, states, ties(first));
    }

    /** The state of a variable, by index. */
    public int state(Variable variable) {
        int index = maxMarginals.variables().indexOf(variable);
        if (index < 0) {
            throw new IllegalArgumentException("there is no most probable state of " + variable);
        }
        return states.get(index);
    }

    private static List<Variable> ties(Marginals maxMarginals) {
        List<Variable> ties = new ArrayList<>();
        for (Variable variable : maxMarginals.variables()) {
            double[] sorted = maxMarginals.distribution(variable);
            Arrays.sort(sorted);
            int last = sorted.length - 1;
            if (last > 0 && Math.log(sorted[last]) - Math.log(sorted[last - 1]) <= TIE) {
                ties.add(variable);
            }
        }
        return ties;
    }

    private static int best(Marginals maxMarginals, Variable variable) {
        double[] distribution = maxMarginals.distribution(variable);
        int best = 0;
        for (int s = 1; s < distribution.length; s++) {
            best = distribution[s] > distribution[best] ? s : best;
        }
        return best;
    }

    private static Evidence observing(FactorGraph graph, Evidence evidence, Variable observed, int state) {
        Evidence.Builder builder = graph.evidence().observe(observed, state);
        for (Variable variable : evidence.variables()) {
            if (!variable.equals(observed)) {
                builder.likelihood(variable, evidence.likelihood(variable));
            }
        }
        return builder.build();
    }
}
