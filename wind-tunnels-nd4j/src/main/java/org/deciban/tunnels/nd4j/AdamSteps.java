package org.deciban.tunnels.nd4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.TensorShape;
import org.deciban.tunnels.learned.TrainingState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/** Adam, by ND4J's operation, with the running means in reach. */
final class AdamSteps {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Map<String, INDArray> parameters;
    private final Map<String, INDArray> first = new LinkedHashMap<>();
    private final Map<String, INDArray> second = new LinkedHashMap<>();

    AdamSteps(Map<String, INDArray> parameters, TrainingState state) {
        this.parameters = parameters;
        parameters.forEach((name, parameter) -> {
            first.put(name, like(parameter, state.first(), name));
            second.put(name, like(parameter, state.second(), name));
        });
    }

    private static INDArray like(INDArray parameter, LearnedWeights values, String name) {
        return Nd4j.createFromArray(values.values(name))
                .reshape(parameter.shape())
                .castTo(parameter.dataType());
    }

    /**
     * One step.
     *
     * @param step from 0 on
     * @param clip the largest norm of the gradients
     */
    void step(Map<String, INDArray> gradients, int step, double rate, double clip) {
        double squares = 0;
        for (INDArray gradient : gradients.values()) {
            double norm = gradient.norm2Number().doubleValue();
            squares += norm * norm;
        }
        double shrink = Math.min(1, clip / Math.sqrt(squares));
        parameters.forEach((name, parameter) -> {
            INDArray gradient = gradients.get(name);
            INDArray scaled = shrink < 1 ? gradient.mul(shrink) : gradient;
            INDArray update = parameter.ulike();
            Nd4j.exec(new AdamUpdater(
                    scaled,
                    second.get(name),
                    first.get(name),
                    update,
                    second.get(name),
                    first.get(name),
                    rate,
                    BETA_1,
                    BETA_2,
                    EPSILON,
                    step));
            parameter.subi(update);
            update.close();
            if (shrink < 1) {
                scaled.close();
            }
        });
    }

    LearnedWeights first(LearnedWeights like) {
        return read(like, first);
    }

    LearnedWeights second(LearnedWeights like) {
        return read(like, second);
    }

    /** Arrays as weights of the spec of others. */
    static LearnedWeights read(LearnedWeights like, Map<String, INDArray> arrays) {
        return LearnedWeights.of(like.spec(), shape -> values(shape, arrays), Map.of());
    }

    private static double[] values(TensorShape shape, Map<String, INDArray> arrays) {
        return arrays.get(shape.name()).reshape(shape.size()).toDoubleVector();
    }
}
