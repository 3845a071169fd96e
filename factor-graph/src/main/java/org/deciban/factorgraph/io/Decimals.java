package org.deciban.factorgraph.io;

/** Decimal numbers as the formats write them. */
final class Decimals {
    private Decimals() {}

    /** The number, or NaN if the word is not a finite decimal number ≥ 0. */
    static double weight(String word) {
        double value = number(word);
        return value >= 0 && value < Double.POSITIVE_INFINITY ? value : Double.NaN;
    }

    /** The number, or NaN if the word is not a decimal number. */
    static double number(String word) {
        // Double.parseDouble takes more than decimals: NaN, 0x1p3, 1f, blanks.
        if (!word.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
