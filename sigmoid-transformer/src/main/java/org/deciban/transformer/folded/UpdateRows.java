package org.deciban.transformer.folded;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of one update of a {@link ProductForm} while it is built. */
final class UpdateRows {
    /** A tensor may have this many times the rows that the softmax has. */
    private static final int MOST_FILLING = 2;

    private final int source;
    private final int length;
    private final int[] products;
    private final int[] widths;
    /** By row: the elements of its products. */
    private final int[][] elements;

    private final int[] outs;
    private final double[] constants;
    private final boolean tensor;

    /**
     * @param terms by row {product, element, product, element, …}, the products the same in every row
     * @param outs by row the entry of the source
     */
    UpdateRows(int source, int length, int[][] terms, int[] outs, double[] constants, ProductForm.Sets sets) {
        int count = terms[0].length / 2;
        double max = Arrays.stream(constants).max().orElseThrow();
        this.source = source;
        this.length = length;
        this.products = IntStream.range(0, count).map(i -> terms[0][2 * i]).toArray();
        this.widths =
                Arrays.stream(products).map(p -> sets.length()[sets.setOf()[p]]).toArray();
        this.elements = Arrays.stream(terms)
                .map(row -> IntStream.range(0, count).map(i -> row[2 * i + 1]).toArray())
                .toArray(int[][]::new);
        this.outs = outs;
        this.constants = Arrays.stream(constants).map(c -> c - max).toArray();
        this.tensor = count > 0 && combinations() <= (double) MOST_FILLING * outs.length;
    }

    private double combinations() {
        return Arrays.stream(widths).asDoubleStream().reduce(length, (a, b) -> a * b);
    }

    /** Those without products first, then pairs, then the others. */
    int order() {
        return products.length == 0 ? 0 : isPair() ? 1 : 2;
    }

    private boolean isPair() {
        return tensor && length == 2 && products.length == 1 && widths[0] == 2;
    }

    /** The rows, by entry of the source: for each the number of the row, or −1 for a combination without one. */
    private int[][] laidOut() {
        int[][] rows = new int[length][];
        if (tensor) {
            int perOut = (int) (combinations() / length);
            for (int out = 0; out < length; out++) {
                rows[out] = new int[perOut];
                Arrays.fill(rows[out], -1);
            }
            for (int r = 0; r < outs.length; r++) {
                int at = 0;
                for (int i = 0; i < widths.length; i++) {
                    at = at * widths[i] + elements[r][i];
                }
                rows[outs[r]][at] = r;
            }
            return rows;
        }
        IntList[] lists = new IntList[length];
        Arrays.setAll(lists, out -> new IntList());
        for (int r = 0; r < outs.length; r++) {
            lists[outs[r]].add(r);
        }
        Arrays.setAll(rows, out -> lists[out].toArray());
        return rows;
    }

    static ProductForm.Updates layOut(List<UpdateRows> updates, int[] sourceAt, ProductForm.Sets sets) {
        int count = updates.size();
        int steady = 0;
        int pairs = 0;
        int[] at = new int[count];
        int[] source = new int[count];
        IntList productStart = new IntList();
        IntList product = new IntList();
        IntList place = new IntList();
        IntList width = new IntList();
        boolean[] tensor = new boolean[count];
        IntList outStart = new IntList();
        IntList rowStart = new IntList();
        DoubleList factor = new DoubleList();
        DoubleList constant = new DoubleList();
        IntList termStart = new IntList();
        IntList term = new IntList();
        double[] leastFactor = new double[count];
        for (int u = 0; u < count; u++) {
            UpdateRows update = updates.get(u);
            steady += update.order() == 0 ? 1 : 0;
            pairs += update.order() == 1 ? 1 : 0;
            source[u] = update.source;
            at[u] = sourceAt[update.source];
            tensor[u] = update.tensor;
            productStart.add(product.size());
            outStart.add(rowStart.size());
            termStart.add(term.size());
            for (int i = 0; i < update.products.length; i++) {
                product.add(update.products[i]);
                place.add(sets.places()[update.products[i]]);
                width.add(update.widths[i]);
            }
            leastFactor[u] = 1;
            for (int[] ofOut : update.laidOut()) {
                rowStart.add(factor.size());
                for (int r : ofOut) {
                    double c = r < 0 ? Double.NEGATIVE_INFINITY : update.constants[r];
                    double f = Math.exp(c);
                    factor.add(f);
                    constant.add(c);
                    leastFactor[u] = r < 0 ? leastFactor[u] : Math.min(leastFactor[u], f);
                    for (int i = 0; i < update.products.length && !update.tensor; i++) {
                        term.add(sets.places()[update.products[i]] + update.elements[r][i]);
                    }
                }
            }
        }
        productStart.add(product.size());
        outStart.add(rowStart.size());
        rowStart.add(factor.size());
        termStart.add(term.size());
        return new ProductForm.Updates(
                steady,
                pairs,
                at,
                source,
                productStart.toArray(),
                product.toArray(),
                place.toArray(),
                width.toArray(),
                tensor,
                outStart.toArray(),
                rowStart.toArray(),
                factor.toArray(),
                constant.toArray(),
                termStart.toArray(),
                term.toArray(),
                leastFactor);
    }
}
