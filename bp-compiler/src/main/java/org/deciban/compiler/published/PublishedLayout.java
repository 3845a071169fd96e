package org.deciban.compiler.published;

import org.deciban.transformer.ResidualLayout;

/** The token layouts of the published construction, and what their two heads compare. */
public enum PublishedLayout {
    /**
     * Eight dimensions as the formal sources print them: belief, the indices of two neighbours, type, two scratch dimensions,
     * two that stay zero. Queries and keys of head k are the index of neighbour k: no token says who it is.
     */
    A(false) {
        @Override
        ResidualLayout residual(int addressBits) {
            return neighbourLayout("reserved.0");
        }
    },
    /** Layout A with the own index in dimension 6, and keys that read it. */
    A_OWN_INDEX(false) {
        @Override
        ResidualLayout residual(int addressBits) {
            return neighbourLayout("own_index");
        }
    },
    /**
     * Eight dimensions as the paper's table prints them: belief, a table, type, own index and one neighbour's, divided by
     * n − 1. The printed heads compare dimension 1 with itself and 2 with itself, which here are table entries, and write
     * onto dimensions 4 and 5, which here are a table entry and the type.
     */
    B(true) {
        @Override
        ResidualLayout residual(int addressBits) {
            return tableLayout();
        }
    },
    /** Layout B with one head that compares dimension 7, the neighbour's index, with dimension 6, the own one. */
    B_OWN_INDEX(true) {
        @Override
        ResidualLayout residual(int addressBits) {
            return tableLayout();
        }
    },
    /**
     * The gather repaired and nothing else: own and neighbour indices as pairs of one-hot bits, scores −λ · Hamming distance,
     * and one more token of belief ½ that slots without a neighbour point to.
     */
    PAIRED_BITS(false) {
        @Override
        ResidualLayout residual(int addressBits) {
            ResidualLayout.Builder builder = ResidualLayout.builder();
            builder.add("own_address", 2 * addressBits);
            builder.addEach("neighbour_address", 2, 2 * addressBits);
            return withWorkspace(builder, "belief", "is_factor", "scratch.0", "scratch.1");
        }
    };

    private final boolean tables;

    PublishedLayout(boolean tables) {
        this.tables = tables;
    }

    /** Whether tokens hold a table and one neighbour in the place of scratch dimensions and a second neighbour. */
    public boolean holdsTables() {
        return tables;
    }

    /** The slots that the heads of this layout fill: two, but one where a token names one neighbour and reads it. */
    public int slots() {
        return this == B_OWN_INDEX ? 1 : 2;
    }

    abstract ResidualLayout residual(int addressBits);

    private static ResidualLayout neighbourLayout(String dimension6) {
        return withWorkspace(
                ResidualLayout.builder(),
                "belief",
                "neighbour.0",
                "neighbour.1",
                "is_factor",
                "scratch.0",
                "scratch.1",
                dimension6,
                "reserved.1");
    }

    private static ResidualLayout tableLayout() {
        ResidualLayout.Builder builder = ResidualLayout.builder();
        for (String name : new String[] {"belief", "f00", "f01", "f10", "f11", "is_factor", "own_index", "neighbour"}) {
            builder.add(name, 1);
        }
        return builder.build();
    }

    /** The published dimensions, and the one in which the sum of logits stands between two feed-forwards. */
    private static ResidualLayout withWorkspace(ResidualLayout.Builder builder, String... published) {
        for (String name : published) {
            builder.add(name, 1);
        }
        builder.add("log_odds", 1);
        return builder.build();
    }
}
