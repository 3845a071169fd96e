package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.knowledge.Term.Constant;

/** Numbers for constants, and for ground atoms over them, in the order in which they turn up. */
final class Symbols {
    private final Map<Constant, Integer> numbers = new HashMap<>();
    private final List<Constant> constants = new ArrayList<>();
    private final Map<Tuple, Integer> atomNumbers = new HashMap<>();
    private final List<Tuple> atoms = new ArrayList<>();

    /** A predicate and its arguments; −1 stands for an argument that is not known. */
    record Tuple(Predicate predicate, IntArray arguments) {}

    /** Numbers that are compared by value. */
    static final class IntArray {
        private final int[] values;
        private final int hash;

        /** Keeps the array, which must not change from then on. */
        IntArray(int... values) {
            this.values = values;
            this.hash = Arrays.hashCode(values);
        }

        int length() {
            return values.length;
        }

        int get(int i) {
            return values[i];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof IntArray array && hash == array.hash && Arrays.equals(values, array.values);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    int number(Constant constant) {
        return numbers.computeIfAbsent(constant, added -> {
            constants.add(added);
            return constants.size() - 1;
        });
    }

    Constant constant(int number) {
        return constants.get(number);
    }

    int atom(Tuple tuple) {
        return atomNumbers.computeIfAbsent(tuple, added -> {
            atoms.add(added);
            return atoms.size() - 1;
        });
    }

    Tuple tuple(int atom) {
        return atoms.get(atom);
    }

    int atomCount() {
        return atoms.size();
    }

    /** The atom of a number. */
    Atom written(int atom) {
        Tuple tuple = atoms.get(atom);
        List<Term> arguments = new ArrayList<>();
        for (int i = 0; i < tuple.arguments().length(); i++) {
            arguments.add(constants.get(tuple.arguments().get(i)));
        }
        return new Atom(tuple.predicate().name(), arguments);
    }
}
