package org.deciban.compiler.internal.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/**
 * The hidden units that take logarithms of a distribution P on message tokens, and mark what is exactly zero.
 *
 * <p>With φ = LOG one unit per entry writes {@code message ← ln P}; on other tokens it computes ln 1 = 0. A second sees {@code
 * 1 − P/1e-300}, which is 1 where P is 0 and negative where P is at least 1e-300: its LOG is 0 or the floor, and the difference to
 * a unit that is always at the floor is the mark in {@code impossible}, exactly 0 for every P that the logarithm can tell from zero.
 *
 * @param distribution P
 * @param message where its logarithms go, of the same size
 * @param impossible where the marks go, of the same size
 * @param what what an entry is called, before its number
 */
record LogarithmUnits(Subspace distribution, Subspace message, Subspace impossible, String what) {

    /**
     * The units.
     *
     * @param share the share of the logarithm that is written
     * @param others the flags of the tokens that are no message tokens
     */
    ExplainedUnits of(CellLayout layout, double share, int... others) {
        int d = layout.residual().modelDim();
        Weights in = new Weights(d);
        Weights out = new Weights(d);
        List<String> units = new ArrayList<>();
        Map<Integer, Double> floors = new HashMap<>();
        for (int s = 0; s < message.size(); s++) {
            int p = distribution.at(s);
            Map<Integer, Double> reads = new HashMap<>();
            reads.put(p, 1.0);
            for (int other : others) {
                reads.put(other, 1.0);
            }
            in.addRow(reads);
            out.addRow(Map.of(message.at(s), share));
            units.add("writes the log-message of " + what + s + ", ln of its " + distribution.name()
                    + ", on message tokens");
            in.addRow(Map.of(p, -1 / Activation.LOG_ARGUMENT_FLOOR, layout.isMessage, 1.0));
            out.addRow(Map.of(impossible.at(s), -1.0));
            units.add("takes the mark of " + what + s + " away again where its " + distribution.name()
                    + " is above zero");
            floors.put(impossible.at(s), 1.0);
        }
        in.addRow(Map.of());
        int hidden = out.addRow(floors) + 1;
        units.add("marks every state as impossible");
        FeedForward feedForward = new FeedForward(
                in.build(), Matrix.zeros(hidden, 1), out.buildTransposed(), Matrix.zeros(d, 1), Activation.LOG);
        return new ExplainedUnits(feedForward, units);
    }
}
