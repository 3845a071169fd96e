package org.deciban.transformer.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;

/** Compares what two engines give. */
final class Agreement {
    private Agreement() {}

    /** Every read of every run within {@code tolerance · max(1, |expected|)}. */
    static void requireClose(double[][][] actual, double[][][] expected, double tolerance) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int run = 0; run < expected.length; run++) {
            for (int read = 0; read < expected[run].length; read++) {
                assertThat(actual[run][read]).hasSameSizeAs(expected[run][read]);
                for (int cell = 0; cell < expected[run][read].length; cell++) {
                    double wanted = expected[run][read][cell];
                    double got = actual[run][read][cell];
                    assertThat(Math.abs(got - wanted))
                            .as("run %d, read %d, cell %d: %s against %s", run, read, cell, got, wanted)
                            .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(wanted)));
                }
            }
        }
    }

    /** The largest difference, relative above 1 and absolute below. */
    static double worst(double[][][] actual, double[][][] expected) {
        double worst = 0;
        for (int run = 0; run < expected.length; run++) {
            for (int read = 0; read < expected[run].length; read++) {
                for (int cell = 0; cell < expected[run][read].length; cell++) {
                    double wanted = expected[run][read][cell];
                    double difference = Math.abs(actual[run][read][cell] - wanted) / Math.max(1, Math.abs(wanted));
                    worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
                }
            }
        }
        return worst;
    }

    /** The distributions of a run by definition, from its last read: {@code [distribution][state]}. */
    static double[][] posteriors(Program program, double[] lastRead) {
        ReadOut readOut = program.readOut();
        Matrix logits = readOut.logits();
        List<Integer> states = readOut.states();
        double[][] posteriors = new double[states.size()][];
        int row = 0;
        for (int g = 0; g < posteriors.length; g++) {
            posteriors[g] = new double[states.get(g)];
            double max = Double.NEGATIVE_INFINITY;
            for (int s = 0; s < posteriors[g].length; s++) {
                posteriors[g][s] = logits.dotRow(row++, lastRead, 0);
                max = Math.max(max, posteriors[g][s]);
            }
            double sum = 0;
            for (int s = 0; s < posteriors[g].length; s++) {
                posteriors[g][s] = StrictMath.exp(posteriors[g][s] - max);
                sum += posteriors[g][s];
            }
            for (int s = 0; s < posteriors[g].length; s++) {
                posteriors[g][s] /= sum;
            }
        }
        return posteriors;
    }
}
