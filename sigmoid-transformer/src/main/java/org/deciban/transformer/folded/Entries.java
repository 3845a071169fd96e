package org.deciban.transformer.folded;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;

/** The entries of the residual stream that outputs depend on, numbered in the order in which they are found. */
final class Entries {
    private final Program program;
    private final PairIndex index = new PairIndex();

    Entries(Program program) {
        this.program = program;
    }

    /** The number of an entry, which from now on is asked for. */
    int add(int token, int dimension) {
        return index.add(token, dimension);
    }

    /** The number of an entry, or −1 if nobody asked for it. */
    int find(int token, int dimension) {
        return index.find(token, dimension);
    }

    int token(int entry) {
        return index.first(entry);
    }

    int dimension(int entry) {
        return index.second(entry);
    }

    /** What the tokens hold there before a run. */
    double base(int entry) {
        return tokens().get(token(entry), dimension(entry));
    }

    int size() {
        return index.size();
    }

    Matrix tokens() {
        return program.tokens();
    }
}
