package org.deciban.compiler.decompile;

import java.util.Arrays;
import org.deciban.compiler.internal.lowering.LoweredModel;
import org.deciban.compiler.internal.lowering.RowAttention;
import org.deciban.transformer.Matrix;

/** Compiles what was read and compares every entry of every token with what is there. */
final class RowTokenCheck {
    private RowTokenCheck() {}

    static void check(RowReading reading, RowWeights weights, Matrix tokens, Misfits misfits) {
        if (reading.graph().maxDegree() > weights.bounds().maxDegree()) {
            misfits.add(
                    "the tokens",
                    reading.graph().maxDegree() + " factors at a variable",
                    "at most " + weights.bounds().maxDegree() + ", which is what the weights can sum");
            return;
        }
        LoweredModel compiled = RowAttention.lower(reading.graph(), weights.bounds(), weights.damping());
        Matrix expected = compiled.embed(largestAtZero(reading.logEvidence()));
        for (int i = 0; i < expected.rows(); i++) {
            int token = reading.token(i);
            for (int dimension = 0; dimension < expected.columns(); dimension++) {
                double found = tokens.get(token, dimension);
                double wanted = expected.get(i, dimension);
                if (found != wanted) {
                    misfits.addAtToken(token, dimension, found, wanted + ", as in " + compiled.describeToken(i));
                }
            }
        }
    }

    /** Evidence is embedded with its largest entry at 0. */
    private static double[][] largestAtZero(double[][] logEvidence) {
        double[][] shifted = new double[logEvidence.length][];
        Arrays.setAll(shifted, v -> {
            double max = Arrays.stream(logEvidence[v]).max().orElse(0);
            return Arrays.stream(logEvidence[v]).map(l -> l - max).toArray();
        });
        return shifted;
    }
}
