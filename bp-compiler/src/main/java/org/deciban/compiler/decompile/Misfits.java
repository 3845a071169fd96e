package org.deciban.compiler.decompile;

import java.util.ArrayList;
import java.util.List;
import org.deciban.transformer.ResidualLayout;

/** Collects misfits, up to a number that a reader can use. */
final class Misfits {
    private static final int MOST = 50;

    private final ResidualLayout layout;
    private final List<Misfit> misfits = new ArrayList<>();

    Misfits(ResidualLayout layout) {
        this.layout = layout;
    }

    boolean any() {
        return !misfits.isEmpty();
    }

    List<Misfit> list() {
        return List.copyOf(misfits);
    }

    void add(String where, Object found, Object expected) {
        if (misfits.size() < MOST) {
            misfits.add(new Misfit(where, found.toString(), expected.toString()));
        }
    }

    void addAtToken(int token, int dimension, Object found, Object expected) {
        add("token " + token + ", " + dimension(dimension), found, expected);
    }

    /** A residual dimension by number and by the name of its subspace. */
    String dimension(int dimension) {
        return "dimension " + dimension + " (" + layout.subspaceOf(dimension).name() + ")";
    }
}
