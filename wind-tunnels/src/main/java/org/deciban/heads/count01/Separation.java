package org.deciban.heads.count01;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How well a number tells answers 1 from answers 0: the threshold, on one side or the other, that is right most often. This is this
 * project's definition of separation accuracy: the threshold is fitted on one sample and its accuracy measured on another.
 *
 * @param threshold above which the answer is {@code above}
 * @param above 0 or 1
 */
public record Separation(double threshold, int above) {
    /** A number and the answer that is right. */
    public record Point(double number, int answer) {}

    /**
     * The best threshold on a sample, halfway between two numbers; ±∞ if one answer for all is best.
     *
     * @throws IllegalArgumentException if the sample is empty
     */
    public static Separation fit(List<Point> sample) {
        if (sample.isEmpty()) {
            throw new IllegalArgumentException("a threshold needs a sample, got none");
        }
        Point[] sorted = sample.toArray(new Point[0]);
        Arrays.sort(sorted, Comparator.comparingDouble(Point::number));
        // With the threshold below all, "above" is right on as many as have that answer.
        int rightForOne =
                (int) sample.stream().filter(point -> point.answer() == 1).count();
        int best = Math.max(rightForOne, sorted.length - rightForOne);
        Separation found = new Separation(Double.NEGATIVE_INFINITY, rightForOne >= sorted.length - rightForOne ? 1 : 0);
        for (int i = 0; i < sorted.length; i++) {
            rightForOne += sorted[i].answer() == 1 ? -1 : 1;
            if (i + 1 < sorted.length && sorted[i + 1].number() == sorted[i].number()) {
                continue;
            }
            int right = Math.max(rightForOne, sorted.length - rightForOne);
            if (right > best) {
                best = right;
                double next = i + 1 < sorted.length ? sorted[i + 1].number() : Double.POSITIVE_INFINITY;
                found = new Separation(
                        (sorted[i].number() + next) / 2, rightForOne >= sorted.length - rightForOne ? 1 : 0);
            }
        }
        return found;
    }

    /** The share of a sample on which it is right. */
    public double accuracy(List<Point> sample) {
        return sample.stream()
                        .filter(point -> (point.number() > threshold ? above : 1 - above) == point.answer())
                        .count()
                / (double) sample.size();
    }
}
