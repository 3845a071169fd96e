package org.deciban.transformer.folded;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs a fold in product form. */
final class ProductProgram implements FoldedRun {
    private final ProductForm form;
    private final List<Integer> reads;
    private final ConcurrentLinkedQueue<ProductRun> idle = new ConcurrentLinkedQueue<>();

    ProductProgram(ProductForm form, List<Integer> readLayers) {
        this.form = form;
        this.reads = readLayers.stream().map(layer -> layer / 2).toList();
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void run(double[][] inputs, double[][][] outputs, int from, int to) {
        ProductRun run = idle.poll();
        run = run == null ? new ProductRun(form) : run;
        for (int i = from; i < to; i++) {
            run(run, inputs[i], outputs[i]);
        }
        idle.add(run);
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
            if (round == 0) {
                run.multiplySteady();
            }
        }
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
