package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.transformer.Matrix;

/** The tree of keys against scores of all tokens, one by one. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class KeyTreeProperties {
    /** Integers: every score is exact, and no gap is a matter of rounding. */
    @Property
    void onFewValuesExactlyTheTokensWithinTheGapAreFound(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int tokens, @ForAll @IntRange(max = 12) int gap) {
        Random random = new Random(seed);
        int dimensions = 1 + random.nextInt(8);
        double[][] keys = new double[tokens][dimensions];
        for (double[] key : keys) {
            Arrays.setAll(key, c -> random.nextBoolean() ? random.nextInt(7) - 3 : 0);
        }
        double[] query = new double[dimensions];
        Arrays.setAll(query, c -> random.nextInt(3) == 0 ? 0 : random.nextInt(9) - 4);
        int[] found = tree(keys).within(sparse(query), gap);
        assertThat(found).containsExactly(within(keys, query, gap));
        Statistics.label("all")
                .collect(found.length == tokens)
                .coverage(c -> c.check(false).percentage(p -> p > 30));
    }

    @Property
    void anAddressInPairsOfBitsFindsItsTokenAndItsNeighbours(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int bits, @ForAll @IntRange(max = 2) int wrong) {
        Random random = new Random(seed);
        int tokens = 1 + random.nextInt(1 << bits);
        double[][] keys = new double[tokens][];
        for (int t = 0; t < tokens; t++) {
            keys[t] = address(t, bits);
        }
        double price = 4096;
        int target = random.nextInt(tokens);
        double[] query =
                Arrays.stream(address(target, bits)).map(b -> price * b).toArray();
        int[] expected = IntStream.range(0, tokens)
                .filter(t -> Integer.bitCount(t ^ target) <= wrong)
                .toArray();
        assertThat(tree(keys).within(sparse(query), wrong * price + 1)).containsExactly(expected);
    }

    private static double[] address(int token, int bits) {
        double[] address = new double[2 * bits];
        for (int b = 0; b < bits; b++) {
            address[2 * b + (token >> b & 1)] = 1;
        }
        return address;
    }

    /** A coordinate with more than 16 values is left out of the tree; its range, times the query, comes on top of the gap. */
    @Property
    void wideCoordinatesCostNoTokenAndLetInThoseThatTheirRangeExplains(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int tokens) {
        Random random = new Random(seed);
        double[][] keys = new double[tokens][4];
        for (double[] key : keys) {
            key[0] = random.nextInt(3) - 1;
            key[1] = random.nextInt(2);
            key[2] = random.nextGaussian();
            key[3] = random.nextInt(5) == 0 ? 10 * random.nextGaussian() : 0;
        }
        double[] query = random.doubles(4, -20, 20).toArray();
        double gap = 30 * random.nextDouble();
        KeyTree tree = tree(keys);
        double spread = tree.spread(sparse(query));
        List<Integer> found =
                Arrays.stream(tree.within(sparse(query), gap + spread)).boxed().toList();
        assertThat(found).contains(boxed(within(keys, query, gap)));
        // What is left out can make up for its range twice over, once for the best token and once for this one.
        assertThat(boxed(within(keys, query, gap + 2 * spread + 1e-9))).containsAll(found);
        Statistics.label("left out")
                .collect(spread > 0)
                .coverage(c -> c.check(true).percentage(p -> p > 30));
    }

    @Property
    void anyRealKeysLoseNoToken(@ForAll long seed, @ForAll @IntRange(min = 1, max = 16) int tokens) {
        Random random = new Random(seed);
        double[][] keys = new double[tokens][5];
        for (double[] key : keys) {
            Arrays.setAll(
                    key,
                    c -> random.nextInt(3) == 0 ? 0 : Math.exp(10 * random.nextGaussian()) * random.nextGaussian());
        }
        double[] query = random.doubles(5, -3, 3).toArray();
        double gap = Math.exp(10 * random.nextGaussian());
        double size = 0;
        for (int c = 0; c < 5; c++) {
            int coordinate = c;
            size += Math.abs(query[c])
                    * Arrays.stream(keys)
                            .mapToDouble(key -> Math.abs(key[coordinate]))
                            .max()
                            .orElseThrow();
        }
        int[] found = tree(keys).within(sparse(query), gap);
        assertThat(boxed(found)).contains(boxed(within(keys, query, gap)));
        assertThat(boxed(within(keys, query, gap + 3e-12 * size))).contains(boxed(found));
    }

    private static KeyTree tree(double[][] keys) {
        int dimensions = keys[0].length;
        Matrix tokens = Matrix.ofRowMajor(
                keys.length,
                dimensions,
                Arrays.stream(keys).flatMapToDouble(Arrays::stream).toArray());
        Projection asTheyAre = new Projection(Matrix.identity(dimensions), c -> true);
        return new KeyTree(new KeyGroups(asTheyAre, dimensions, tokens), dimensions);
    }

    private static SparseVector sparse(double[] vector) {
        int[] index =
                IntStream.range(0, vector.length).filter(c -> vector[c] != 0).toArray();
        return new SparseVector(
                index, Arrays.stream(index).mapToDouble(c -> vector[c]).toArray());
    }

    private static int[] within(double[][] keys, double[] query, double gap) {
        double[] scores = Arrays.stream(keys)
                .mapToDouble(key -> IntStream.range(0, key.length)
                        .mapToDouble(c -> key[c] * query[c])
                        .sum())
                .toArray();
        double best = Arrays.stream(scores).max().orElseThrow();
        return IntStream.range(0, keys.length)
                .filter(t -> scores[t] >= best - gap)
                .toArray();
    }

    private static Integer[] boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().toArray(Integer[]::new);
    }
}
