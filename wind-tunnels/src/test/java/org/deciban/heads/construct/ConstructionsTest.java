package org.deciban.heads.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deciban.heads.construct.Subjects.Subject;
import org.deciban.heads.tasks.HeadTask;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.tunnels.TokenSequence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConstructionsTest {
    private static final int DEEP = 10_000;
    /** 50, and 10,000 with the profile deep. */
    private static final int INPUTS =
            Integer.getInteger("heads.inputs", Integer.getInteger("jqwik.tries.default", 1000) > 1000 ? DEEP : 50);

    private static final int LONGEST = 512;
    private static final double TOLERANCE = 1e-9;

    private static List<Subject> subjects() {
        return Subjects.all(LONGEST);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void aConstructionDoesItsTaskAtEveryLength(Subject subject) {
        RandomGenerator random = new SplittableRandom(1);
        for (int input = 0; input < INPUTS; input++) {
            TokenSequence tokens = draw(subject, random);
            assertThat(worst(
                            subject.construction().model(),
                            subject.construction().task(),
                            tokens))
                    .as("input %d, %d tokens: %s", input, tokens.length(), tokens)
                    .isLessThan(TOLERANCE);
        }
    }

    /** Short sequences more often than long ones, whose time grows with the square. */
    private static TokenSequence draw(Subject subject, RandomGenerator random) {
        HeadTask task = subject.construction().task();
        double least = Math.log(task.minimumLength());
        double length = Math.exp(least + random.nextDouble() * (Math.log(subject.longest() + 1) - least));
        return task.draw(random, Math.max(task.minimumLength(), Math.min(subject.longest(), (int) length)));
    }

    static double worst(ConstructedModel model, HeadTask task, TokenSequence tokens) {
        int[] positions = task.positions(tokens);
        double[][] expected = task.expected(tokens, positions);
        double[][] said = model.predict(tokens, positions);
        double worst = 0;
        for (int p = 0; p < positions.length; p++) {
            for (int outcome = 0; outcome < expected[p].length; outcome++) {
                worst = Math.max(worst, Math.abs(expected[p][outcome] - said[p][outcome]));
            }
        }
        return worst;
    }

    /** What a position is told does not depend on how the sequence goes on: registers are meant to see all of it. */
    @ParameterizedTest
    @MethodSource("subjects")
    void nothingIsToldBeforeItIsSaid(Subject subject) {
        if (subject.construction() instanceof RegisterTokens || subject.construction() instanceof SyntacticHeads) {
            return;
        }
        RandomGenerator random = new SplittableRandom(2);
        HeadTask task = subject.construction().task();
        ConstructedModel model = subject.construction().model();
        TokenSequence tokens = task.draw(random, Math.max(24, task.minimumLength()));
        int[] positions = task.positions(tokens);
        double[][] all = model.predict(tokens, positions);
        for (int p = 0; p < positions.length; p++) {
            double[] alone = model.predict(tokens.prefix(positions[p] + 1), new int[] {positions[p]})[0];
            assertThat(alone).containsExactly(all[p], within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void whatAFeedForwardDoesIsNeeded(Subject subject) {
        ConstructedModel model = subject.construction().model();
        HeadTask task = subject.construction().task();
        RandomGenerator random = new SplittableRandom(4);
        TokenSequence tokens = task.draw(random, Math.min(subject.longest(), 32));
        for (int layer = 0; layer < model.layers(); layer++) {
            Layer old = model.transformer().layers().get(layer);
            if (!old.feedForward().isNone()) {
                List<Layer> layers = new ArrayList<>(model.transformer().layers());
                layers.set(layer, new Layer(old.name(), old.heads(), FeedForward.none(old.modelDim())));
                assertThat(worst(model.withLayers(layers), task, tokens)).isGreaterThan(0.1);
            }
        }
    }
}
