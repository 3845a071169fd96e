package org.deciban.transformer.folded;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs a fold in product form: one run by itself, or many side by side. */
final class ProductProgram implements FoldedRun {
    /** Runs side by side: arrays of so many entries are worth a loop. */
    private static final int MOST_LANES = 64;

    /** Batches of up to so many are run one by one. */
    private static final int FEW_RUNS = 16;

    private final ProductForm form;
    private final RunPhases phases;
    /** By read: the rounds done before it. */
    private final List<Integer> reads;

    private final ConcurrentLinkedQueue<ProductRun> idleRuns = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<ProductLanes> idleLanes = new ConcurrentLinkedQueue<>();

    ProductProgram(ProductForm form, List<Integer> readLayers) {
        this.form = form;
        this.phases = new RunPhases(form);
        this.reads = readLayers.stream().map(layer -> layer / 2).toList();
    }

    @Override
    public int groupSize(int runs) {
        return runs <= FEW_RUNS ? 1 : FoldedRun.evenGroupSize(runs, MOST_LANES);
    }

    @Override
    public void run(double[][] inputs, double[][][] outputs, int from, int to, int threads) {
        if (groupSize(inputs.length) > 1) {
            runSideBySide(inputs, outputs, from, to);
            return;
        }
        ProductRun idle = idleRuns.poll();
        ProductRun run = idle == null ? new ProductRun(form, phases) : idle;
        for (int i = from; i < to; i++) {
            run.run(inputs[i], reads, outputs[i], phases.threads(threads));
        }
        idleRuns.add(run);
    }

    private void runSideBySide(double[][] inputs, double[][][] outputs, int from, int to) {
        int lanes = groupSize(inputs.length);
        ProductLanes idle = idleLanes.poll();
        ProductLanes run = idle == null || idle.lanes() != lanes ? new ProductLanes(form, lanes) : idle;
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
