package org.deciban.factorgraph.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** One model being drawn: its variables, a hidden assignment that stays possible, and its tables. */
final class Draw {
    private final RandomGenerator random;
    private final TableLaw law;
    private final GammaDistribution gamma;
    private final List<Variable> variables = new ArrayList<>();
    private final List<Integer> hidden = new ArrayList<>();
    private final FactorGraph.Builder builder = FactorGraph.builder();

    Draw(long seed, int count, TableLaw law) {
        if (count < 1) {
            throw new IllegalArgumentException("a model of " + count + " variables; it needs at least one");
        }
        this.random = new Well19937c(seed);
        this.law = law;
        this.gamma = new GammaDistribution(random, law.concentration(), 1.0);
        for (int v = 0; v < count; v++) {
            int states = law.minStates() + below(law.maxStates() - law.minStates() + 1);
            List<String> names =
                    IntStream.range(0, states).mapToObj(s -> "s" + s).toList();
            variables.add(new Variable("x" + v, names));
            hidden.add(below(states));
            builder.variable(variables.get(v));
        }
    }

    FactorGraph build() {
        return builder.build();
    }

    /** Uniform in 0 … bound − 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Uniform in [min, max). */
    double between(double min, double max) {
        return min + (max - min) * random.nextDouble();
    }

    /** Distinct integers below a bound, in random order. */
    int[] distinct(int count, int bound) {
        return distinct(random, count, bound);
    }

    static int[] distinct(RandomGenerator random, int count, int bound) {
        int[] numbers = IntStream.range(0, bound).toArray();
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(bound - i);
            int swap = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = swap;
        }
        return Arrays.copyOf(numbers, count);
    }

    void factor(int[] scope, double... table) {
        builder.factor(Factor.of(resolve(scope), table));
    }

    void conditional(int child, int[] parents, double... table) {
        builder.factor(Factor.conditional(variables.get(child), resolve(parents), table));
    }

    /** A plain factor of random weights. */
    void weights(int[] scope) {
        double[] table = new double[cells(scope)];
        int kept = hiddenIndex(scope);
        for (int i = 0; i < table.length; i++) {
            boolean zero = random.nextDouble() < law.zeros() && i != kept;
            table[i] = zero ? 0 : Math.exp(law.spread() * random.nextGaussian());
        }
        factor(scope, table);
    }

    /** A conditional factor of random rows. */
    void rows(int child, int[] parents) {
        int states = variables.get(child).cardinality();
        int rows = cells(parents);
        int keptRow = hiddenIndex(parents);
        double[] table = new double[rows * states];
        for (int r = 0; r < rows; r++) {
            int kept = r == keptRow ? hidden.get(child) : below(states);
            double[] row = row(states, kept);
            System.arraycopy(row, 0, table, r * states, states);
        }
        conditional(child, parents, table);
    }

    /** A Dirichlet row whose entry {@code kept} is positive. */
    private double[] row(int states, int kept) {
        double[] row = new double[states];
        double sum = 0;
        for (int s = 0; s < states; s++) {
            boolean zero = random.nextDouble() < law.zeros() && s != kept;
            // A small concentration underflows to zero; the kept state must not.
            row[s] = zero ? 0 : Math.max(gamma.sample(), s == kept ? 1e-300 : 0);
            sum += row[s];
        }
        for (int s = 0; s < states; s++) {
            row[s] /= sum;
        }
        return row;
    }

    private List<Variable> resolve(int[] scope) {
        return Arrays.stream(scope).mapToObj(variables::get).toList();
    }

    private int cells(int[] scope) {
        return Arrays.stream(scope).map(v -> variables.get(v).cardinality()).reduce(1, Math::multiplyExact);
    }

    private int hiddenIndex(int[] scope) {
        int index = 0;
        for (int v : scope) {
            index = index * variables.get(v).cardinality() + hidden.get(v);
        }
        return index;
    }
}
