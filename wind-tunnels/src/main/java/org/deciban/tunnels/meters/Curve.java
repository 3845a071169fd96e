package org.deciban.tunnels.meters;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Means by index of position, over the sequences that have the index. */
final class Curve {
    private Curve() {}

    /** The number of indices of the longest sequence. */
    static int length(double[][] values) {
        OptionalInt longest = Arrays.stream(values).mapToInt(row -> row.length).max();
        return longest.orElse(0);
    }

    /** The values of an index, one for each sequence that has it. */
    static double[] at(double[][] values, int index) {
        return Arrays.stream(values)
                .filter(row -> index < row.length)
                .mapToDouble(row -> row[index])
                .toArray();
    }

    /** Means over sequences that count as often as their weights say; NaN where none has the index. */
    static double[] means(double[][] values, int[] weights) {
        double[] means = new double[length(values)];
        Arrays.setAll(means, index -> mean(values, weights, index));
        return means;
    }

    private static double mean(double[][] values, int[] weights, int index) {
        double sum = 0;
        long count = 0;
        for (int sequence = 0; sequence < values.length; sequence++) {
            if (weights[sequence] > 0 && index < values[sequence].length) {
                sum += weights[sequence] * values[sequence][index];
                count += weights[sequence];
            }
        }
        return sum / count;
    }

    /** Means by index with their intervals. */
    static List<Estimate> estimates(double[][] values, Bootstrap bootstrap) {
        return IntStream.range(0, length(values))
                .mapToObj(index -> bootstrap.mean(at(values, index)))
                .toList();
    }
}
