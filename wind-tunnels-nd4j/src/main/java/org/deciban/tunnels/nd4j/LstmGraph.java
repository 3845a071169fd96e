package org.deciban.tunnels.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.deciban.tunnels.learned.LearnedSpec;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** The layers of an LSTM, step by step. Its rows are ordered by step, then by sequence. */
final class LstmGraph {
    private final SameDiff graph;
    private final LearnedSpec spec;
    private final int length;

    LstmGraph(SameDiff graph, LearnedSpec spec, int length) {
        this.graph = graph;
        this.spec = spec;
        this.length = length;
    }

    /** What the read-out is given, shape {@code [tokens · sequences, d]}. */
    SDVariable stream(SDVariable tokens) {
        SDVariable stream = tokens.mmul(graph.getVariable("embedding.token"));
        for (int layer = 0; layer < spec.layers(); layer++) {
            stream = layer(layer, stream);
        }
        return stream;
    }

    private SDVariable parameter(int layer, String part) {
        return graph.getVariable("layer." + layer + ".lstm." + part);
    }

    private SDVariable layer(int layer, SDVariable stream) {
        SDVariable fromBelow = stream.mmul(parameter(layer, "input.weight")).add(parameter(layer, "bias"));
        SDVariable[] steps = length == 1
                ? new SDVariable[] {fromBelow}
                : graph.unstack(fromBelow.reshape(length, -1, 4 * spec.width()), 0, length);
        List<SDVariable> states = new ArrayList<>();
        SDVariable recurrent = parameter(layer, "recurrent.weight");
        SDVariable cell = null;
        for (SDVariable step : steps) {
            SDVariable gates = states.isEmpty()
                    ? step
                    : step.add(states.get(states.size() - 1).mmul(recurrent));
            SDVariable[] parts = graph.split(gates, 4, 1);
            SDVariable content = graph.nn.sigmoid(parts[0]).mul(tanh(parts[2]));
            cell = cell == null ? content : cell.mul(graph.nn.sigmoid(parts[1])).add(content);
            states.add(graph.nn.sigmoid(parts[3]).mul(tanh(cell)));
        }
        return states.size() == 1 ? states.get(0) : graph.concat(0, states.toArray(SDVariable[]::new));
    }

    /** 2σ(2x) − 1: ND4J's tanh is wrong near 0. */
    private SDVariable tanh(SDVariable x) {
        return graph.nn.sigmoid(x.mul(2)).mul(2).sub(1);
    }
}
