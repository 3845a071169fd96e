package org.deciban.transformer.folded;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Runs a fold in product form: one run by itself, or many side by side. */
final class ProductProgram implements FoldedRun {
    /** Runs side by side: arrays of so many entries are worth a loop. */
    private static final int MOST_LANES = 64;

    /** Batches of up to so many are run one by one. */
    private static final int FEW_RUNS = 16;

    private final ProductForm form;
    private final RunPhases phases;
    private final Optional<PairForm> pairs;
    /** By read: the rounds done before it. */
    private final List<Integer> reads;

    private final ConcurrentLinkedQueue<ProductRun> idleRuns = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<LaneRuns> idleLanes = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<LaneRuns> idlePairs = new ConcurrentLinkedQueue<>();

    ProductProgram(ProductForm form, List<Integer> readLayers) {
        this.form = form;
        this.phases = new RunPhases(form);
        this.pairs = PairForm.find(form);
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
        if (pairs.isPresent()) {
            PairForm couples = pairs.get();
            if (runSideBySide(idlePairs, () -> new PairLanes(couples, lanes), lanes, inputs, outputs, from, to)) {
                return;
            }
        }
        runSideBySide(idleLanes, () -> new ProductLanes(form, lanes), lanes, inputs, outputs, from, to);
    }

    private boolean runSideBySide(
            ConcurrentLinkedQueue<LaneRuns> idle,
            Supplier<LaneRuns> fresh,
            int lanes,
            double[][] inputs,
            double[][][] outputs,
            int from,
            int to) {
        LaneRuns kept = idle.poll();
        LaneRuns runs = kept == null || kept.lanes() != lanes ? fresh.get() : kept;
        boolean holds = runs.run(inputs, reads, outputs, from, to);
        idle.add(runs);
        return holds;
    }

    @Override
    public boolean isProductForm() {
        return true;
    }

    @Override
    public long bytes() {
        return form.bytes() + pairs.map(PairForm::bytes).orElse(0L);
    }
}
