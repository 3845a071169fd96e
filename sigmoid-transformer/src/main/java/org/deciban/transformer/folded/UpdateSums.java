package org.deciban.transformer.folded;

/** The second half of a round of a {@link ProductRun}: softmaxes of products. One thread's; others may run other updates. */
final class UpdateSums {
    /** Products whose lower bound is at least this lose nothing to underflow. */
    static final double SAFE = 1e-290;

    private final ProductForm form;
    private final RunState state;
    private final double[] products;
    private final double[] partial;
    private final SlowUpdate slow;
    private double[] next;

    UpdateSums(ProductForm form, RunState state) {
        this.form = form;
        this.state = state;
        this.products = state.products;
        this.partial = new double[form.updates().mostRows()];
        this.slow = new SlowUpdate(form);
        this.next = state.next();
    }

    /** Updates {@code from … to − 1}. */
    void update(int from, int to) {
        next = state.next();
        ProductForm.Updates updates = form.updates();
        int firstOther = updates.steady() + updates.pairs();
        updateOthers(from, Math.min(to, updates.steady()));
        updatePairs(Math.max(from, updates.steady()), Math.min(to, firstOther));
        updateOthers(Math.max(from, firstOther), to);
    }

    private void updatePairs(int from, int to) {
        ProductForm.Updates updates = form.updates();
        double[] factor = updates.factor();
        int[] places = updates.place();
        int[] at = updates.at();
        double[] leastFactor = updates.leastFactor();
        // Each pair has one product and four rows, one after the other.
        for (int u = from; u < to; u++) {
            int row = updates.rowStart()[updates.outStart()[updates.steady()]] + 4 * (u - updates.steady());
            int place = places[u - updates.steady()];
            double a = products[place];
            double b = products[place + 1];
            double first = factor[row] * a + factor[row + 1] * b;
            double second = factor[row + 2] * a + factor[row + 3] * b;
            double total = first + second;
            if (leastFactor[u] * products[place + 2] >= SAFE && total > 0) {
                double scale = 1 / total;
                first *= scale;
                second *= scale;
                int target = at[u];
                next[target] = first;
                next[target + 1] = second;
                double least = first < second ? first : second;
                next[target + 2] = least > 0 ? least : first + second;
            } else {
                slow.update(u, state);
            }
        }
    }

    private void updateOthers(int from, int to) {
        ProductForm.Updates updates = form.updates();
        int[] productStart = updates.productStart();
        int[] place = updates.place();
        int[] width = updates.width();
        for (int u = from; u < to; u++) {
            double bound = updates.leastFactor()[u];
            for (int i = productStart[u]; i < productStart[u + 1]; i++) {
                bound *= products[place[i] + width[i]];
            }
            int at = updates.at()[u];
            int length = updates.length(u);
            double total = 0;
            if (bound >= SAFE) {
                total = updates.tensor()[u] ? contract(u, at, length) : sum(u, at, length);
            }
            if (total > 0) {
                normalise(at, length, total);
            } else {
                slow.update(u, state);
            }
        }
    }

    /** A tensor, contracted with one product after the other, the fastest first. */
    private double contract(int u, int at, int length) {
        ProductForm.Updates updates = form.updates();
        int row = updates.rowStart()[updates.outStart()[u]];
        int rows = updates.rowStart()[updates.outStart()[u + 1]] - row;
        int first = updates.productStart()[u];
        double[] from = updates.factor();
        for (int i = updates.productStart()[u + 1] - 1; i >= first; i--) {
            int width = updates.width()[i];
            int place = updates.place()[i];
            rows /= width;
            double[] target = i == first ? next : partial;
            contract(from, row, rows, width, place, target, i == first ? at : 0);
            from = partial;
            row = 0;
        }
        double total = 0;
        for (int k = at; k < at + length; k++) {
            total += next[k];
        }
        return total;
    }

    private void contract(double[] from, int row, int rows, int width, int place, double[] target, int targetAt) {
        int r = row;
        if (width == 2) {
            double a = products[place];
            double b = products[place + 1];
            for (int k = 0; k < rows; k++, r += 2) {
                target[targetAt + k] = from[r] * a + from[r + 1] * b;
            }
        } else if (width == 3) {
            double a = products[place];
            double b = products[place + 1];
            double c = products[place + 2];
            for (int k = 0; k < rows; k++, r += 3) {
                target[targetAt + k] = from[r] * a + from[r + 1] * b + from[r + 2] * c;
            }
        } else {
            for (int k = 0; k < rows; k++) {
                double sum = 0;
                for (int j = 0; j < width; j++) {
                    sum += from[r++] * products[place + j];
                }
                target[targetAt + k] = sum;
            }
        }
    }

    private double sum(int u, int at, int length) {
        ProductForm.Updates updates = form.updates();
        double[] factor = updates.factor();
        int[] term = updates.term();
        int[] rowStart = updates.rowStart();
        int out = updates.outStart()[u];
        int t = updates.termStart()[u];
        int terms = updates.products(u);
        double total = 0;
        for (int k = 0; k < length; k++) {
            int row = rowStart[out + k];
            int end = rowStart[out + k + 1];
            double sum = 0;
            switch (terms) {
                case 0 -> {
                    for (; row < end; row++) {
                        sum += factor[row];
                    }
                }
                case 1 -> {
                    for (; row < end; row++, t++) {
                        sum += factor[row] * products[term[t]];
                    }
                }
                case 2 -> {
                    for (; row < end; row++, t += 2) {
                        sum += factor[row] * products[term[t]] * products[term[t + 1]];
                    }
                }
                case 3 -> {
                    for (; row < end; row++, t += 3) {
                        sum += factor[row] * products[term[t]] * (products[term[t + 1]] * products[term[t + 2]]);
                    }
                }
                default -> {
                    for (; row < end; row++) {
                        double product = factor[row];
                        for (int i = 0; i < terms; i++) {
                            product *= products[term[t++]];
                        }
                        sum += product;
                    }
                }
            }
            next[at + k] = sum;
            total += sum;
        }
        return total;
    }

    private void normalise(int at, int length, double total) {
        double least = 1;
        double scale = 1 / total;
        for (int k = at; k < at + length; k++) {
            double share = next[k] * scale;
            next[k] = share;
            least = share > 0 && share < least ? share : least;
        }
        next[at + length] = least;
    }

    /** Cells {@code from … to − 1} of the outputs: of each set that is read the sum of logarithms. */
    void read(int from, int to, double[] outputs) {
        slow.read(state, from, to, outputs);
    }
}
