package org.deciban.heads.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deciban.heads.construct.AttentionMemory;
import org.deciban.heads.tasks.Facts;
import org.deciban.tunnels.TokenSequence;

/**
 * What a memory says of subjects that it holds and of subjects that it does not, as it fills, with and without a detector of misses.
 *
 * <p>Every row is a store; all numbers are means over subjects, of probabilities, and are given as measured and as predicted: with
 * {@code w_i = e^(−β Hamming(s, s_i))} for the facts and {@code w_0 = e^(−β/2)} for the detector, an object has the share of its facts'
 * weights.
 */
public final class MemoryTable {
    private MemoryTable() {}

    /**
     * One memory at one filling.
     *
     * @param facts how many are held
     * @param subjects of how many
     * @param price β
     * @param detects whether it detects misses
     * @param right the probability of the object of a subject that is held
     * @param fluent the probability of the likeliest object for a subject that is not held: an answer without ground
     * @param unknown the probability of "unknown" for a subject that is not held
     * @param falseAlarm the probability of "unknown" for a subject that is held
     */
    public record Row(
            int facts,
            int subjects,
            double price,
            boolean detects,
            Pair right,
            Pair fluent,
            Pair unknown,
            Pair falseAlarm) {
        /** The largest difference between theory and measurement. */
        public double difference() {
            return List.of(right, fluent, unknown, falseAlarm).stream()
                    .mapToDouble(pair -> Math.abs(pair.predicted() - pair.measured()))
                    .max()
                    .orElseThrow();
        }
    }

    /** A number by theory and by the model; 0 where no subject is asked. */
    public record Pair(double predicted, double measured) {}

    /**
     * Stores that fill.
     *
     * @param subjects the number of subjects, at least 2
     * @param fillings how many facts each store holds, from 1 to less than the subjects
     */
    public static List<Row> measure(long seed, int subjects, int objects, int[] fillings, double[] prices) {
        List<Row> rows = new ArrayList<>();
        for (double price : prices) {
            for (int filling : fillings) {
                Facts facts = Facts.draw(new SplittableRandom(seed), subjects, objects, filling);
                for (boolean detects : new boolean[] {false, true}) {
                    rows.add(row(facts, price, detects));
                }
            }
        }
        return rows;
    }

    private static Row row(Facts facts, double price, boolean detects) {
        AttentionMemory memory = AttentionMemory.of(facts, price, detects);
        TokenSequence all = facts.everySubject();
        double[][] said = memory.model().predict(all, facts.positions(all));
        double[][] theory = new double[facts.subjects()][];
        for (int subject = 0; subject < theory.length; subject++) {
            theory[subject] = shares(facts, subject, price, detects);
        }
        double[] predicted = summary(facts, theory);
        double[] measured = summary(facts, said);
        return new Row(
                facts.held().size(),
                facts.subjects(),
                price,
                detects,
                new Pair(predicted[0], measured[0]),
                new Pair(predicted[1], measured[1]),
                new Pair(predicted[2], measured[2]),
                new Pair(predicted[3], measured[3]));
    }

    /** Right, fluent, unknown and false alarm. */
    private static double[] summary(Facts facts, double[][] distributions) {
        double[] sums = new double[4];
        int held = facts.held().size();
        int missing = facts.subjects() - held;
        for (int subject = 0; subject < distributions.length; subject++) {
            double[] distribution = distributions[subject];
            double unknown = distribution[facts.unknown()];
            if (facts.findObject(subject).isPresent()) {
                sums[0] += distribution[facts.findObject(subject).getAsInt()] / held;
                sums[3] += unknown / held;
            } else {
                double likeliest = 0;
                for (int object = 0; object < facts.objects(); object++) {
                    likeliest = Math.max(likeliest, distribution[object]);
                }
                sums[1] += likeliest / missing;
                sums[2] += unknown / missing;
            }
        }
        return sums;
    }

    /** The distribution over objects and "unknown" that theory gives to a subject. */
    static double[] shares(Facts facts, int subject, double price, boolean detects) {
        double[] shares = new double[facts.objects() + 1];
        double nearest = facts.held().keySet().stream()
                .mapToDouble(held -> Integer.bitCount(held ^ subject))
                .min()
                .orElseThrow();
        double least = detects ? Math.min(nearest, 0.5) : nearest;
        double sum = 0;
        for (Map.Entry<Integer, Integer> fact : facts.held().entrySet()) {
            double weight = Math.exp(-price * (Integer.bitCount(fact.getKey() ^ subject) - least));
            shares[fact.getValue()] += weight;
            sum += weight;
        }
        if (detects) {
            shares[facts.unknown()] = Math.exp(-price * (0.5 - least));
            sum += shares[facts.unknown()];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** What the detector weighs. */
    static double unknown(Facts facts, int subject, double price) {
        return shares(facts, subject, price, true)[facts.unknown()];
    }
}
