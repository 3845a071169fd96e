package org.deciban.compiler.internal.lowering;

import java.util.Arrays;
import java.util.List;
import org.deciban.compiler.ModelBounds;

/**
 * The coding of the scan: evidence goes in as in {@link RowCoding}; out come the log-beliefs of all variables, then what is known of each
 * from its own evidence and what comes before it.
 *
 * @param cardinalities the numbers of states of the variables, then the same once more
 * @param bounds the bounds of the weights, which say how low an impossible state lies
 */
public record ScanCoding(List<Integer> cardinalities, ModelBounds bounds) implements BeliefCoding {
    /** Copies the list. */
    public ScanCoding {
        cardinalities = List.copyOf(cardinalities);
    }

    @Override
    public int inputsOf(int variable) {
        return variable < variables() ? 2 * cardinalities.get(variable) : 0;
    }

    private int variables() {
        return cardinalities.size() / 2;
    }

    @Override
    public int leastOutputs() {
        return outputs().leastOutputs();
    }

    private RowCoding outputs() {
        return new RowCoding(cardinalities, bounds);
    }

    @Override
    public double[] inputs(double[][] logEvidence) {
        return outputs().inputs(Arrays.copyOf(logEvidence, variables()));
    }

    @Override
    public double[][] logBeliefs(double[] outputs) {
        return outputs().logBeliefs(outputs);
    }
}
