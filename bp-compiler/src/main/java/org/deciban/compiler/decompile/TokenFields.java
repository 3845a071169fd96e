package org.deciban.compiler.decompile;

import java.util.OptionalInt;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;

/** Reads the fields of tokens by the names of their subspaces; what cannot be read is a misfit. */
final class TokenFields {
    private final ResidualLayout layout;
    private final Matrix tokens;
    private final Misfits misfits;

    TokenFields(ResidualLayout layout, Matrix tokens, Misfits misfits) {
        this.layout = layout;
        this.tokens = tokens;
        this.misfits = misfits;
    }

    int tokens() {
        return tokens.rows();
    }

    boolean has(String field) {
        return layout.findSubspace(field).isPresent();
    }

    double number(int token, String field) {
        return tokens.get(token, layout.subspace(field).dimension());
    }

    double[] numbers(int token, String field) {
        Subspace block = layout.subspace(field);
        double[] numbers = new double[block.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = tokens.get(token, block.at(i));
        }
        return numbers;
    }

    /** A number written as pairs, (1,0) for a 0 and (0,1) for a 1, lowest bit first. */
    OptionalInt address(int token, String field) {
        Subspace block = layout.subspace(field);
        double[] pairs = numbers(token, field);
        int address = 0;
        for (int bit = 0; 2 * bit < pairs.length; bit++) {
            double zero = pairs[2 * bit];
            double one = pairs[2 * bit + 1];
            if (!(zero == 1 && one == 0 || zero == 0 && one == 1)) {
                misfits.addAtToken(
                        token,
                        block.at(2 * bit),
                        "the pair (" + zero + ", " + one + ")",
                        "(1, 0) or (0, 1), a bit of an address");
                return OptionalInt.empty();
            }
            address |= one == 1 ? 1 << bit : 0;
        }
        return OptionalInt.of(address);
    }

    /** The place of the 1 in a block that is zero but for it. */
    OptionalInt oneHot(int token, String field) {
        double[] entries = numbers(token, field);
        int hot = -1;
        boolean clean = true;
        for (int i = 0; i < entries.length; i++) {
            clean &= entries[i] == 0 || entries[i] == 1 && hot < 0;
            hot = entries[i] == 1 && hot < 0 ? i : hot;
        }
        if (hot < 0 || !clean) {
            misfits.addAtToken(token, layout.subspace(field).at(0), "no single 1 in the block", "one state, one-hot");
            return OptionalInt.empty();
        }
        return OptionalInt.of(hot);
    }

    void misfit(int token, String field, Object found, Object expected) {
        misfits.addAtToken(token, layout.subspace(field).at(0), found, expected);
    }
}
