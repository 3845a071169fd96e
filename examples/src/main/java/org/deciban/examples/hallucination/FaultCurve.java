package org.deciban.examples.hallucination;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.deciban.proofs.diagnosis.Injection;
import org.deciban.proofs.diagnosis.WeightNoise;

/**
 * What models of knowledge bases say, by the size of what was put in.
 *
 * @param size what is varied
 * @param base of which the sizes are powers
 * @param points ascending
 */
record FaultCurve(String size, int base, List<Point> points) {
    private static final int DRAWS = 5;
    private static final int LEAST_NOISE = -12;
    private static final List<Integer> COUNTS = List.of(1, 2, 4, 8, 16, 32);

    /** Copies the list. */
    FaultCurve {
        points = List.copyOf(points);
    }

    /**
     * Means over all knowledge bases and draws.
     *
     * @param refused the share of replies that assert nothing
     * @param falseConfidence the mean, over the replies that are none of these, of the largest |belief − posterior|; NaN if all are
     * @param wrong the same of the confidence in a wrong answer
     */
    record Point(double size, double refused, double falseConfidence, double wrong) {
        static Point of(double size, List<Reply> replies) {
            List<Reply> answers =
                    replies.stream().filter(reply -> !reply.isRefusal()).toList();
            return new Point(
                    size,
                    1 - (double) answers.size() / replies.size(),
                    answers.stream()
                            .mapToDouble(Reply::falseConfidence)
                            .average()
                            .orElse(Double.NaN),
                    answers.stream()
                            .mapToDouble(Reply::confidenceInAWrongAnswer)
                            .average()
                            .orElse(Double.NaN));
        }
    }

    /** A size as a person writes it. */
    static String written(double size) {
        return String.format(Locale.ROOT, size < 1 ? "%.0e" : "%.0f", size);
    }

    static FaultCurve ofNoise(List<Subject> subjects) {
        List<Point> points = IntStream.rangeClosed(LEAST_NOISE, 0)
                .mapToObj(exponent -> Double.parseDouble("1e" + exponent))
                .map(sigma -> point(
                        subjects,
                        sigma,
                        (subject, random) -> subject.ask(WeightNoise.onAll(subject.sound(), random, sigma)
                                .suspect())))
                .toList();
        return new FaultCurve("noise on all weights", 10, points);
    }

    static FaultCurve ofFlippedBits(List<Subject> subjects) {
        return new FaultCurve(
                "address bits flipped",
                2,
                COUNTS.stream()
                        .map(count -> point(
                                subjects,
                                count,
                                (subject, random) -> subject.ask(Injection.flippedBits(subject.sound(), random, count)
                                        .suspect())))
                        .toList());
    }

    static FaultCurve ofMissingTokens(List<Subject> subjects) {
        return new FaultCurve(
                "tokens taken away",
                2,
                COUNTS.stream()
                        .map(count -> point(
                                subjects, count, (subject, random) -> subject.askWithout(some(subject, count, random))))
                        .toList());
    }

    private static Set<Integer> some(Subject subject, int count, Random random) {
        List<Integer> shuffled = new ArrayList<>(subject.tokens());
        Collections.shuffle(shuffled, random);
        return new HashSet<>(shuffled.subList(0, count));
    }

    private static Point point(List<Subject> subjects, double size, BiFunction<Subject, Random, Reply> put) {
        List<Reply> replies = subjects.stream()
                .flatMap(subject ->
                        IntStream.rangeClosed(1, DRAWS).mapToObj(draw -> put.apply(subject, new Random(draw))))
                .toList();
        return Point.of(size, replies);
    }
}
