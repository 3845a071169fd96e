package org.deciban.proofs.claims.published;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.Enumeration;

/** Two probabilities: what two neighbours believe. */
record Pair(double first, double second) {
    private static final double HALF = 0.5;

    /** Every second one of logits of a few units, the others anywhere in (0, 1) and within 1e-9 of its ends. */
    static Pair draw(Random random) {
        return new Pair(probability(random), probability(random));
    }

    private static double probability(Random random) {
        switch (random.nextInt(4)) {
            case 0:
                return random.nextDouble() * 0.98 + 0.01;
            case 1:
                double near = Math.exp(-20 * random.nextDouble());
                return random.nextBoolean() ? near / 2 : 1 - near / 2;
            default:
                return 1 / (1 + Math.exp(-2 * random.nextGaussian()));
        }
    }

    /** (½, ½); then with ½ in the place of one; then with one digit less. */
    Stream<Pair> smaller() {
        if (first == HALF && second == HALF) {
            return Stream.empty();
        }
        Stream<Pair> halves = Stream.of(new Pair(HALF, HALF), new Pair(HALF, second), new Pair(first, HALF));
        Stream<Pair> rounded = Stream.of(1, 2, 3)
                .flatMap(digits ->
                        Stream.of(new Pair(rounded(first, digits), second), new Pair(first, rounded(second, digits))));
        return Stream.concat(halves, rounded)
                .filter(pair -> pair.digits() < digits())
                .filter(pair -> pair.first > 0 && pair.first < 1 && pair.second > 0 && pair.second < 1);
    }

    /** ½ counts less than another number of one digit. */
    private int digits() {
        return digits(first) + digits(second);
    }

    private static int digits(double probability) {
        return probability == HALF ? 0 : BigDecimal.valueOf(probability).precision();
    }

    private static double rounded(double probability, int digits) {
        return BigDecimal.valueOf(probability).round(new MathContext(digits)).doubleValue();
    }

    /** A variable about which two factors say this. */
    FactorGraph twoMessages() {
        return FactorGraph.builder()
                .variable("v", "no", "yes")
                .factor(List.of("v"), 1 - first, first)
                .factor(List.of("v"), 1 - second, second)
                .build();
    }

    /** What is then the probability of "yes", by enumeration. */
    double posterior() {
        return Enumeration.run(twoMessages(), Evidence.none()).marginals().probability("v", "yes");
    }

    /** {@code ln m0/(1−m0)} and {@code ln m1/(1−m1)} as a pair; not probabilities. */
    double firstLogit() {
        return Math.log(first) - Math.log1p(-first);
    }

    /** See {@link #firstLogit}. */
    double secondLogit() {
        return Math.log(second) - Math.log1p(-second);
    }
}
