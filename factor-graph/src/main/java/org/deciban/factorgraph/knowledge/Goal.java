package org.deciban.factorgraph.knowledge;

import java.util.List;
import java.util.stream.Stream;

/** The body of a clause as it is written, with conjunctions, disjunctions and negations in any order. */
sealed interface Goal {
    /** The names of the variables that occur; repeated where they are. */
    Stream<String> variables();

    /** Those that occur outside of negations, where they could take a value; repeated where they do. */
    default Stream<String> outsideOfNegations() {
        return variables();
    }

    /** An atom. */
    record Call(Atom atom) implements Goal {
        @Override
        public Stream<String> variables() {
            return atom.variables();
        }
    }

    /** A comparison or an assignment. */
    record Test(Literal literal) implements Goal {
        @Override
        public Stream<String> variables() {
            return literal.variables();
        }
    }

    /** What cannot be derived. */
    record Not(Goal goal) implements Goal {
        @Override
        public Stream<String> variables() {
            return goal.variables();
        }

        @Override
        public Stream<String> outsideOfNegations() {
            return Stream.empty();
        }
    }

    /** All of them. */
    record And(List<Goal> goals) implements Goal {
        @Override
        public Stream<String> variables() {
            return goals.stream().flatMap(Goal::variables);
        }

        @Override
        public Stream<String> outsideOfNegations() {
            return goals.stream().flatMap(Goal::outsideOfNegations);
        }
    }

    /** Any of them. */
    record Or(List<Goal> goals) implements Goal {
        @Override
        public Stream<String> variables() {
            return goals.stream().flatMap(Goal::variables);
        }

        @Override
        public Stream<String> outsideOfNegations() {
            return goals.stream().flatMap(Goal::outsideOfNegations);
        }
    }
}
