package org.deciban.heads.construct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deciban.heads.construct.Subjects.Subject;
import org.deciban.heads.tasks.Facts;
import org.deciban.heads.tasks.HeadTask;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.tunnels.Activations;
import org.deciban.tunnels.TokenSequence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every weight is given the other sign, one at a time, on small models. */
class ChangedWeightsTest {
    private static final int INPUTS = 160;
    private static final double NOTICED = 1e-6;

    private static List<Subject> subjects() {
        return Subjects.small();
    }

    /** The matrices of a head. */
    private enum Part {
        QUERY,
        KEY,
        VALUE,
        OUTPUT;

        Matrix of(AttentionHead head) {
            return List.of(head.wQ(), head.wK(), head.wV(), head.wO()).get(ordinal());
        }

        AttentionHead with(AttentionHead head, Matrix other) {
            return new AttentionHead(
                    head.name(),
                    this == QUERY ? other : head.wQ(),
                    this == KEY ? other : head.wK(),
                    this == VALUE ? other : head.wV(),
                    this == OUTPUT ? other : head.wO());
        }
    }

    /** What a model does on an input. */
    private record Behaviour(TokenSequence tokens, Activations activations) {}

    /**
     * What is exempt is what no softmax sees: a term of a score that is the same for all keys of every input.
     */
    @ParameterizedTest
    @MethodSource("subjects")
    void aWeightOfTheOtherSignIsNoticed(Subject subject) {
        ConstructedModel model = subject.construction().model();
        List<Behaviour> normal = behaviours(subject);
        List<String> missed = new ArrayList<>();
        int tried = 0;
        for (int layer = 0; layer < model.layers(); layer++) {
            for (int head = 0; head < model.heads(layer); head++) {
                AttentionHead whole =
                        model.transformer().layers().get(layer).heads().get(head);
                for (Part part : Part.values()) {
                    Matrix matrix = part.of(whole);
                    double[] entries = matrix.toRowMajor();
                    for (int at = 0; at < entries.length; at++) {
                        boolean isScore = part == Part.QUERY || part == Part.KEY;
                        if (entries[at] == 0
                                || isScore && isAlikeForAllKeys(normal, layer, head, at / matrix.columns())) {
                            continue;
                        }
                        tried++;
                        double[] flipped = entries.clone();
                        flipped[at] = -flipped[at];
                        AttentionHead other =
                                part.with(whole, Matrix.ofRowMajor(matrix.rows(), matrix.columns(), flipped));
                        ConstructedModel changed = model.withLayers(with(model, layer, head, other));
                        if (normal.stream().noneMatch(behaviour -> differs(changed, behaviour))) {
                            missed.add(whole.name() + " " + part + " (" + at / matrix.columns() + ", "
                                    + at % matrix.columns() + ")");
                        }
                    }
                }
            }
        }
        // The head of Count01 has nine weights, every other construction more than ten.
        assertThat(tried).isGreaterThan(model.name().equals("count01") ? 8 : 10);
        assertThat(missed).as("of %d weights", tried).isEmpty();
    }

    private static List<Behaviour> behaviours(Subject subject) {
        RandomGenerator random = new SplittableRandom(3);
        HeadTask task = subject.construction().task();
        List<Behaviour> behaviours = new ArrayList<>();
        for (int i = 0; i < INPUTS; i++) {
            int spare = subject.longest() - task.minimumLength();
            TokenSequence tokens = i % 2 == 0
                    ? task.draw(random, task.minimumLength() + random.nextInt(spare + 1))
                    : anything(random, subject.longest(), task.symbols().size());
            behaviours.add(new Behaviour(tokens, subject.construction().model().record(tokens)));
        }
        return behaviours;
    }

    /** Symbols in any order, so that every symbol stands in every place. */
    private static TokenSequence anything(RandomGenerator random, int length, int vocabulary) {
        return TokenSequence.ofSymbols(
                IntStream.range(0, length)
                        .map(position -> position == 0 ? 0 : 1 + random.nextInt(vocabulary - 1))
                        .toArray(),
                vocabulary);
    }

    /** What is exempt is a weight of a unit whose input is 0 at every token of every input. */
    @ParameterizedTest
    @MethodSource("withFeedForwards")
    void aFeedForwardWeightOfTheOtherSignIsNoticed(Subject subject) {
        ConstructedModel model = subject.construction().model();
        List<Behaviour> normal = behaviours(subject);
        List<String> missed = new ArrayList<>();
        int tried = 0;
        for (int layer = 0; layer < model.layers(); layer++) {
            FeedForward whole = model.transformer().layers().get(layer).feedForward();
            List<Matrix> parts = List.of(whole.w1(), whole.b1(), whole.w2());
            for (int part = 0; part < parts.size(); part++) {
                Matrix matrix = parts.get(part);
                double[] entries = matrix.toRowMajor();
                for (int at = 0; at < entries.length; at++) {
                    int unit = part == 2 ? at % matrix.columns() : at / matrix.columns();
                    if (entries[at] == 0 || part < 2 && isIdle(model, normal, layer, unit)) {
                        continue;
                    }
                    tried++;
                    double[] flipped = entries.clone();
                    flipped[at] = -flipped[at];
                    Matrix other = Matrix.ofRowMajor(matrix.rows(), matrix.columns(), flipped);
                    FeedForward changed = new FeedForward(
                            part == 0 ? other : whole.w1(),
                            part == 1 ? other : whole.b1(),
                            part == 2 ? other : whole.w2(),
                            whole.b2(),
                            whole.activation());
                    List<Layer> layers = new ArrayList<>(model.transformer().layers());
                    Layer old = layers.get(layer);
                    layers.set(layer, new Layer(old.name(), old.heads(), changed));
                    if (normal.stream().noneMatch(behaviour -> differs(model.withLayers(layers), behaviour))) {
                        missed.add("layer " + layer + ", matrix " + part + " (" + at / matrix.columns() + ", "
                                + at % matrix.columns() + ")");
                    }
                }
            }
        }
        assertThat(tried).isPositive();
        assertThat(missed).as("of %d weights", tried).isEmpty();
    }

    private static List<Subject> withFeedForwards() {
        List<Subject> subjects = new ArrayList<>(Subjects.small());
        Facts facts = new Facts(8, 3, new TreeMap<>(Map.of(0, 0, 3, 1, 5, 2, 6, 0)));
        subjects.add(new Subject(FeedForwardMemory.of(facts, 1), 12));
        subjects.add(new Subject(FeedForwardMemory.of(facts, 2), 12));
        subjects.removeIf(subject -> subject.construction().model().transformer().layers().stream()
                .allMatch(layer -> layer.feedForward().isNone()));
        return subjects;
    }

    private static boolean isIdle(ConstructedModel model, List<Behaviour> behaviours, int layer, int unit) {
        HookPoint point = HookPoint.ofLayer(layer, Site.MLP_PRE);
        return behaviours.stream().allMatch(behaviour -> {
            ForwardTrace trace = ForwardTrace.of(point::equals);
            new DenseEngine().prepare(model.transformer()).forward(model.embed(behaviour.tokens()), trace);
            Matrix inputs = trace.get(point);
            return IntStream.range(0, inputs.rows()).allMatch(token -> inputs.get(token, unit) == 0);
        });
    }

    private static boolean isAlikeForAllKeys(List<Behaviour> behaviours, int layer, int head, int term) {
        return behaviours.stream().allMatch(behaviour -> {
            double[][] keys = behaviour.activations().keys(layer, head);
            return IntStream.range(1, keys.length).allMatch(key -> keys[key][term] == keys[0][term]);
        });
    }

    private static boolean differs(ConstructedModel changed, Behaviour behaviour) {
        Activations now = changed.record(behaviour.tokens());
        for (int layer = 0; layer < changed.layers(); layer++) {
            if (distance(now.residual(layer), behaviour.activations().residual(layer)) > NOTICED) {
                return true;
            }
            for (int head = 0; head < changed.heads(layer); head++) {
                if (distance(now.attention(layer, head), behaviour.activations().attention(layer, head)) > NOTICED) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double distance(double[][] left, double[][] right) {
        double most = 0;
        for (int row = 0; row < left.length; row++) {
            for (int column = 0; column < left[row].length; column++) {
                most = Math.max(most, Math.abs(left[row][column] - right[row][column]));
            }
        }
        return most;
    }

    private static List<Layer> with(ConstructedModel model, int layer, int head, AttentionHead other) {
        List<Layer> layers = new ArrayList<>(model.transformer().layers());
        List<AttentionHead> heads = new ArrayList<>(layers.get(layer).heads());
        heads.set(head, other);
        layers.set(
                layer,
                new Layer(layers.get(layer).name(), heads, layers.get(layer).feedForward()));
        return layers;
    }
}
