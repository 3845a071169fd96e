package org.deciban.compiler.internal.lowering.logodds;

import java.util.function.IntFunction;
import org.deciban.compiler.internal.lowering.BeliefCoding;

/**
 * The coding of log-odds: of each variable the log-odds of its evidence and two marks go in; its log-odds, two marks, and after
 * those of all variables the messages come out.
 *
 * @param variables the number of variables
 * @param message what messages of errors call a message, by its place among them
 */
public record LogOddsCoding(int variables, IntFunction<String> message) implements BeliefCoding {
    /** Log-odds beyond this are refused, far below what the gates of {@link GatedUnits} withstand. */
    private static final double LARGEST_LOG_ODDS = 0x1p64;

    @Override
    public int inputsOf(int variable) {
        return 3;
    }

    @Override
    public int leastOutputs() {
        return 3 * variables;
    }

    @Override
    public double[] inputs(double[][] logEvidence) {
        return LogOddsTokens.inputs(logEvidence);
    }

    /**
     * {@inheritDoc}
     *
     * @throws ArithmeticException if the log-odds of a message exceed 2^64, which takes a loop of deterministic factors that
     *     goes on counting the same evidence
     */
    @Override
    public double[][] logBeliefs(double[] outputs) {
        for (int i = 3 * variables; i < outputs.length; i++) {
            if (!(Math.abs(outputs[i]) <= LARGEST_LOG_ODDS)) {
                throw new ArithmeticException("the " + message.apply(i - 3 * variables) + " has log-odds " + outputs[i]
                        + ", beyond 2^64. Maybe ask for fewer rounds, or for damping?");
            }
        }
        double[][] beliefs = new double[variables][];
        for (int v = 0; v < variables; v++) {
            beliefs[v] = new double[] {belief(0, outputs[3 * v + 1]), belief(outputs[3 * v], outputs[3 * v + 2])};
        }
        return beliefs;
    }

    private static double belief(double logBelief, double timesRuledOut) {
        return timesRuledOut < 0.5 ? logBelief : Double.NEGATIVE_INFINITY;
    }
}
