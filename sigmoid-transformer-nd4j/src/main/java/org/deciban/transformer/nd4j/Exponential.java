package org.deciban.transformer.nd4j;

/**
 * {@code e^x} for x ≤ 0 and {@code ln(1 + e)} for e in [0, 1], of whole arrays.
 *
 * <p>{@code e^x = 2^k · e^r} with k whole and |r| ≤ ln 2 / 2, the second by its Taylor polynomial, whose remainder is
 * below 5e-18. {@code ln(1 + e) = 2 artanh s} with {@code s = e / (2 + e)} ≤ 1/3, by its series, whose remainder is below
 * 2e-18 and which keeps the digits of small e. The loops are of additions and products alone, which the compiler of the
 * virtual machine turns into vector instructions, where {@link Math#exp} takes 4 ns. Errors are at most 2 ulp.
 */
final class Exponential {
    /** Arrays that loops work on piece by piece fit in the first cache. */
    static final int PIECE = 512;

    /** Below, e^x is less than 3e-308, and 0.0 here. */
    static final double IS_ZERO_BELOW = -708.1;

    private static final double LOWEST = -760;
    private static final double INVERSE_LN2 = 1 / Math.log(2);
    /** The leading 32 bits of ln 2, of which any k has an exact multiple, and the rest. */
    private static final double LN2_HIGH = 6.93147180369123816490e-01;

    private static final double LN2_LOW = 1.90821492927058770002e-10;
    /** Adding it rounds a number of moderate size to a whole one. */
    private static final double ROUNDER = 0x1.8p52;

    /** The least multiple of ln 2 that is kept, as {@link #ROUNDER} shows it. */
    private static final double LEAST = ROUNDER - 1021;

    private final double[] piece = new double[PIECE];
    private final double[] rounded = new double[PIECE];

    /** Replaces {@code x[from … from + count)} by {@code e^(x − shift)}, which must be ≤ 0 or NaN; at most {@link #PIECE}. */
    void exp(double[] x, int from, int count, double shift) {
        System.arraycopy(x, from, piece, 0, count);
        reduce(piece, rounded, count, shift);
        for (int i = 0; i < count; i++) {
            // The low bits of the sum with ROUNDER are k, in two's complement; they go to the exponent.
            long bits = Double.doubleToRawLongBits(piece[i]) + (Double.doubleToRawLongBits(rounded[i]) << 52);
            x[from + i] = rounded[i] < LEAST ? 0.0 : Double.longBitsToDouble(bits);
        }
    }

    /** Replaces x by {@code e^r}. Loops that start at 0 are those that become vector instructions. */
    private static void reduce(double[] x, double[] rounded, int count, double shift) {
        for (int i = 0; i < count; i++) {
            double shifted = Math.max(x[i] - shift, LOWEST);
            rounded[i] = shifted * INVERSE_LN2 + ROUNDER;
            double whole = rounded[i] - ROUNDER;
            double r = (shifted - whole * LN2_HIGH) - whole * LN2_LOW;
            double p = 1.0 / 6227020800.0;
            p = p * r + 1.0 / 479001600.0;
            p = p * r + 1.0 / 39916800.0;
            p = p * r + 1.0 / 3628800.0;
            p = p * r + 1.0 / 362880.0;
            p = p * r + 1.0 / 40320.0;
            p = p * r + 1.0 / 5040.0;
            p = p * r + 1.0 / 720.0;
            p = p * r + 1.0 / 120.0;
            p = p * r + 1.0 / 24.0;
            p = p * r + 1.0 / 6.0;
            p = p * r + 0.5;
            x[i] = 1.0 + (r + r * r * p);
        }
    }

    /** Replaces {@code e[0 … count)}, each in [0, 1] or NaN, by {@code ln(1 + e)}. */
    static void log1p(double[] e, int count) {
        for (int i = 0; i < count; i++) {
            double s = e[i] / (2.0 + e[i]);
            double z = s * s;
            double p = 1.0 / 33;
            p = p * z + 1.0 / 31;
            p = p * z + 1.0 / 29;
            p = p * z + 1.0 / 27;
            p = p * z + 1.0 / 25;
            p = p * z + 1.0 / 23;
            p = p * z + 1.0 / 21;
            p = p * z + 1.0 / 19;
            p = p * z + 1.0 / 17;
            p = p * z + 1.0 / 15;
            p = p * z + 1.0 / 13;
            p = p * z + 1.0 / 11;
            p = p * z + 1.0 / 9;
            p = p * z + 1.0 / 7;
            p = p * z + 1.0 / 5;
            p = p * z + 1.0 / 3;
            e[i] = 2.0 * (s + s * z * p);
        }
    }
}
