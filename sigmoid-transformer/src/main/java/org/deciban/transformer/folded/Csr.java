package org.deciban.transformer.folded;

/** Lists of (index, weight), one after the other; the last one can be added to. */
final class Csr {
    private final IntList starts = new IntList();
    private final IntList indices = new IntList();
    private final DoubleList weights = new DoubleList();

    Csr() {
        starts.add(0);
    }

    void add(int index, double weight) {
        indices.add(index);
        weights.add(weight);
    }

    /** Ends the list and returns its number. */
    int end() {
        starts.add(indices.size());
        return starts.size() - 2;
    }

    int lists() {
        return starts.size() - 1;
    }

    int start(int list) {
        return starts.get(list);
    }

    int stop(int list) {
        return starts.get(list + 1);
    }

    int length(int list) {
        return stop(list) - start(list);
    }

    int index(int at) {
        return indices.get(at);
    }

    double weight(int at) {
        return weights.get(at);
    }

    /** The number of entries of all lists. */
    int size() {
        return indices.size();
    }
}
