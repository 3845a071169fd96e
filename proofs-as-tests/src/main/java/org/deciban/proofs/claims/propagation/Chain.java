package org.deciban.proofs.claims.propagation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.compiler.CostReport;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.generators.Pasteable;

/**
 * A chain of variables: one factor between each and the next, and evidence on some.
 *
 * @param variables their number, at least 2
 * @param states of each variable
 * @param shuffled whether they are declared in another order than that of the chain
 * @param seed what tables, evidence and order are drawn from; tables are between 0.05 and 1, or {@code e^u} with |u| at most 10, or
 *     hold zeros, or are stiff: 1 where both states are the same and 0.01 elsewhere, evidence on one variable alone
 */
record Chain(int variables, int states, boolean shuffled, long seed) {
    private static final long STIFF_SEED = 3;

    private enum Entries {
        MODERATE,
        EXTREME,
        WITH_ZEROS,
        STIFF
    }

    /** Chains of so many variables. */
    static Domain<Chain> between(int fewest, int most) {
        return Domain.of(
                random -> new Chain(
                        fewest + random.nextInt(most - fewest + 1),
                        2 + random.nextInt(2),
                        random.nextBoolean(),
                        random.nextLong()),
                Chain::smaller,
                Chain::print);
    }

    /** Stiff chains of 2 variables to a number of them: what one end knows matters at the other. */
    static Domain<Chain> stiffUpTo(int mostVariables) {
        return Domain.of(
                random -> new Chain(
                        2 + random.nextInt(mostVariables - 1), 2, false, STIFF_SEED + 4L * random.nextInt(1000)),
                Chain::smaller,
                Chain::print);
    }

    /** For each variable the stiff chain with evidence on it alone. */
    Stream<Chain> withEvidenceOnEach() {
        return IntStream.range(0, variables)
                .mapToObj(v -> new Chain(variables, states, shuffled, STIFF_SEED + (long) Entries.values().length * v));
    }

    private Stream<Chain> smaller() {
        Stream<Chain> shorter = Stream.of(variables / 2, variables - variables / 8 - 1, variables - 1)
                .filter(count -> count >= 2)
                .map(count -> new Chain(count, states, shuffled, seed));
        Stream<Chain> plainer = Stream.of(
                        new Chain(variables, 2, false, STIFF_SEED), new Chain(variables, 2, false, seed))
                .filter(other -> !equals(other) && seed != STIFF_SEED);
        return Stream.concat(plainer, shorter);
    }

    private String print() {
        CostReport cost = LogarithmicDepth.shallow(graph()).cost();
        return Pasteable.of(graph(), evidence(), cost.rounds()) + "# diameter " + (variables - 1) + ", rounds "
                + cost.rounds() + ", layers " + cost.layers();
    }

    boolean hasZeros() {
        return entries() == Entries.WITH_ZEROS;
    }

    boolean isExtreme() {
        return entries() == Entries.EXTREME;
    }

    boolean isStiff() {
        return entries() == Entries.STIFF;
    }

    private Entries entries() {
        return Entries.values()[Math.floorMod(seed, Entries.values().length)];
    }

    /** Entry (a, b) of the factor from a variable to the next at {@code a · states + b}. */
    double[] table(int variable) {
        Random random = new Random(seed + 31L * variable);
        random.nextLong();
        double[] table = new double[states * states];
        Arrays.setAll(table, i -> switch (entries()) {
            case MODERATE -> 0.05 + 0.95 * random.nextDouble();
            case EXTREME -> Math.exp(20 * random.nextDouble() - 10);
            case STIFF -> i % (states + 1) == 0 ? 1 : 0.01;
            // The state of the variable before is always possible.
            case WITH_ZEROS -> i % (states + 1) > 0 && random.nextInt(3) == 0 ? 0 : 0.05 + random.nextDouble();
        });
        return table;
    }

    /** By variable, positive; most say nothing. */
    Map<Integer, double[]> likelihoods() {
        Random random = new Random(~seed);
        Map<Integer, double[]> likelihoods = new LinkedHashMap<>();
        if (entries() == Entries.STIFF) {
            double[] likelihood = new double[states];
            Arrays.setAll(likelihood, s -> s == 0 ? 1 : 0.1);
            return Map.of(Math.floorMod(seed / Entries.values().length, variables), likelihood);
        }
        for (int v = 0; v < variables; v++) {
            double[] likelihood = new double[states];
            Arrays.setAll(likelihood, s -> 0.01 + random.nextDouble());
            if (random.nextInt(4) == 0) {
                likelihoods.put(v, likelihood);
            }
        }
        return likelihoods;
    }

    static String name(int variable) {
        return "x" + variable;
    }

    FactorGraph graph() {
        FactorGraph.Builder builder = FactorGraph.builder();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, variables).boxed().toList());
        if (shuffled) {
            Collections.shuffle(order, new Random(seed));
        }
        String[] names = IntStream.range(0, states).mapToObj(Integer::toString).toArray(String[]::new);
        order.forEach(v -> builder.variable(name(v), names));
        for (int v = 0; v + 1 < variables; v++) {
            builder.factor(List.of(name(v), name(v + 1)), table(v));
        }
        return builder.build();
    }

    Evidence evidence() {
        Evidence.Builder builder = graph().evidence();
        likelihoods().forEach((v, likelihood) -> builder.likelihood(name(v), likelihood));
        return builder.build();
    }

    /** The smoothed marginals, by the forward and the backward algorithm: {@code [variable][state]}. */
    double[][] smoothed() {
        Map<Integer, double[]> likelihoods = likelihoods();
        double[][] forward = new double[variables][];
        double[][] backward = new double[variables][];
        for (int v = 0; v < variables; v++) {
            double[] from = v == 0 ? ones() : step(v - 1, forward[v - 1], true);
            forward[v] = times(from, likelihoods.getOrDefault(v, ones()));
        }
        for (int v = variables - 1; v >= 0; v--) {
            backward[v] = v == variables - 1
                    ? ones()
                    : step(v, times(backward[v + 1], likelihoods.getOrDefault(v + 1, ones())), false);
        }
        double[][] marginals = new double[variables][];
        Arrays.setAll(marginals, v -> times(forward[v], backward[v]));
        return marginals;
    }

    private double[] step(int variable, double[] from, boolean onwards) {
        double[] table = table(variable);
        double[] to = new double[states];
        for (int a = 0; a < states; a++) {
            for (int b = 0; b < states; b++) {
                to[onwards ? b : a] += table[a * states + b] * from[onwards ? a : b];
            }
        }
        return to;
    }

    private double[] ones() {
        double[] ones = new double[states];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The product, to sum 1. */
    private static double[] times(double[] first, double[] second) {
        double[] product = new double[first.length];
        Arrays.setAll(product, s -> first[s] * second[s]);
        double sum = Arrays.stream(product).sum();
        Arrays.setAll(product, s -> product[s] / sum);
        return product;
    }
}
