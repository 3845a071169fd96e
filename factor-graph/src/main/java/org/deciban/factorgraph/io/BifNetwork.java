package org.deciban.factorgraph.io;

import java.util.List;

/** A BIF file as it is written: names are not looked up yet, because blocks may stand in any order. */
record BifNetwork(List<VariableBlock> variables, List<ProbabilityBlock> probabilities) {

    /** A name where it stands. */
    record Name(Position at, String text) {}

    /** {@code variable name { type discrete [ n ] { states }; }} */
    record VariableBlock(Name name, List<String> states) {}

    /**
     * {@code probability ( child | parents ) { entries }}
     *
     * @param function the {@code function} property, which makes the entries parameters of something else than a table;
     *     empty if there is none
     */
    record ProbabilityBlock(Name child, List<Name> parents, List<Entry> entries, String function) {}

    /** What the numbers of an entry are for. */
    enum Kind {
        /** All rows at once. */
        TABLE,
        /** Every row that has no entry of its own. */
        DEFAULT,
        /** The row of one joint state of the parents. */
        ROW
    }

    /** Numbers of a probability block; {@code parentStates} is empty unless the kind is {@link Kind#ROW}. */
    static final class Entry {
        private final Position at;
        private final Kind kind;
        private final List<String> parentStates;
        private final double[] numbers;

        /** Takes the array over. */
        Entry(Position at, Kind kind, List<String> parentStates, double[] numbers) {
            this.at = at;
            this.kind = kind;
            this.parentStates = parentStates;
            this.numbers = numbers;
        }

        Position at() {
            return at;
        }

        Kind kind() {
            return kind;
        }

        List<String> parentStates() {
            return parentStates;
        }

        int size() {
            return numbers.length;
        }

        double number(int index) {
            return numbers[index];
        }
    }
}
