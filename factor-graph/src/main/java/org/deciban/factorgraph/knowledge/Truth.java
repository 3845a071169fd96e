package org.deciban.factorgraph.knowledge;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/** What a ground atom is in the factor graph of a knowledge base. */
public sealed interface Truth {
    /** The probability that the atom is true, given those of the states of the graph's variables. */
    double probability(Marginals marginals);

    /** What the negation of the atom is. */
    Truth negated();

    /** True in every world. */
    record Certain() implements Truth {
        @Override
        public Truth negated() {
            return new Impossible();
        }

        @Override
        public double probability(Marginals marginals) {
            return 1;
        }
    }

    /** True in no world: nothing that can happen makes it so. */
    record Impossible() implements Truth {
        @Override
        public Truth negated() {
            return new Certain();
        }

        @Override
        public double probability(Marginals marginals) {
            return 0;
        }
    }

    /**
     * True where a variable has one of some states.
     *
     * @param variable of the graph
     * @param states some of its states, not all
     */
    record Depends(Variable variable, Set<Integer> states) implements Truth {
        /** Copies the set. */
        public Depends {
            states = Set.copyOf(states);
        }

        @Override
        public Truth negated() {
            return new Depends(
                    variable,
                    IntStream.range(0, variable.cardinality())
                            .filter(state -> !states.contains(state))
                            .boxed()
                            .collect(Collectors.toSet()));
        }

        @Override
        public double probability(Marginals marginals) {
            double sum = 0;
            for (int state : states) {
                sum += marginals.probability(variable, state);
            }
            return sum;
        }
    }
}
