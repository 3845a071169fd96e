package org.deciban.compiler.internal.lowering;

import java.util.List;
import org.deciban.compiler.ModelBounds;

/**
 * The coding of row attention: of each variable the log-likelihoods and the marks of impossible states go in, and log-beliefs
 * come out.
 *
 * @param cardinalities the numbers of states of the variables
 * @param bounds the bounds of the weights, which say how low an impossible state lies
 */
public record RowCoding(List<Integer> cardinalities, ModelBounds bounds) implements BeliefCoding {
    /** Copies the list. */
    public RowCoding {
        cardinalities = List.copyOf(cardinalities);
    }

    @Override
    public int inputsOf(int variable) {
        return 2 * cardinalities.get(variable);
    }

    @Override
    public int leastOutputs() {
        return cardinalities.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public double[] inputs(double[][] logEvidence) {
        return RowTokens.inputs(logEvidence);
    }

    @Override
    public double[][] logBeliefs(double[] outputs) {
        double[][] beliefs = new double[cardinalities.size()][];
        int i = 0;
        for (int v = 0; v < beliefs.length; v++) {
            beliefs[v] = new double[cardinalities.get(v)];
            for (int s = 0; s < beliefs[v].length; s++) {
                double gathered = outputs[i++];
                beliefs[v][s] = gathered < bounds.impossibleBelow() ? Double.NEGATIVE_INFINITY : gathered;
            }
        }
        return beliefs;
    }
}
