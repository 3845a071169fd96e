package org.deciban.heads.count01;

import org.deciban.tunnels.TokenSequence;

/**
 * Factors for attention weights, by the symbol of the key: what is weighed is multiplied and divided by the sum again.
 *
 * @param ofZeros for keys 0
 * @param ofTwos for keys 2
 */
public record AttentionFactors(double ofZeros, double ofTwos) {
    /** Nothing is changed. */
    public static final AttentionFactors NONE = new AttentionFactors(1, 1);

    /**
     * @throws IllegalArgumentException unless both are above 0
     */
    public AttentionFactors {
        if (!(ofZeros > 0 && ofTwos > 0)) {
            throw new IllegalArgumentException(
                    "factors of attention must be above 0, got " + ofZeros + " and " + ofTwos);
        }
    }

    /** The answer of a count that weighs 0s so many times: 1 if n1 − factor · n0 > ½. */
    int counted(TokenSequence tokens) {
        double balance = 0;
        int separator = Count01Strings.separator(tokens);
        for (int position = 1; position < separator; position++) {
            balance += tokens.symbol(position) == 1 ? 1 : 0;
            balance -= tokens.symbol(position) == 0 ? ofZeros : 0;
        }
        return balance > 0.5 ? 1 : 0;
    }

    double[] applied(TokenSequence tokens, double[] pattern) {
        if (equals(NONE)) {
            return pattern;
        }
        double[] changed = new double[pattern.length];
        double sum = 0;
        for (int key = 0; key < pattern.length; key++) {
            int symbol = tokens.symbol(key);
            changed[key] = pattern[key] * (symbol == 0 ? ofZeros : symbol == Count01Strings.TWO ? ofTwos : 1);
            sum += changed[key];
        }
        for (int key = 0; key < pattern.length; key++) {
            changed[key] /= sum;
        }
        return changed;
    }
}
