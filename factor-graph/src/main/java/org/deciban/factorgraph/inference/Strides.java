package org.deciban.factorgraph.inference;

/** Walks a table in another index order than its own. */
final class Strides {
    private Strides() {}

    /** Takes the row-major index of an assignment and where the same assignment stands in the other table. */
    @FunctionalInterface
    interface Visitor {
        void visit(int index, int other);
    }

    /**
     * Visits all assignments in row-major order, last variable fastest.
     *
     * @param cardinality of each variable
     * @param strides how far one state of each variable moves in the other table
     * @param start where the assignment of zeros stands in the other table
     */
    static void forEach(int[] cardinality, int[] strides, int start, Visitor visitor) {
        int[] state = new int[cardinality.length];
        int other = start;
        for (int index = 0; ; index++) {
            visitor.visit(index, other);
            int i = cardinality.length - 1;
            while (i >= 0 && ++state[i] == cardinality[i]) {
                state[i] = 0;
                other -= (cardinality[i] - 1) * strides[i];
                i--;
            }
            if (i < 0) {
                return;
            }
            other += strides[i];
        }
    }
}
