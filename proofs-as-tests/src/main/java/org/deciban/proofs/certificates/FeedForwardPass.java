package org.deciban.proofs.certificates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;

/**
 * A feed-forward on the intervals of one token.
 *
 * <p>Each output is enclosed twice: plainly, and by the mean value form {@code F(x̄) + Σ_e C_e (X_e − x̄_e)} with
 * {@code C_e = [e is the output's own dimension] + Σ_u W_2 φ′ W_1} over the box, which sees what cancels between units. Hidden
 * units whose argument is one and the same number have one and the same value: their weights are added up before they are
 * multiplied by it. Under LOG that holds of all arguments up to its floor.
 */
final class FeedForwardPass {
    private final Activation activation;
    private final SparseRows w1;
    private final SparseRows w2;
    private final double[] b1;
    private final double[] b2;
    private final int[] outputs;
    /** The dimensions on which the outputs depend. */
    private final int[] reads;

    private final double[] scratch;

    FeedForwardPass(FeedForward feedForward) {
        this.activation = feedForward.activation();
        this.w1 = new SparseRows(feedForward.w1());
        this.w2 = new SparseRows(feedForward.w2());
        this.b1 = feedForward.b1().toRowMajor();
        this.b2 = feedForward.b2().toRowMajor();
        this.outputs = IntStream.range(0, b2.length)
                .filter(d -> !w2.isZero(d) || b2[d] != 0)
                .toArray();
        this.reads = IntStream.concat(Arrays.stream(w1.column), Arrays.stream(outputs))
                .distinct()
                .toArray();
        this.scratch = new double[feedForward.modelDim()];
    }

    /** Replaces the entries of a token that it writes. Tokens with equal entries give equal outputs, worked out once. */
    void apply(Stream stream, int token, Map<List<Interval>, Interval[]> known) {
        Arrays.fill(scratch, 0);
        stream.embedded.addRowTo(token, scratch, 0);
        List<Interval> entries = new ArrayList<>(reads.length);
        for (int d : reads) {
            entries.add(entry(stream, token, d));
        }
        Interval[] results = known.computeIfAbsent(entries, e -> outputs(stream, token));
        for (int o = 0; o < outputs.length; o++) {
            stream.set(stream.at(token, outputs[o]), results[o]);
        }
    }

    private Interval[] outputs(Stream stream, int token) {
        int hidden = w1.rows();
        Interval[] arguments = new Interval[hidden];
        Interval[] slopes = new Interval[hidden];
        Interval[] atMiddle = new Interval[hidden];
        for (int u = 0; u < hidden; u++) {
            arguments[u] = Interval.of(b1[u]);
            atMiddle[u] = Interval.of(b1[u]);
            for (int i = w1.start[u]; i < w1.start[u + 1]; i++) {
                Interval entry = entry(stream, token, w1.column[i]);
                arguments[u] = arguments[u].plus(entry.times(w1.value[i]));
                atMiddle[u] = atMiddle[u].plus(Interval.of(entry.middle()).times(w1.value[i]));
            }
            slopes[u] = arguments[u].slope(activation);
            arguments[u] = effective(arguments[u]);
            atMiddle[u] = effective(atMiddle[u]);
        }
        Interval[] results = new Interval[outputs.length];
        for (int o = 0; o < outputs.length; o++) {
            results[o] = output(stream, token, outputs[o], arguments, slopes, atMiddle);
        }
        return results;
    }

    private Interval entry(Stream stream, int token, int dimension) {
        int at = stream.at(token, dimension);
        return at < 0 ? Interval.of(scratch[dimension]) : stream.get(at);
    }

    /** The same for the activation, and one number where it does not depend on which. */
    private Interval effective(Interval argument) {
        double floor = Activation.LOG_ARGUMENT_FLOOR;
        return switch (activation) {
            case LOG -> new Interval(Math.max(argument.lo(), floor), Math.max(argument.hi(), floor));
            case RELU -> new Interval(Math.max(argument.lo(), 0), Math.max(argument.hi(), 0));
            case SIGMOID, SOFTPLUS -> argument;
        };
    }

    private Interval output(
            Stream stream, int token, int dimension, Interval[] arguments, Interval[] slopeOf, Interval[] atMiddle) {
        Interval own = entry(stream, token, dimension);
        Interval plain = own.plus(sum(dimension, arguments));
        Map<Integer, Interval> slopes = new HashMap<>();
        slopes.put(dimension, Interval.ONE);
        for (int k = w2.start[dimension]; k < w2.start[dimension + 1]; k++) {
            int u = w2.column[k];
            Interval slope = slopeOf[u].times(w2.value[k]);
            for (int i = w1.start[u]; i < w1.start[u + 1] && slope.magnitude() > 0; i++) {
                if (stream.at(token, w1.column[i]) >= 0) {
                    slopes.merge(w1.column[i], slope.times(w1.value[i]), Interval::plus);
                }
            }
        }
        Interval mean = Interval.of(own.middle()).plus(sum(dimension, atMiddle));
        for (Map.Entry<Integer, Interval> slope : slopes.entrySet()) {
            Interval entry = entry(stream, token, slope.getKey());
            if (!entry.isBounded()) {
                return plain;
            }
            mean = mean.plus(slope.getValue().times(entry.minus(Interval.of(entry.middle()))));
        }
        return plain.and(mean);
    }

    private Interval sum(int dimension, Interval[] arguments) {
        Interval sum = Interval.of(b2[dimension]);
        Map<Double, Interval> weightOf = new HashMap<>();
        for (int k = w2.start[dimension]; k < w2.start[dimension + 1]; k++) {
            Interval argument = arguments[w2.column[k]];
            if (argument.isPoint()) {
                weightOf.merge(argument.lo() + 0.0, Interval.of(w2.value[k]), Interval::plus);
            } else {
                sum = sum.plus(argument.activated(activation).times(w2.value[k]));
            }
        }
        for (Map.Entry<Double, Interval> constant : weightOf.entrySet()) {
            if (constant.getValue().magnitude() > 0) {
                Interval value = Interval.of(constant.getKey()).activated(activation);
                sum = sum.plus(value.times(constant.getValue()));
            }
        }
        return sum;
    }
}
