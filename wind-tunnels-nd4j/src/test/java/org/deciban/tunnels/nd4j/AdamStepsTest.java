package org.deciban.tunnels.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.TensorShape;
import org.deciban.tunnels.learned.TrainingState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AdamStepsTest {
    @BeforeAll
    static void load() {
        Library.load();
    }

    /** Algorithm 1 of arXiv:1412.6980, with gradients 1, 2, 3 … by step, and a clip that cuts the norm to half at step 3. */
    @Test
    void stepsAreThoseOfThePaper() {
        LearnedSpec spec = LearnedSpec.mlp(new TinyTask(true), 1, 1, 1);
        TrainingState state = TrainingState.start(LearnedWeights.initial(spec, 1));
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        for (TensorShape shape : spec.tensors()) {
            parameters.put(
                    shape.name(),
                    Nd4j.zeros(shape.rows(), shape.columns()).castTo(org.nd4j.linalg.api.buffer.DataType.DOUBLE));
        }
        AdamSteps adam = new AdamSteps(parameters, state);
        double first = 0;
        double second = 0;
        double expected = 0;
        for (int t = 1; t <= 5; t++) {
            Map<String, INDArray> gradients = new LinkedHashMap<>();
            parameters.forEach((name, parameter) -> gradients.put(name, parameter.like()));
            gradients.get("output.bias").putScalar(0, 1, t);
            adam.step(gradients, t - 1, 0.1, t == 3 ? 1.5 : 100);
            double gradient = t == 3 ? 1.5 : t;
            first = 0.9 * first + 0.1 * gradient;
            second = 0.999 * second + 0.001 * gradient * gradient;
            double meanFirst = first / (1 - Math.pow(0.9, t));
            double meanSecond = second / (1 - Math.pow(0.999, t));
            expected -= 0.1 * meanFirst / (Math.sqrt(meanSecond) + 1e-8);
            assertThat(parameters.get("output.bias").getDouble(0, 1)).isCloseTo(expected, within(1e-6));
        }
        assertThat(parameters.get("output.bias").getDouble(0, 0)).isZero();
        assertThat(adam.first(state.weights()).values("output.bias")[1]).isCloseTo(first, within(1e-6));
        assertThat(adam.second(state.weights()).values("output.bias")[1]).isCloseTo(second, within(1e-6));
    }
}
