package org.deciban.transformer.folded;

import java.util.Arrays;
import java.util.List;

/** One run of a {@link ProductForm} by itself, on one thread or several. */
final class ProductRun implements Team.Work {
    private final ProductForm form;
    private final RunPhases phases;
    private final RunState state;
    private Worker[] workers = {};
    private double[] outputs = {};

    /** What one thread multiplies and sums with. */
    private record Worker(SetProducts sets, UpdateSums updates) {}

    ProductRun(ProductForm form, RunPhases phases) {
        this.form = form;
        this.phases = phases;
        this.state = new RunState(form);
    }

    /**
     * Runs all rounds. What comes out does not depend on the number of threads: every product and every update is computed by
     * one of them.
     *
     * @param reads the rounds that are done before each read, ascending
     * @param outputs by read the cells
     * @param threads that may work on this run
     */
    void run(double[] inputs, List<Integer> reads, double[][] outputs, int threads) {
        addWorkers(threads);
        Team team = new Team(this, threads);
        try {
            state.begin(inputs);
            run(team, RunPhases.MULTIPLY_STEADY);
            int read = 0;
            for (int round = 0; ; round++) {
                if (reads.get(read) == round) {
                    outputs[read++] = read(team);
                }
                if (round == form.rounds()) {
                    return;
                }
                round(team, round == 0);
            }
        } finally {
            team.end();
        }
    }

    private void addWorkers(int count) {
        int had = workers.length;
        if (had < count) {
            workers = Arrays.copyOf(workers, count);
            for (int w = had; w < count; w++) {
                workers[w] = new Worker(new SetProducts(form, state), new UpdateSums(form, state));
            }
        }
    }

    private void round(Team team, boolean first) {
        run(team, RunPhases.MULTIPLY);
        if (first) {
            run(team, RunPhases.UPDATE_STEADY);
        }
        run(team, RunPhases.UPDATE);
        state.turn(first);
        if (first) {
            run(team, RunPhases.MULTIPLY_STEADY);
        }
    }

    private double[] read(Team team) {
        outputs = new double[form.reads().set().length];
        run(team, RunPhases.READ);
        return outputs;
    }

    private void run(Team team, int phase) {
        team.run(phase, phases.of(phase).count());
    }

    @Override
    public void run(int phase, int chunk, int worker) {
        int from = phases.of(phase).from(chunk);
        int to = phases.of(phase).to(chunk);
        Worker by = workers[worker];
        switch (phase) {
            case RunPhases.MULTIPLY_STEADY -> by.sets.multiplySteady(from, to);
            case RunPhases.MULTIPLY -> by.sets.multiply(from, to);
            case RunPhases.READ -> by.updates.read(from, to, outputs);
            default -> by.updates.update(from, to);
        }
    }
}
