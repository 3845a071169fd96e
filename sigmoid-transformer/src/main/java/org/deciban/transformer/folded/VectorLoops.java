package org.deciban.transformer.folded;

/**
 * Loops over whole arrays of one length, one operation each. The virtual machine makes vector instructions of them as long as every
 * index is the loop variable itself.
 */
final class VectorLoops {
    private VectorLoops() {}

    static void copy(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }

    static void invert(double[] from, double[] to) {
        for (int l = 0; l < to.length; l++) {
            to[l] = 1 / from[l];
        }
    }

    /**
     * Multiplies, and takes the results into account that are not zero: {@code max(0, 1 − 1e300 x)} is 1 for 0, and 0 for
     * x ≥ 1e-300.
     */
    static void scaleAndTakeLeast(double[] values, double[] factors, double[] least) {
        for (int l = 0; l < least.length; l++) {
            double x = values[l] * factors[l];
            values[l] = x;
            least[l] = Math.min(least[l], x + Math.max(0, 1 - 1e300 * x));
        }
    }

    static void add(double[] from, double[] target) {
        for (int l = 0; l < target.length; l++) {
            target[l] += from[l];
        }
    }

    static void product(double[] left, double[] right, double[] target) {
        for (int l = 0; l < target.length; l++) {
            target[l] = left[l] * right[l];
        }
    }

    static void addProduct(double[] left, double[] right, double[] target) {
        for (int l = 0; l < target.length; l++) {
            target[l] += left[l] * right[l];
        }
    }

    static void scale(double factor, double[] from, double[] target) {
        for (int l = 0; l < target.length; l++) {
            target[l] = factor * from[l];
        }
    }

    static void scale2(double f, double[] a, double g, double[] b, double[] target) {
        for (int l = 0; l < target.length; l++) {
            target[l] = f * a[l] + g * b[l];
        }
    }

    static void addScaled(double factor, double[] from, double[] target) {
        for (int l = 0; l < target.length; l++) {
            target[l] += factor * from[l];
        }
    }

    static void addScaled2(double f, double[] a, double g, double[] b, double[] target) {
        for (int l = 0; l < target.length; l++) {
            target[l] += f * a[l] + g * b[l];
        }
    }

    static void addScaledProduct(double factor, double[] left, double[] right, double[] target) {
        for (int l = 0; l < target.length; l++) {
            target[l] += factor * left[l] * right[l];
        }
    }

    static void addScaledProducts2(
            double f, double[] a, double[] b, double g, double[] c, double[] d, double[] target) {
        for (int l = 0; l < target.length; l++) {
            target[l] += f * a[l] * b[l] + g * c[l] * d[l];
        }
    }

    static void addScaledProduct(double factor, double[] a, double[] b, double[] c, double[] target) {
        for (int l = 0; l < target.length; l++) {
            target[l] += factor * a[l] * (b[l] * c[l]);
        }
    }

    static void addProducts2(double[] a, double[] b, double[] c, double[] d, double[] target) {
        for (int l = 0; l < target.length; l++) {
            target[l] += a[l] * b[l] + c[l] * d[l];
        }
    }

    static void addScaled4(double[] factors, int at, double[][] vectors, int from, double[] target) {
        double e = factors[at];
        double f = factors[at + 1];
        double g = factors[at + 2];
        double h = factors[at + 3];
        double[] a = vectors[from];
        double[] b = vectors[from + 1];
        double[] c = vectors[from + 2];
        double[] d = vectors[from + 3];
        for (int l = 0; l < target.length; l++) {
            target[l] += (e * a[l] + f * b[l]) + (g * c[l] + h * d[l]);
        }
    }

    /** Two products. */
    static void products(double[] a, double[] b, double[] c, double[] d, double[] ac, double[] bd) {
        for (int l = 0; l < ac.length; l++) {
            ac[l] = a[l] * c[l];
            bd[l] = b[l] * d[l];
        }
    }

    /** The shares of {@code f₀ a + f₁ b} and {@code f₂ a + f₃ b} in their sum, f being {@code factors[at …]}. */
    static void shares(double[] a, double[] b, double[] factors, int at, double[] first, double[] second) {
        double f0 = factors[at];
        double f1 = factors[at + 1];
        double f2 = factors[at + 2];
        double f3 = factors[at + 3];
        for (int l = 0; l < first.length; l++) {
            double x = f0 * a[l] + f1 * b[l];
            double y = f2 * a[l] + f3 * b[l];
            double scale = 1 / (x + y);
            first[l] = x * scale;
            second[l] = y * scale;
        }
    }

    /** The same of products {@code a c} and {@code b d}. */
    static void shares(
            double[] a, double[] b, double[] c, double[] d, double[] factors, int at, double[] first, double[] second) {
        double f0 = factors[at];
        double f1 = factors[at + 1];
        double f2 = factors[at + 2];
        double f3 = factors[at + 3];
        for (int l = 0; l < first.length; l++) {
            double ac = a[l] * c[l];
            double bd = b[l] * d[l];
            double x = f0 * ac + f1 * bd;
            double y = f2 * ac + f3 * bd;
            double scale = 1 / (x + y);
            first[l] = x * scale;
            second[l] = y * scale;
        }
    }
}
