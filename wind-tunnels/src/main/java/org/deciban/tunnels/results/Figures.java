package org.deciban.tunnels.results;

import java.util.Locale;
import org.deciban.tunnels.meters.Estimate;

/** Numbers in tables: four significant digits, a dash for NaN. */
final class Figures {
    private static final double SMALLEST_WITHOUT_EXPONENT = 1e-4;
    private static final double LARGEST_WITHOUT_EXPONENT = 1e6;

    private Figures() {}

    /** {@code 0.1413 [0.1390, 0.1436]}, or a dash. */
    static String of(Estimate estimate) {
        return Double.isNaN(estimate.value())
                ? of(estimate.value())
                : of(estimate.value()) + " [" + of(estimate.low()) + ", " + of(estimate.high()) + "]";
    }

    /** {@code 0}, {@code 0.1413}, {@code 2.200e-16}, {@code ∞} or {@code –}. */
    static String of(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        return size < SMALLEST_WITHOUT_EXPONENT || size >= LARGEST_WITHOUT_EXPONENT
                ? String.format(Locale.ROOT, "%.3e", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
