package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.List;

/** Where ranges that grow by a geometric series end: a guess, which makes them no narrower. */
final class Limits {
    private final Ranges[][] ranges;
    /** The ends at each look: least and most by layer, class and dimension. */
    private final List<double[][][][]> seen = new ArrayList<>();

    Limits(Ranges[][] ranges) {
        this.ranges = ranges;
    }

    /** Remembers the ranges as they are. */
    void look() {
        double[][][][] ends = new double[ranges.length][][][];
        for (int layer = 0; layer < ranges.length; layer++) {
            ends[layer] = new double[ranges[layer].length][][];
            for (int c = 0; c < ends[layer].length; c++) {
                ends[layer][c] = new double[][] {ranges[layer][c].least.clone(), ranges[layer][c].most.clone()};
            }
        }
        seen.add(ends);
    }

    /**
     * Puts ends that moved since the last look where they seem to go, going by the last two looks.
     *
     * @param slack by how much farther, relatively
     */
    void jump(double slack) {
        double[][][][] first = seen.get(seen.size() - 2);
        double[][][][] second = seen.get(seen.size() - 1);
        for (int layer = 0; layer < ranges.length; layer++) {
            for (int c = 0; c < ranges[layer].length; c++) {
                jump(first[layer][c][0], second[layer][c][0], ranges[layer][c].least, slack);
                jump(first[layer][c][1], second[layer][c][1], ranges[layer][c].most, slack);
            }
        }
    }

    private static void jump(double[] first, double[] second, double[] third, double slack) {
        for (int d = 0; d < third.length; d++) {
            double step = third[d] - second[d];
            if (step != 0 && Math.abs(step) < Double.POSITIVE_INFINITY) {
                double ratio = step / (second[d] - first[d]);
                // Small steps may be rounding; whatever grows faster finds no bound anyway.
                double known = ratio >= 0 && ratio < 1 ? ratio : 0.5;
                third[d] += step * known / (1 - known) + Math.signum(step) * slack * Math.abs(third[d]);
            }
        }
    }
}
