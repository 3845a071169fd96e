package org.deciban.tunnels.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.ModelKind;
import org.deciban.tunnels.learned.TensorShape;
import org.deciban.tunnels.learned.TrainingTarget;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The graph is held against the forward pass in Java, which shares nothing with it but the weights. */
class GraphTest {
    @BeforeAll
    static void load() {
        Library.load();
    }

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of(spec(ModelKind.TRANSFORMER, true)),
                Arguments.of(spec(ModelKind.TRANSFORMER, false)),
                Arguments.of(new LearnedSpec(ModelKind.TRANSFORMER, 2, 3, 6, 4, 2, 1, 0, true)),
                Arguments.of(spec(ModelKind.MLP, true)),
                Arguments.of(spec(ModelKind.LSTM, true)));
    }

    static Stream<Arguments> modelsAndTargets() {
        return models().flatMap(model ->
                Stream.of(TrainingTarget.values()).map(target -> Arguments.of(model.get()[0], target)));
    }

    private static LearnedSpec spec(ModelKind kind, boolean causal) {
        int heads = kind == ModelKind.TRANSFORMER ? 2 : 0;
        return new LearnedSpec(kind, 2, 3, 6, 4, heads, 2, kind == ModelKind.LSTM ? 0 : 5, causal);
    }

    private static LearnedWeights weights(LearnedSpec spec) {
        RandomGenerator random = new SplittableRandom(5);
        return LearnedWeights.of(
                spec, shape -> random.doubles(shape.size(), -0.8, 0.8).toArray(), java.util.Map.of());
    }

    private static List<LabelledSequence> sequences(TinyTask task, int count) {
        RandomGenerator random = new SplittableRandom(3);
        List<LabelledSequence> sequences = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            sequences.add(task.draw(random));
        }
        return sequences;
    }

    @ParameterizedTest
    @MethodSource("models")
    void theGraphComputesWhatTheForwardPassInJavaDoes(LearnedSpec spec) {
        TinyTask task = new TinyTask(spec.causal());
        List<LabelledSequence> sequences = sequences(task, 3);
        LearnedModel model = new LearnedModel(weights(spec));
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            Graph graph = new Graph(model.weights(), 5, TrainingTarget.LABELS, type);
            INDArray found = graph.probabilities(Batch.of(task, sequences, spec, 5, TrainingTarget.LABELS, type));
            for (int s = 0; s < 3; s++) {
                double[][] expected = model.predict(
                        sequences.get(s).tokens(), IntStream.range(0, 5).toArray());
                for (int token = 0; token < 5; token++) {
                    int row = spec.kind() == ModelKind.LSTM ? token * 3 + s : s * 5 + token;
                    for (int outcome = 0; outcome < 3; outcome++) {
                        assertThat(found.getDouble(row, outcome))
                                .isCloseTo(expected[token][outcome], within(type == DataType.DOUBLE ? 1e-12 : 1e-5));
                    }
                }
            }
        }
    }

    /** Central differences of the loss, computed in Java, by every single weight. */
    @ParameterizedTest
    @MethodSource("modelsAndTargets")
    void gradientsAreTheDifferencesOfTheLoss(LearnedSpec spec, TrainingTarget target) {
        TinyTask task = new TinyTask(spec.causal());
        List<LabelledSequence> sequences = sequences(task, 3);
        LearnedWeights weights = weights(spec);
        Graph graph = new Graph(weights, 5, target, DataType.DOUBLE);
        Graph.Gradients gradients = graph.gradients(Batch.of(task, sequences, spec, 5, target, DataType.DOUBLE));
        assertThat(gradients.loss()).isCloseTo(loss(task, sequences, target, weights), within(1e-12));
        double step = 1e-5;
        for (TensorShape shape : spec.tensors()) {
            double[] found =
                    gradients.byName().get(shape.name()).reshape(shape.size()).toDoubleVector();
            for (int i = 0; i < shape.size(); i++) {
                double up = loss(task, sequences, target, changed(weights, shape.name(), i, step));
                double down = loss(task, sequences, target, changed(weights, shape.name(), i, -step));
                assertThat(found[i])
                        .as("%s, entry %d", shape.name(), i)
                        .isCloseTo((up - down) / (2 * step), within(1e-8));
            }
        }
    }

    private static LearnedWeights changed(LearnedWeights weights, String name, int entry, double by) {
        return LearnedWeights.of(
                weights.spec(),
                shape -> {
                    double[] values = weights.values(shape.name());
                    if (shape.name().equals(name)) {
                        values[entry] += by;
                    }
                    return values;
                },
                java.util.Map.of());
    }

    private static double loss(
            TinyTask task, List<LabelledSequence> sequences, TrainingTarget target, LearnedWeights weights) {
        LearnedModel model = new LearnedModel(weights);
        double sum = 0;
        for (LabelledSequence sequence : sequences) {
            double[][] found = model.predict(sequence.tokens(), sequence.positions());
            double[][] exact = task.posterior(sequence.tokens(), sequence.positions());
            for (int q = 0; q < 3; q++) {
                for (int outcome = 0; outcome < 3; outcome++) {
                    double p = found[q][outcome];
                    sum += switch (target) {
                        case LABELS -> sequence.labels()[q] == outcome ? -Math.log(p) : 0;
                        case POSTERIOR -> -exact[q][outcome] * Math.log(p);
                        case SQUARED_ERROR -> (p - exact[q][outcome]) * (p - exact[q][outcome]) / 3;
                    };
                }
            }
        }
        return sum / (3 * sequences.size());
    }
}
