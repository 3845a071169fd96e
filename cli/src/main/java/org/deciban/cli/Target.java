package org.deciban.cli;

import java.util.List;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.Truth;

/** Something that {@code infer} reports: a variable of a graph, or an atom of a knowledge base. */
interface Target {
    String name();

    List<String> states();

    /** The probabilities of the states. */
    List<Double> probabilities(Marginals marginals);

    static Target of(Variable variable) {
        return new OfVariable(variable);
    }

    static Target of(Atom atom, Truth truth) {
        return new OfAtom(atom, truth);
    }

    /** A variable. */
    record OfVariable(Variable variable) implements Target {
        @Override
        public String name() {
            return variable.name();
        }

        @Override
        public List<String> states() {
            return variable.states();
        }

        @Override
        public List<Double> probabilities(Marginals marginals) {
            return IntStream.range(0, variable.cardinality())
                    .mapToObj(s -> marginals.probability(variable, s))
                    .toList();
        }
    }

    /** An atom. */
    record OfAtom(Atom atom, Truth truth) implements Target {
        @Override
        public String name() {
            return atom.toString();
        }

        @Override
        public List<String> states() {
            return List.of("true", "false");
        }

        @Override
        public List<Double> probabilities(Marginals marginals) {
            return List.of(truth.probability(marginals), truth.negated().probability(marginals));
        }
    }
}
