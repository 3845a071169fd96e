package org.deciban.proofs.claims.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deciban.proofs.claims.Domain;

/**
 * Beliefs to be folded, and in which order.
 *
 * @param values three to eight numbers in (0, 1)
 * @param bracketing which neighbours are joined next, each modulo the number of pairs that are left
 */
record Beliefs(List<Double> values, List<Integer> bracketing) {
    Beliefs {
        values = List.copyOf(values);
        bracketing = List.copyOf(bracketing);
    }

    double value(int i) {
        return values.get(i);
    }

    /** Beliefs whose log-odds lie between two numbers. */
    static Domain<Beliefs> between(double leastLogOdds, double mostLogOdds) {
        return Domain.of(
                random -> draw(random, leastLogOdds, mostLogOdds),
                Beliefs::smaller,
                beliefs -> beliefs.values.toString());
    }

    /** Three beliefs, two of them near 1 and the third as far against them. */
    static Domain<Beliefs> contradicting() {
        return Domain.of(
                random -> {
                    double first = 16 + 20 * random.nextDouble();
                    double second = 16 + 20 * random.nextDouble();
                    return new Beliefs(
                            List.of(sigmoid(first), sigmoid(second), sigmoid(-first - second + random.nextGaussian())),
                            List.of(0, 0, 0));
                },
                Beliefs::smaller,
                beliefs -> beliefs.values.toString());
    }

    private static Beliefs draw(Random random, double least, double most) {
        List<Double> values = new ArrayList<>();
        List<Integer> bracketing = new ArrayList<>();
        int count = 3 + random.nextInt(6);
        boolean moderate = random.nextInt(3) == 0;
        for (int i = 0; i < count; i++) {
            double logOdds = moderate ? 2 * random.nextGaussian() : least + (most - least) * random.nextDouble();
            values.add(sigmoid(Math.max(least, Math.min(most, logOdds))));
            bracketing.add(random.nextInt(64));
        }
        return new Beliefs(values, bracketing);
    }

    /** Three values, then values that take fewer bits to write down. */
    private static Stream<Beliefs> smaller(Beliefs larger) {
        List<Beliefs> all = new ArrayList<>();
        if (larger.values.size() > 3) {
            all.add(new Beliefs(larger.values.subList(0, 3), larger.bracketing));
        }
        for (int i = 0; i < larger.values.size(); i++) {
            double value = larger.value(i);
            int power = Math.getExponent(value < 0.5 ? value : 1 - value);
            double simple = value < 0.5 ? StrictMath.pow(2, power) : 1 - StrictMath.pow(2, power);
            double nearer = value < 0.5 ? StrictMath.pow(2, power + 1) : 1 - StrictMath.pow(2, power + 1);
            for (double candidate : new double[] {nearer, simple}) {
                if (Math.abs(candidate - 0.5) < Math.abs(value - 0.5)) {
                    List<Double> values = new ArrayList<>(larger.values);
                    values.set(i, candidate);
                    all.add(new Beliefs(values, larger.bracketing));
                }
            }
        }
        return all.stream();
    }

    static double sigmoid(double logOdds) {
        return logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds));
    }
}
