package org.deciban.proofs.certificates;

/**
 * Sums, products and quotients of doubles, rounded down or up.
 *
 * <p>The rounded result is compared with the exact one by an error-free transform (Knuth's two-sum; a fused multiply-add for
 * products and quotients, {@link Math#fma} rounds once by its specification) and moved by one place only if it lies on the wrong
 * side. So exact results stay as they are. Where the error term itself could underflow, the result is moved anyway.
 *
 * <p>Arguments may be infinite where they are ends of an interval of reals: then 0 · ∞ is 0, and ∞ − ∞ is the infinity of the
 * direction.
 */
final class Directed {
    /** Below this size an error term may underflow. */
    private static final double SAFE = 0x1p-900;

    private Directed() {}

    static double addDown(double a, double b) {
        double sum = a + b;
        if (!Double.isFinite(sum)) {
            return infiniteDown(sum, Double.isFinite(a) && Double.isFinite(b));
        }
        return sumError(a, b, sum) < 0 ? Math.nextDown(sum) : sum;
    }

    static double addUp(double a, double b) {
        return -addDown(-a, -b);
    }

    private static double sumError(double a, double b, double sum) {
        double ofB = sum - a;
        return (a - (sum - ofB)) + (b - ofB);
    }

    private static double infiniteDown(double result, boolean ofFinite) {
        if (Double.isNaN(result)) {
            return Double.NEGATIVE_INFINITY;
        }
        return result > 0 && ofFinite ? Double.MAX_VALUE : result;
    }

    static double multiplyDown(double a, double b) {
        if (a == 0 || b == 0) {
            return 0;
        }
        double product = a * b;
        if (!Double.isFinite(product)) {
            return infiniteDown(product, Double.isFinite(a) && Double.isFinite(b));
        }
        if (Math.abs(product) < SAFE) {
            return Math.nextDown(product);
        }
        return Math.fma(a, b, -product) < 0 ? Math.nextDown(product) : product;
    }

    static double multiplyUp(double a, double b) {
        return -multiplyDown(-a, b);
    }

    /** a / b for a b that is not zero; an infinite b has the sign of a. */
    static double divideDown(double a, double b) {
        if (a == 0 || Double.isInfinite(b)) {
            return 0;
        }
        double quotient = a / b;
        if (!Double.isFinite(quotient)) {
            return infiniteDown(quotient, Double.isFinite(a));
        }
        if (Math.abs(quotient) < SAFE || Math.abs(a) < SAFE) {
            return Math.nextDown(quotient);
        }
        double remainder = Math.fma(-quotient, b, a);
        return remainder != 0 && remainder < 0 == b > 0 ? Math.nextDown(quotient) : quotient;
    }

    static double divideUp(double a, double b) {
        return -divideDown(-a, b);
    }
}
