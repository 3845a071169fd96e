package org.deciban.factorgraph.inference;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * All messages to factors, then all messages to variables.
 *
 * <p>Within each half no message reads another, so threads share the work as they like and the result has the same bits.
 */
final class FloodingRounds implements Rounds {
    private final EdgeLayout layout;
    private final Messages messages;
    private final Scratch[] scratch;
    private final Workers workers;
    private final int[] variableParts;
    private final int[] factorParts;
    private final double[] changes;

    FloodingRounds(Messages messages, int threads) {
        this.layout = messages.layout;
        this.messages = messages;
        this.scratch =
                IntStream.range(0, threads).mapToObj(i -> new Scratch(layout)).toArray(Scratch[]::new);
        this.workers = new Workers(threads);
        this.variableParts = parts(layout.variables, v -> layout.firstIncidence[v], threads);
        this.factorParts = parts(layout.factors, f -> layout.tableAt[f], threads);
        this.changes = new double[threads];
    }

    /** Cuts {@code 0 … count} so that each part has about the same work, given the work of all before each index. */
    private static int[] parts(int count, IntToLongFunction workBefore, int threads) {
        int[] cuts = new int[threads + 1];
        long total = workBefore.applyAsLong(count);
        for (int part = 1; part < threads; part++) {
            int cut = cuts[part - 1];
            while (cut < count && workBefore.applyAsLong(cut) * threads < total * part) {
                cut++;
            }
            cuts[part] = cut;
        }
        cuts[threads] = count;
        return cuts;
    }

    @Override
    public double next() {
        workers.run(this::sendFromVariables);
        workers.run(this::sendFromFactors);
        return Arrays.stream(changes).max().orElse(0);
    }

    private void sendFromVariables(int part) {
        for (int v = variableParts[part]; v < variableParts[part + 1]; v++) {
            messages.sendFromVariable(v, scratch[part]);
        }
    }

    private void sendFromFactors(int part) {
        double largest = 0;
        for (int f = factorParts[part]; f < factorParts[part + 1]; f++) {
            largest = Math.max(largest, messages.sendFromFactor(f, scratch[part]));
        }
        changes[part] = largest;
    }

    @Override
    public void close() {
        workers.close();
    }
}
