package org.deciban.tunnels.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deciban.transformer.io.OnnxType;
import org.deciban.tunnels.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** ONNX Runtime is another implementation of every step of the forward pass. */
class LearnedOnnxTest {
    @ParameterizedTest
    @CsvSource({"TRANSFORMER,true", "TRANSFORMER,false", "MLP,true", "LSTM,true"})
    void onnxRuntimeComputesWhatTheForwardPassDoes(ModelKind kind, boolean causal) throws OrtException {
        LearnedSpec spec = RandomModels.spec(kind, causal);
        for (int length : new int[] {1, 4, 9}) {
            for (int seed = 0; seed < 5; seed++) {
                LearnedWeights weights = RandomModels.weights(spec, seed);
                assertThat(worst(weights, OnnxType.FLOAT64, length, seed)).isLessThan(1e-12);
            }
        }
    }

    @Test
    void attentionAloneIsExportedToo() throws OrtException {
        LearnedSpec spec = new LearnedSpec(ModelKind.TRANSFORMER, 5, 4, 9, 12, 3, 2, 0, true);
        assertThat(spec.tensors()).noneMatch(shape -> shape.name().contains("feedforward"));
        for (int seed = 0; seed < 5; seed++) {
            assertThat(worst(RandomModels.weights(spec, seed), OnnxType.FLOAT64, 9, seed))
                    .isLessThan(1e-12);
        }
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void aFileOfFloatsIsAsExactAsFloats(ModelKind kind) throws OrtException {
        LearnedWeights weights = RandomModels.weights(RandomModels.spec(kind, true), 3);
        assertThat(worst(weights, OnnxType.FLOAT32, 9, 3))
                .isCloseTo(0, within(1e-4))
                .isGreaterThan(1e-12);
    }

    /** The largest difference of a probability, over three sequences and all their tokens. */
    private static double worst(LearnedWeights weights, OnnxType type, int length, long seed) throws OrtException {
        RandomGenerator random = new SplittableRandom(seed);
        LearnedModel model = new LearnedModel(weights);
        List<TokenSequence> sequences = new ArrayList<>();
        for (int s = 0; s < 3; s++) {
            sequences.add(RandomModels.features(length, weights.spec().inputs(), random));
        }
        double[][][] found = run(LearnedOnnx.bytes(weights, type), type, sequences);
        double worst = 0;
        int[] all = IntStream.range(0, length).toArray();
        for (int s = 0; s < sequences.size(); s++) {
            double[][] expected = model.predict(sequences.get(s), all);
            for (int token = 0; token < length; token++) {
                for (int outcome = 0; outcome < expected[token].length; outcome++) {
                    worst = Math.max(worst, Math.abs(expected[token][outcome] - found[s][token][outcome]));
                }
            }
        }
        return worst;
    }

    private static double[][][] run(byte[] file, OnnxType type, List<TokenSequence> sequences) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "deciban");
        double[][][] tokens = new double[sequences.size()][][];
        for (int s = 0; s < tokens.length; s++) {
            TokenSequence sequence = sequences.get(s);
            tokens[s] = IntStream.range(0, sequence.length())
                    .mapToObj(sequence::row)
                    .toArray(double[][]::new);
        }
        Object input = type == OnnxType.FLOAT64 ? tokens : floats(tokens);
        try (OrtSession session = environment.createSession(file);
                OnnxTensor tensor = OnnxTensor.createTensor(environment, input);
                OrtSession.Result result = session.run(Map.of(LearnedOnnx.TOKENS, tensor))) {
            Object value = result.get(LearnedOnnx.PROBABILITIES).orElseThrow().getValue();
            return type == OnnxType.FLOAT64 ? (double[][][]) value : doubles((float[][][]) value);
        }
    }

    private static float[][][] floats(double[][][] values) {
        float[][][] floats = new float[values.length][values[0].length][values[0][0].length];
        for (int i = 0; i < floats.length; i++) {
            for (int j = 0; j < floats[i].length; j++) {
                for (int k = 0; k < floats[i][j].length; k++) {
                    floats[i][j][k] = (float) values[i][j][k];
                }
            }
        }
        return floats;
    }

    private static double[][][] doubles(float[][][] values) {
        double[][][] doubles = new double[values.length][values[0].length][values[0][0].length];
        for (int i = 0; i < doubles.length; i++) {
            for (int j = 0; j < doubles[i].length; j++) {
                for (int k = 0; k < doubles[i][j].length; k++) {
                    doubles[i][j][k] = values[i][j][k];
                }
            }
        }
        return doubles;
    }
}
