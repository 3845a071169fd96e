package org.deciban.factorgraph.knowledge;

import java.util.List;

/**
 * The ground clauses that queries and evidence depend on.
 *
 * @param symbols the atoms, by number
 * @param rules for each atom, how it can become true; empty where it cannot
 * @param instances ground instances of clauses, by number
 * @param answers for each query the atoms of its form that have rules; a query without variables is its own
 * @param observed atoms that are observed, in the order of the evidence
 */
record GroundProgram(
        Symbols symbols,
        List<List<Rule>> rules,
        List<Instance> instances,
        List<List<Integer>> answers,
        List<Integer> observed) {

    /** The atoms that are asked for, each once. */
    List<Integer> queries() {
        return answers.stream().flatMap(List::stream).distinct().toList();
    }

    /**
     * A way for an atom to become true.
     *
     * @param instance its clause, ground
     * @param alternative which of its heads the atom is
     * @param positive atoms that have to be true
     * @param negative atoms that have to be false
     */
    record Rule(int instance, int alternative, List<Integer> positive, List<Integer> negative) {}

    /**
     * A clause with values for its variables. Its choice is independent of those of all others.
     *
     * @param values of the variables, in the order of {@link Clause#variables}
     * @param probabilities of the alternatives, in [0, 1], their sum at most 1; 1 where the clause has log-odds
     */
    record Instance(Clause clause, List<Term.Constant> values, List<Double> probabilities) {
        /** Whether nothing is left to chance. */
        boolean isCertain() {
            return probabilities.size() == 1 && probabilities.get(0) == 1 && !hasLogOdds();
        }

        /** Whether it takes part in a logistic OR. */
        boolean hasLogOdds() {
            return clause.logOdds().isPresent();
        }
    }
}
