package org.deciban.transformer.folded;

import static org.deciban.transformer.folded.VectorLoops.copy;
import static org.deciban.transformer.folded.VectorLoops.products;
import static org.deciban.transformer.folded.VectorLoops.shares;

import java.util.Arrays;
import java.util.List;
import org.deciban.transformer.Activation;

/**
 * Several runs of a {@link PairForm} side by side.
 *
 * <p>A round passes over all arrays once, more than caches hold. Where several rounds pass before something is read, they are
 * run in waves: a block of sets is run again as soon as the sets around it have been.
 */
final class PairLanes implements LaneRuns {
    /** What the blocks between the first round of a wave and the last one may take. */
    private static final int CACHE_BYTES = 2 << 20;

    private static final int MOST_ROUNDS_OF_WAVE = 8;

    private final PairForm pairs;
    private final ProductForm form;
    private final int lanes;
    /** By place; a couple's two sources change places from round to round. */
    private final double[][] p;
    /** By set, two each: the products of its steady sources. */
    private final double[][] steady;

    private final double[][] prefixes;
    private final double[][] longer;
    private final double[][] suffixes;
    private final LaneInputs inputs;
    private final LaneOutputs outputs;
    private final int roundsOfWave;

    PairLanes(PairForm pairs, int lanes) {
        this.pairs = pairs;
        this.form = pairs.form();
        this.lanes = lanes;
        this.p = new double[form.sources().size()][];
        ProductForm.Sets sets = form.sets();
        this.steady = new double[2 * sets.count()][];
        int most = 0;
        // In the order in which they are read.
        for (int place = 0; place < sets.count(); place++) {
            int set = pairs.set(place);
            steady[2 * set] = new double[lanes];
            steady[2 * set + 1] = new double[lanes];
            for (int i = sets.start()[set]; i < sets.start()[set + 1]; i++) {
                allocate(sets.member()[i]);
            }
            most = Math.max(most, sets.start()[set + 1] - sets.start()[set]);
        }
        for (int source = 0; source < form.sources().at().length; source++) {
            allocate(source);
        }
        this.prefixes = new double[2 * most][];
        this.longer = new double[2 * most][lanes];
        this.suffixes = new double[4][lanes];
        this.inputs = new LaneInputs(form, lanes);
        this.outputs = new LaneOutputs(form, inputs, lanes);
        double bytesOfBlock = 16.0 * lanes * PairForm.BLOCK * (1 + sets.member().length / (double) sets.count());
        double fit = CACHE_BYTES / (bytesOfBlock * Math.max(1, pairs.reach()));
        this.roundsOfWave = (int) Math.max(1, Math.min(MOST_ROUNDS_OF_WAVE, fit));
    }

    private void allocate(int source) {
        int at = form.sources().at()[source];
        for (int k = at; k < at + form.sources().length()[source]; k++) {
            p[k] = p[k] == null ? new double[lanes] : p[k];
        }
    }

    @Override
    public int lanes() {
        return lanes;
    }

    /** {@return false} where a product may be beyond what float64 can hold, or is 0 for both entries. */
    @Override
    public boolean run(double[][] given, List<Integer> reads, double[][][] read, int from, int to) {
        begin(given, from);
        if (!multiplySteady()) {
            return false;
        }
        int done = 0;
        for (int r = 0; r < reads.size(); r++) {
            int target = reads.get(r);
            if (done == 0 && target > 0) {
                round(0);
                done = 1;
                updateSteady();
                if (!multiplySteady()) {
                    return false;
                }
            }
            for (; done < target; done += Math.min(roundsOfWave, target - done)) {
                wave(done, Math.min(roundsOfWave, target - done));
            }
            int rounds = done;
            outputs.read(
                    (source, element) -> p[form.sources().at()[pairs.slot(source, rounds)] + element],
                    read,
                    from,
                    to,
                    r);
        }
        return true;
    }

    private void begin(double[][] given, int from) {
        double[] start = form.sources().start();
        for (int at = 0; at < p.length; at++) {
            if (p[at] != null) {
                Arrays.fill(p[at], start[at]);
            }
        }
        inputs.read(given, from, p);
    }

    /** What has no products is the same in every run. */
    private void updateSteady() {
        ProductForm.Updates updates = form.updates();
        for (int u = 0; u < updates.steady(); u++) {
            int out = updates.outStart()[u];
            double total = 0;
            for (int row = updates.rowStart()[out]; row < updates.rowStart()[updates.outStart()[u + 1]]; row++) {
                total += updates.factor()[row];
            }
            for (int k = 0; k < updates.length(u); k++) {
                double sum = 0;
                for (int row = updates.rowStart()[out + k]; row < updates.rowStart()[out + k + 1]; row++) {
                    sum += updates.factor()[row];
                }
                double share = sum / total;
                Arrays.fill(p[updates.at()[u] + k], share < Activation.LOG_ARGUMENT_FLOOR ? 0 : share);
            }
        }
    }

    /** Multiplies the steady sources of every set, and says whether all that is to come stays within float64. */
    private boolean multiplySteady() {
        ProductForm.Sets sets = form.sets();
        boolean fits = true;
        for (int set = 0; set < sets.count() && fits; set++) {
            double[] a = steady[2 * set];
            double[] b = steady[2 * set + 1];
            Arrays.fill(a, 1);
            Arrays.fill(b, 1);
            double bound = 1;
            for (int i = sets.steadyStart()[set]; i < sets.steadyStart()[set + 1]; i++) {
                int at = form.sources().at()[sets.steady()[i]];
                products(a, b, p[at], p[at + 1], a, b);
                bound *= inputs.bound(sets.steady()[i], p);
            }
            for (int i = sets.start()[set]; i < sets.start()[set + 1]; i++) {
                bound *= pairs.bound(sets.member()[i]);
            }
            fits = bound >= UpdateSums.SAFE && someIsPositive(a, b);
        }
        return fits;
    }

    private static boolean someIsPositive(double[] a, double[] b) {
        double least = Double.POSITIVE_INFINITY;
        for (int l = 0; l < a.length; l++) {
            least = Math.min(least, a[l] + b[l]);
        }
        return least > 0;
    }

    /** Rounds {@code first … first + count − 1}. */
    private void wave(int first, int count) {
        int sets = form.sets().count();
        int blocks = (sets + PairForm.BLOCK - 1) / PairForm.BLOCK;
        int lag = pairs.reach();
        for (int w = 0; w < blocks + (count - 1) * lag; w++) {
            for (int round = 0; round < count; round++) {
                int block = w - round * lag;
                if (block >= 0 && block < blocks) {
                    run(block * PairForm.BLOCK, Math.min(sets, (block + 1) * PairForm.BLOCK), first + round);
                }
            }
        }
    }

    private void round(int round) {
        run(0, form.sets().count(), round);
    }

    private void run(int from, int to, int round) {
        for (int place = from; place < to; place++) {
            run(pairs.set(place), round);
        }
    }

    /** From its sources, the other ones of their couples, in their places. */
    private void run(int set, int round) {
        ProductForm.Sets sets = form.sets();
        int[] at = form.sources().at();
        int first = sets.start()[set];
        int members = sets.start()[set + 1] - first;
        double[] a = steady[2 * set];
        double[] b = steady[2 * set + 1];
        for (int i = 0; i < members; i++) {
            int slot = at[pairs.slot(sets.member()[first + i], round)];
            prefixes[2 * i] = a;
            prefixes[2 * i + 1] = b;
            if (i + 1 < members) {
                products(a, b, p[slot], p[slot + 1], longer[2 * i], longer[2 * i + 1]);
                a = longer[2 * i];
                b = longer[2 * i + 1];
            }
        }
        double[] factor = form.updates().factor();
        for (int i = members - 1; i >= 0; i--) {
            int slot = at[pairs.slot(sets.member()[first + i], round)];
            int f = pairs.factorAt(sets.member()[first + i]);
            // What comes after, in turn in one pair of arrays and in the other: a loop that reads and writes one array
            // is slow.
            double[] afterA = suffixes[i % 2 == 0 ? 2 : 0];
            double[] afterB = suffixes[i % 2 == 0 ? 3 : 1];
            double[] nextA = suffixes[i % 2 == 0 ? 0 : 2];
            double[] nextB = suffixes[i % 2 == 0 ? 1 : 3];
            if (i == members - 1) {
                copy(p[slot], nextA);
                copy(p[slot + 1], nextB);
                shares(prefixes[2 * i], prefixes[2 * i + 1], factor, f, p[slot], p[slot + 1]);
            } else {
                products(afterA, afterB, p[slot], p[slot + 1], nextA, nextB);
                shares(prefixes[2 * i], prefixes[2 * i + 1], afterA, afterB, factor, f, p[slot], p[slot + 1]);
            }
        }
    }
}
