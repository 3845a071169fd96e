package org.deciban.tunnels.learned;

import java.util.Arrays;
import org.deciban.tunnels.Intervention;

/** Gates of input, forgetting, new content and output, in this order. */
final class LstmPass extends Pass {
    LstmPass(LearnedWeights weights, int tokens, Intervention intervention, Recording recording) {
        super(weights, tokens, intervention, recording);
    }

    @Override
    double[] layer(int layer, double[] stream) {
        int d = spec.width();
        double[] recurrent = tensor(layer, "lstm.recurrent.weight");
        double[] fromBelow =
                Rows.affine(stream, tensor(layer, "lstm.input.weight"), tensor(layer, "lstm.bias"), tokens, d, 4 * d);
        double[] states = new double[tokens * d];
        double[] cell = new double[d];
        double[] state = new double[d];
        for (int token = 0; token < tokens; token++) {
            double[] gates = Arrays.copyOfRange(fromBelow, token * 4 * d, (token + 1) * 4 * d);
            Rows.addProduct(state, recurrent, 1, d, 4 * d, gates);
            for (int i = 0; i < d; i++) {
                double content = Math.tanh(gates[2 * d + i]);
                cell[i] = sigmoid(gates[d + i]) * cell[i] + sigmoid(gates[i]) * content;
                state[i] = sigmoid(gates[3 * d + i]) * Math.tanh(cell[i]);
            }
            System.arraycopy(state, 0, states, token * d, d);
        }
        return states;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
