package org.deciban.factorgraph.io;

import java.util.List;

/** A Bayesian network as a file states it: names are not looked up yet, because blocks may stand in any order. */
record ParsedNetwork(List<VariableBlock> variables, List<ProbabilityBlock> probabilities) {

    /** A name where it stands. */
    record Name(Position at, String text) {}

    /** A variable and its states. */
    record VariableBlock(Name name, List<String> states) {}

    /**
     * What a file says of {@code P(child | parents)}.
     *
     * @param function the {@code function} property, which makes the entries parameters of something else than a table;
     *     empty if there is none
     */
    record ProbabilityBlock(Name child, List<Name> parents, List<Entry> entries, String function) {}

    /** What the numbers of an entry are for. */
    enum Kind {
        /** All rows at once, the state of the child slowest and the last parent fastest: BIF's {@code table}. */
        ALL_CHILD_SLOWEST,
        /** All rows at once, one after the other, the last parent fastest: XMLBIF's {@code TABLE}. */
        ALL_CHILD_FASTEST,
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
