package org.deciban.transformer.folded;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs a fold in product form: one run by itself, or many side by side. */
final class ProductProgram implements FoldedRun {
    /** What the arrays of runs side by side may take, so that they stay in a processor's cache. */
    private static final int CACHE_BYTES = 1 << 20;

    private static final int MOST_LANES = 64;
    private static final int LEAST_LANES = 64;

    private final ProductForm form;
    private final int lanes;
    /** By read: the rounds done before it. */
    private final List<Integer> reads;

    private final ConcurrentLinkedQueue<ProductRun> idleRuns = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<ProductLanes> idleLanes = new ConcurrentLinkedQueue<>();

    ProductProgram(ProductForm form, List<Integer> readLayers) {
        this.form = form;
        this.reads = readLayers.stream().map(layer -> layer / 2).toList();
        long bytesPerLane = 8L * (form.sources().size() + form.sets().size());
        long fit = CACHE_BYTES / Math.max(1, bytesPerLane);
        this.lanes = Math.max(LEAST_LANES, (int) Math.min(MOST_LANES, Long.highestOneBit(Math.max(1, fit))));
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public void run(double[][] inputs, double[][][] outputs, int from, int to) {
        if (to - from > lanes / 4) {
            runSideBySide(inputs, outputs, from, to);
            return;
        }
        ProductRun run = idleRuns.poll();
        run = run == null ? new ProductRun(form) : run;
        for (int i = from; i < to; i++) {
            run(run, inputs[i], outputs[i]);
        }
        idleRuns.add(run);
    }

    private void run(ProductRun run, double[] inputs, double[][] outputs) {
        run.begin(inputs);
        int read = 0;
        for (int round = 0; ; round++) {
            if (reads.get(read) == round) {
                outputs[read++] = run.read();
            }
            if (round == form.rounds()) {
                return;
            }
            run.multiply(0, form.sets().count());
            run.update(round == 0 ? 0 : form.updates().steady(), form.updates().count());
            run.turn(round == 0);
        }
    }

    private void runSideBySide(double[][] inputs, double[][][] outputs, int from, int to) {
        ProductLanes run = idleLanes.poll();
        run = run == null ? new ProductLanes(form, lanes) : run;
        run.begin(inputs, from);
        int read = 0;
        for (int round = 0; ; round++) {
            if (reads.get(read) == round) {
                double[][] values = run.read(to - from);
                for (int i = from; i < to; i++) {
                    outputs[i][read] = values[i - from];
                }
                read++;
            }
            if (round == form.rounds()) {
                break;
            }
            run.multiply();
            run.update(round == 0);
            run.turn(round == 0);
        }
        idleLanes.add(run);
    }

    @Override
    public boolean isProductForm() {
        return true;
    }

    @Override
    public long bytes() {
        return form.bytes();
    }
}
