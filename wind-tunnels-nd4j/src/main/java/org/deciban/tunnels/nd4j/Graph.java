package org.deciban.tunnels.nd4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.ModelKind;
import org.deciban.tunnels.learned.TensorShape;
import org.deciban.tunnels.learned.TrainingTarget;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The forward pass of a model on a batch, its loss and its gradients. Rows are the tokens of all sequences.
 *
 * <p>Of ND4J's operations those alone are taken whose values and gradients were found right: products, sums, softmax, exp, log,
 * maximum, sigmoid.
 */
final class Graph {
    /** What a probability is at least when its logarithm is taken: a float, and far below what training tells from 0. */
    private static final double LEAST = 1e-30;

    private static final String TOKENS = "tokens";
    private static final String POSITIONS = "positions";
    private static final String ROWS = "rows";
    private static final String TARGETS = "targets";
    private static final String WEIGHTS = "weights";
    private static final String PROBABILITIES = "probabilities";
    private static final String LOSS = "loss";

    private final SameDiff graph = SameDiff.create();
    private final Map<String, INDArray> parameters = new LinkedHashMap<>();
    private final LearnedSpec spec;
    private final int length;
    private final DataType type;

    /**
     * @param length the tokens of a sequence
     */
    Graph(LearnedWeights weights, int length, TrainingTarget target, DataType type) {
        this.spec = weights.spec();
        this.length = length;
        this.type = type;
        for (TensorShape shape : spec.tensors()) {
            INDArray array = Nd4j.createFromArray(weights.values(shape.name()))
                    .reshape(shape.rows(), shape.columns())
                    .castTo(type);
            // SameDiff may copy what it is given.
            parameters.put(shape.name(), graph.var(shape.name(), array).getArr());
        }
        SDVariable tokens = graph.placeHolder(TOKENS, type, -1, spec.inputs());
        GraphLayers layers = new GraphLayers(graph, spec, length, graph.placeHolder(ROWS, type, -1, 1), type);
        SDVariable stream = spec.kind() == ModelKind.LSTM
                ? new LstmGraph(graph, spec, length).stream(tokens)
                : layers.stream(tokens, graph.placeHolder(POSITIONS, type, -1, spec.maximumLength()));
        SDVariable logits = stream.mmul(layers.parameter("output.weight")).add(layers.parameter("output.bias"));
        SDVariable probabilities = graph.nn.softmax(PROBABILITIES, logits, 1);
        SDVariable targets = graph.placeHolder(TARGETS, type, -1, spec.outcomes());
        loss(target, probabilities, targets).rename(LOSS);
        graph.setLossVariables(LOSS);
        // It prints each operation.
        Library.silently(() -> graph.createGradFunction(parameters.keySet().toArray(String[]::new)));
    }

    /** Σ over rows and outcomes; what a row counts for is in the placeholder of weights. */
    private SDVariable loss(TrainingTarget target, SDVariable probabilities, SDVariable targets) {
        if (target == TrainingTarget.SQUARED_ERROR) {
            SDVariable weights = graph.placeHolder(WEIGHTS, type, -1, 1);
            SDVariable difference = probabilities.sub(targets);
            return difference.mul(difference).mul(weights).sum();
        }
        SDVariable bounded = graph.math.max(probabilities, graph.constant(Nd4j.scalar(type, LEAST)));
        return graph.math.log(bounded).mul(targets).sum().neg();
    }

    /** The weights by name; whoever changes them changes the model. */
    Map<String, INDArray> parameters() {
        return parameters;
    }

    /** The loss of a batch, and its gradient by weight. */
    Gradients gradients(Batch batch) {
        OutAndGrad result = graph.calculateGradientsAndOutputs(
                placeholders(batch), List.of(LOSS), List.copyOf(parameters.keySet()));
        return new Gradients(result.getOutputs().get(LOSS).getDouble(0), result.getGradients());
    }

    /** The loss of a batch. */
    double loss(Batch batch) {
        return graph.outputSingle(placeholders(batch), LOSS).getDouble(0);
    }

    /** The distributions at every token, shape {@code [sequences · tokens, outcomes]}. */
    INDArray probabilities(Batch batch) {
        return graph.outputSingle(placeholders(batch), PROBABILITIES);
    }

    private Map<String, INDArray> placeholders(Batch batch) {
        Map<String, INDArray> placeholders = new LinkedHashMap<>();
        placeholders.put(TOKENS, batch.tokens());
        placeholders.put(TARGETS, batch.targets());
        if (spec.kind() != ModelKind.LSTM) {
            placeholders.put(POSITIONS, batch.positions());
            placeholders.put(ROWS, batch.ones());
        }
        if (graph.hasVariable(WEIGHTS)) {
            placeholders.put(WEIGHTS, batch.weights());
        }
        return placeholders;
    }

    /**
     * @param loss of the batch
     * @param byName its gradients
     */
    record Gradients(double loss, Map<String, INDArray> byName) implements AutoCloseable {
        /** Frees the gradients. */
        @Override
        public void close() {
            byName.values().forEach(INDArray::close);
        }
    }
}
