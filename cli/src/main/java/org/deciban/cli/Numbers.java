package org.deciban.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as the command writes them. */
final class Numbers {
    /** Enough to tell any two doubles apart. */
    private static final MathContext SEVENTEEN_DIGITS = new MathContext(17);

    private Numbers() {}

    /**
     * A decimal number, or empty if the text is none; {@link Double#parseDouble} would also take {@code 1d}, {@code 0x1p3}
     * and {@code NaN}.
     */
    static OptionalDouble decimal(String text) {
        try {
            return OptionalDouble.of(new BigDecimal(text.strip()).doubleValue());
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** For programs: 17 significant digits, from which the same double is read back; finite numbers only. */
    static String full(double x) {
        String digits = new BigDecimal(x).round(SEVENTEEN_DIGITS).toString();
        return digits.matches("-?\\d+") ? digits + ".0" : digits;
    }

    /** For people, a probability: six decimals, more where they would be zeros, and none for exactly 0 and 1. */
    static String probability(double p) {
        if (p == 0 || p == 1) {
            return p == 0 ? "0" : "1";
        }
        return String.format(Locale.ROOT, p < 1e-3 ? "%.2e" : "%.6f", p);
    }

    /** For people, a logarithm: twelve decimals, which rounding does not reach. */
    static String logarithm(double x) {
        String digits = String.format(Locale.ROOT, "%.12f", x);
        return digits.matches("-0\\.0*") ? digits.substring(1) : digits;
    }

    /** For people, an order of magnitude: two digits, as in {@code 0.24}, {@code 2.2e-16} and {@code 6e10}. */
    static String brief(double x) {
        return x == 0
                ? "0"
                : String.format(Locale.ROOT, "%.2g", x)
                        .replace(".0e", "e")
                        .replace("e+", "e")
                        .replaceFirst("e(-?)0", "e$1");
    }

    /** For people, a measurement: four digits, without trailing zeros. */
    static String significant(double x) {
        if (x != 0 && (Math.abs(x) < 1e-6 || Math.abs(x) >= 1e6)) {
            return brief(x);
        }
        BigDecimal rounded = new BigDecimal(x).round(new MathContext(4)).stripTrailingZeros();
        return rounded.toPlainString();
    }

    /** For people, a count. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A count with its noun. */
    static String count(long n, String one, String many) {
        return count(n) + " " + (n == 1 ? one : many);
    }
}
