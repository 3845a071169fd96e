package org.deciban.cli;

import org.deciban.tunnels.AnalyticTask;

/**
 * What is trained unless said otherwise: small enough for minutes on two cores.
 *
 * @param width of the residual stream
 * @param heads of a layer
 * @param layers of the transformer
 * @param hidden units of a feed-forward
 * @param steps batches
 * @param batch sequences of one
 * @param rate the highest learning rate
 */
record TunnelRecipe(int width, int heads, int layers, int hidden, int steps, int batch, double rate) {
    static TunnelRecipe of(AnalyticTask task) {
        return switch (task.name()) {
            case "hmm" -> new TunnelRecipe(64, 4, 3, 256, 4_000, 32, 2e-3);
            case "recall" -> new TunnelRecipe(64, 2, 2, 128, 2_000, 16, 2e-3);
            case "two-variables" -> new TunnelRecipe(32, 2, 2, 128, 4_000, 256, 2e-3);
            default -> new TunnelRecipe(64, 2, 2, 128, 3_000, 64, 3e-3);
        };
    }
}
