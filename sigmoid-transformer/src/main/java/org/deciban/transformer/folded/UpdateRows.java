package org.deciban.transformer.folded;

import java.util.Arrays;
import java.util.List;

/** The rows of one update of a {@link ProductForm} while it is built. */
final class UpdateRows {
    /** A tensor may have this many times the rows that the softmax has. */
    private static final int MOST_FILLING = 2;

    /**
     * What a softmax is made of.
     *
     * @param source the source that it writes
     * @param length the number of its entries
     * @param products the products that each row multiplies
     * @param elements {@code [row · products + i]}, the entry of product i
     * @param outs by row the entry of the source that it adds to
     * @param constants by row ln of its factor
     */
    record Source(int source, int length, int[] products, int[] elements, int[] outs, double[] constants) {}

    private final Source rows;
    private final double max;
    private final int[] widths;
    private final boolean tensor;

    UpdateRows(Source rows, ProductForm.Sets sets) {
        this.rows = rows;
        this.max = Arrays.stream(rows.constants).max().orElseThrow();
        this.widths = Arrays.stream(rows.products)
                .map(p -> sets.length()[sets.setOf()[p]])
                .toArray();
        this.tensor = widths.length > 0 && combinations() <= (double) MOST_FILLING * rows.outs.length;
    }

    private double combinations() {
        return Arrays.stream(widths).asDoubleStream().reduce(rows.length, (a, b) -> a * b);
    }

    /** Those without products first, then pairs, then the others. */
    int order() {
        return widths.length == 0 ? 0 : isPair() ? 1 : 2;
    }

    private boolean isPair() {
        return tensor && rows.length == 2 && widths.length == 1 && widths[0] == 2;
    }

    /** The rows, by entry of the source: for each the number of the row, or −1 for a combination without one. */
    private int[][] laidOut() {
        int[][] ofOut = new int[rows.length][];
        if (tensor) {
            int perOut = (int) (combinations() / rows.length);
            Arrays.setAll(ofOut, out -> ProductFormFinder.filled(perOut));
            for (int r = 0; r < rows.outs.length; r++) {
                int at = 0;
                for (int i = 0; i < widths.length; i++) {
                    at = at * widths[i] + rows.elements[r * widths.length + i];
                }
                ofOut[rows.outs[r]][at] = r;
            }
            return ofOut;
        }
        IntList[] lists = new IntList[rows.length];
        Arrays.setAll(lists, out -> new IntList());
        for (int r = 0; r < rows.outs.length; r++) {
            lists[rows.outs[r]].add(r);
        }
        Arrays.setAll(ofOut, out -> lists[out].toArray());
        return ofOut;
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
            source[u] = update.rows.source;
            at[u] = sourceAt[update.rows.source];
            tensor[u] = update.tensor;
            productStart.add(product.size());
            outStart.add(rowStart.size());
            termStart.add(term.size());
            for (int i = 0; i < update.widths.length; i++) {
                product.add(update.rows.products[i]);
                place.add(sets.places()[update.rows.products[i]]);
                width.add(update.widths[i]);
            }
            leastFactor[u] = 1;
            for (int[] ofOut : update.laidOut()) {
                rowStart.add(factor.size());
                for (int r : ofOut) {
                    double c = r < 0 ? Double.NEGATIVE_INFINITY : update.rows.constants[r] - update.max;
                    double f = Math.exp(c);
                    factor.add(f);
                    constant.add(c);
                    leastFactor[u] = r < 0 ? leastFactor[u] : Math.min(leastFactor[u], f);
                    for (int i = 0; i < update.widths.length && !update.tensor; i++) {
                        term.add(sets.places()[update.rows.products[i]]
                                + update.rows.elements[r * update.widths.length + i]);
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
