package org.deciban.heads.detect;

import java.util.Locale;

/**
 * Scores of one head by its attention {@code A[q, k]} on a sequence x, means over the queries q that they speak of.
 *
 * <p>Attention of random weights whose keys are alike has each score's {@link #chance} in expectation.
 */
public enum PatternScore {
    /** {@code A[q, q − 1]} over q ≥ 1. */
    PREVIOUS_TOKEN("A[q, q−1]", false) {
        @Override
        Tally at(double[][] attention, int[] symbols, int query, Tally tally) {
            return query == 0 ? tally : tally.and(attention[query][query - 1]);
        }
    },
    /** {@code Σ A[q, k]} over k < q with x_k = x_q, where there is such a k. */
    DUPLICATE_TOKEN("Σ A[q, k], k < q, x_k = x_q", true) {
        @Override
        Tally at(double[][] attention, int[] symbols, int query, Tally tally) {
            return occurrences(attention, symbols, query, 0, tally);
        }
    },
    /** {@code Σ A[q, k + 1]} over k < q with x_k = x_q, where there is such a k: on a sequence of period N, {@code A[q, q − N + 1]}. */
    PREFIX_MATCHING("Σ A[q, k+1], k < q, x_k = x_q", true) {
        @Override
        Tally at(double[][] attention, int[] symbols, int query, Tally tally) {
            return occurrences(attention, symbols, query, 1, tally);
        }
    },
    /** {@code A[q, 0]} over q ≥ 1: what goes to the first token, a sink. */
    FIRST_TOKEN("A[q, 0]", false) {
        @Override
        Tally at(double[][] attention, int[] symbols, int query, Tally tally) {
            return query == 0 ? tally : tally.and(attention[query][0]);
        }
    },
    /** {@code max_k A[q, k]}: 1 if every query looks at one key. Its chance is that of attention that is all alike, a least value. */
    SHARPNESS("max_k A[q, k]", false) {
        @Override
        Tally at(double[][] attention, int[] symbols, int query, Tally tally) {
            return tally.and(attention[query][Rows.argmax(attention[query])]);
        }
    };

    private final String formula;
    private final boolean readsSymbols;

    PatternScore(String formula, boolean readsSymbols) {
        this.formula = formula;
        this.readsSymbols = readsSymbols;
    }

    /** What it is the mean of. */
    public String formula() {
        return formula;
    }

    /** What tables call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it depends on which symbols stand where. */
    public boolean readsSymbols() {
        return readsSymbols;
    }

    /**
     * The score on one sequence.
     *
     * @param attention shape {@code [queries ≥ tokens, keys ≥ tokens]}; what stands after the tokens of the sequence asks nothing
     * @param symbols shape {@code [tokens]}; any numbers where {@link #readsSymbols} is false
     * @throws IllegalArgumentException if there are fewer queries or keys than tokens
     */
    public Tally of(double[][] attention, int[] symbols) {
        Rows.requireTokens(attention, symbols.length);
        Tally tally = Tally.NONE;
        for (int query = 0; query < symbols.length; query++) {
            tally = at(attention, symbols, query, tally);
        }
        return tally;
    }

    /** The score of attention that is all alike, on keys up to the query's own alone if it is causal. */
    public Tally chance(int[] symbols, int keys, boolean causal) {
        double[][] uniform = new double[symbols.length][keys];
        for (int query = 0; query < symbols.length; query++) {
            int seen = causal ? query + 1 : keys;
            for (int key = 0; key < seen; key++) {
                uniform[query][key] = 1.0 / seen;
            }
        }
        return of(uniform, symbols);
    }

    abstract Tally at(double[][] attention, int[] symbols, int query, Tally tally);

    private static Tally occurrences(double[][] attention, int[] symbols, int query, int shift, Tally tally) {
        double mass = 0;
        boolean occurred = false;
        for (int key = 0; key < query; key++) {
            if (symbols[key] == symbols[query]) {
                mass += attention[query][key + shift];
                occurred = true;
            }
        }
        return occurred ? tally.and(mass) : tally;
    }
}
