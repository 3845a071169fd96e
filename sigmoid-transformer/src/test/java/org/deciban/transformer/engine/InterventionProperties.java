package org.deciban.transformer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.trace.Edit;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.transformer.trace.Interventions;

/** An intervention does what a change of the weights, or of the tokens, does. */
@StatisticsReport(onFailureOnly = true)
class InterventionProperties {
    private static final double TOLERANCE = 1e-11;

    private static Matrix run(Transformer transformer, Matrix tokens, Interventions interventions) {
        return new DenseEngine().prepare(transformer).forward(tokens, interventions);
    }

    private static ForwardTrace trace(Transformer transformer, Matrix tokens) {
        ForwardTrace trace = ForwardTrace.of(point -> true);
        new DenseEngine().prepare(transformer).forward(tokens, trace);
        return trace;
    }

    @Property
    void replacingEverythingByItselfChangesNoBit(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int modelDim,
            @ForAll @IntRange(min = 1, max = 6) int count) {
        RandomTransformers random = new RandomTransformers(seed, modelDim);
        Transformer transformer = random.transformer();
        Matrix tokens = random.tokens(count);
        ForwardTrace recorded = trace(transformer, tokens);
        ForwardTrace again = ForwardTrace.of(point -> true);
        Interventions self = Interventions.none().and(HookPoint.allOf(transformer), (point, value) -> value);
        Matrix unhooked = new DenseEngine().prepare(transformer).forward(tokens);
        assertThat(new DenseEngine().prepare(transformer).forward(tokens, self.with(again)))
                .isEqualTo(unhooked);
        assertThat(again.points()).containsExactlyElementsOf(HookPoint.allOf(transformer));
        for (HookPoint point : again.points()) {
            assertThat(again.get(point)).as(point.name()).isEqualTo(recorded.get(point));
            // A single place at a time takes other paths through the engine than all together.
            assertThat(run(transformer, tokens, Interventions.at(point, Edit.patch(recorded))))
                    .as(point.name())
                    .isEqualTo(unhooked);
        }
    }

    @Property
    void aPatchedPlaceIsRecordedAsPatchedAndWhatComesBeforeItIsNot(@ForAll long seed) {
        RandomTransformers random = new RandomTransformers(seed, 4);
        Transformer transformer = random.transformer();
        Matrix tokens = random.tokens(5);
        ForwardTrace clean = trace(transformer, tokens);
        ForwardTrace donor = trace(transformer, random.tokens(5));
        List<HookPoint> points = HookPoint.allOf(transformer);
        int at = new Random(seed).nextInt(points.size());
        HookPoint patched = points.get(at);
        ForwardTrace trace = ForwardTrace.of(point -> true);
        new DenseEngine()
                .prepare(transformer)
                .forward(tokens, Interventions.at(patched, Edit.patch(donor)).with(trace));
        assertThat(trace.get(patched)).isEqualTo(donor.get(patched));
        for (HookPoint before : points.subList(0, at)) {
            assertThat(trace.get(before)).as(before + " before " + patched).isEqualTo(clean.get(before));
        }
        for (HookPoint beside : points) {
            if (beside.layer() == patched.layer()
                    && beside.site().isOfHead()
                    && patched.site().isOfHead()
                    && beside.head() != patched.head()) {
                assertThat(trace.get(beside)).as(beside + " beside " + patched).isEqualTo(clean.get(beside));
            }
        }
    }

    @Property
    void theStreamOfAnotherRunGivesTheOutputOfThatRun(@ForAll long seed) {
        RandomTransformers random = new RandomTransformers(seed, 4);
        Transformer transformer = random.transformer();
        Matrix tokens = random.tokens(5);
        Matrix others = random.tokens(5);
        ForwardTrace donor = trace(transformer, others);
        Matrix expected = new DenseEngine().prepare(transformer).forward(others);
        for (HookPoint point : HookPoint.allOf(transformer)) {
            if (point.site().isResidual()) {
                assertThat(run(transformer, tokens, Interventions.at(point, Edit.patch(donor))))
                        .isEqualTo(expected);
            }
        }
    }

    @Property
    void anEditOfAHeadIsAChangeOfItsWeights(@ForAll long seed) {
        RandomTransformers random = new RandomTransformers(seed, 4);
        Transformer transformer = random.transformer();
        Matrix tokens = random.tokens(5);
        for (int l = 0; l < transformer.layers().size(); l++) {
            for (int h = 0; h < transformer.layers().get(l).heads().size(); h++) {
                int head = h;
                int layer = l;
                Matrix noQueries = Matrix.zeros(head(transformer, l, h).keyDim(), 4);
                Matrix noValues = Matrix.zeros(head(transformer, l, h).valueDim(), 4);
                Matrix noOutput = Matrix.zeros(4, head(transformer, l, h).valueDim());
                UnaryOperator<AttentionHead> blind =
                        a -> new AttentionHead(a.name(), noQueries, a.wK(), a.wV(), a.wO());
                UnaryOperator<AttentionHead> empty = a -> new AttentionHead(a.name(), a.wQ(), a.wK(), noValues, a.wO());
                UnaryOperator<AttentionHead> mute = a -> new AttentionHead(a.name(), a.wQ(), a.wK(), a.wV(), noOutput);
                UnaryOperator<AttentionHead> loud =
                        a -> new AttentionHead(a.name(), a.wQ(), a.wK(), a.wV(), a.wO().plus(a.wO()));
                UnaryOperator<AttentionHead> sharp =
                        a -> new AttentionHead(a.name(), a.wQ().plus(a.wQ()), a.wK(), a.wV(), a.wO());
                assertSame(transformer, tokens, layer, head, Site.Q, Edit.zero(), blind);
                assertSame(transformer, tokens, layer, head, Site.K, Edit.constant(0), blind);
                assertSame(transformer, tokens, layer, head, Site.SCORES, Edit.zero(), blind);
                // A softmax is blind to a shift.
                assertSame(transformer, tokens, layer, head, Site.SCORES, Edit.constant(3), blind);
                assertSame(transformer, tokens, layer, head, Site.PATTERN, Edit.constant(1.0 / 5), blind);
                assertSame(transformer, tokens, layer, head, Site.SCORES, Edit.scale(2), sharp);
                assertSame(transformer, tokens, layer, head, Site.V, Edit.zero(), empty);
                assertSame(transformer, tokens, layer, head, Site.PATTERN, Edit.zero(), mute);
                assertSame(transformer, tokens, layer, head, Site.Z, Edit.scale(0), mute);
                assertSame(transformer, tokens, layer, head, Site.RESULT, Edit.zero(), mute);
                assertSame(transformer, tokens, layer, head, Site.Z, Edit.scale(2), loud);
                assertSame(transformer, tokens, layer, head, Site.RESULT, Edit.map(entry -> 2 * entry), loud);
            }
        }
        Statistics.label("has a head")
                .collect(transformer.layers().stream()
                        .anyMatch(layer -> !layer.heads().isEmpty()))
                .coverage(c -> c.check(true).percentage(p -> p > 70));
    }

    @Property
    void anEditOfALayerIsAChangeOfItsWeights(@ForAll long seed) {
        RandomTransformers random = new RandomTransformers(seed, 4);
        Transformer transformer = random.transformer();
        Matrix tokens = random.tokens(5);
        for (int l = 0; l < transformer.layers().size(); l++) {
            Layer layer = transformer.layers().get(l);
            FeedForward ff = layer.feedForward();
            Layer noHeads = new Layer(layer.name(), List.of(), ff);
            Layer noFeedForward = new Layer(layer.name(), layer.heads(), FeedForward.none(4));
            double[] vector = {1, -2, 0.5, 0};
            Matrix bias = ff.b2().plus(Matrix.ofRowMajor(4, 1, vector));
            Layer biased = new Layer(
                    layer.name(), layer.heads(), new FeedForward(ff.w1(), ff.b1(), ff.w2(), bias, ff.activation()));
            Layer noUnits = new Layer(
                    layer.name(),
                    layer.heads(),
                    new FeedForward(ff.w1(), ff.b1(), Matrix.zeros(4, ff.hiddenDim()), ff.b2(), ff.activation()));
            Layer deaf = new Layer(
                    layer.name(),
                    layer.heads(),
                    new FeedForward(Matrix.zeros(ff.hiddenDim(), 4), ff.b1(), ff.w2(), ff.b2(), ff.activation()));
            assertSame(transformer, tokens, l, Site.ATTN_OUT, Edit.zero(), noHeads);
            assertSame(transformer, tokens, l, Site.MLP_OUT, Edit.zero(), noFeedForward);
            assertSame(transformer, tokens, l, Site.MLP_OUT, Edit.add(vector), biased);
            assertSame(transformer, tokens, l, Site.RESID_POST, Edit.add(vector), biased);
            assertSame(transformer, tokens, l, Site.MLP_POST, Edit.zero(), noUnits);
            assertSame(
                    transformer,
                    tokens,
                    l,
                    Site.MLP_PRE,
                    Edit.zero().then(Edit.add(ff.b1().toRowMajor())),
                    deaf);
        }
    }

    @Property
    void anEditOfSomeTokensLeavesTheOthersAsTheyAre(@ForAll long seed, @ForAll @IntRange(min = 0, max = 4) int token) {
        RandomTransformers random = new RandomTransformers(seed, 4);
        Transformer transformer = random.transformer();
        Matrix tokens = random.tokens(5);
        for (HookPoint point : HookPoint.allOf(transformer)) {
            ForwardTrace trace = ForwardTrace.of(point::equals);
            new DenseEngine()
                    .prepare(transformer)
                    .forward(
                            tokens,
                            trace.with(Interventions.at(point, Edit.constant(7).onTokens(token))));
            double[][] before = NaiveForward.dense(trace(transformer, tokens).get(point));
            double[][] after = NaiveForward.dense(trace.get(point));
            for (int row = 0; row < 5; row++) {
                for (int column = 0; column < before[row].length; column++) {
                    assertThat(after[row][column]).isEqualTo(row == token ? 7 : before[row][column]);
                }
            }
        }
    }

    @Property(tries = 100)
    void aReplacementOfAnotherShapeIsRefused(@ForAll long seed) {
        RandomTransformers random = new RandomTransformers(seed, 4);
        Transformer transformer = random.transformer();
        Matrix tokens = random.tokens(5);
        for (HookPoint point : HookPoint.allOf(transformer)) {
            assertThatThrownBy(() -> run(
                            transformer,
                            tokens,
                            Interventions.at(point, (at, value) -> Matrix.zeros(7, value.columns()))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(point.name() + " must have shape [5, ")
                    .hasMessageContaining(", got [7, ");
        }
    }

    private static AttentionHead head(Transformer transformer, int layer, int head) {
        return transformer.layers().get(layer).heads().get(head);
    }

    private static void assertSame(
            Transformer transformer,
            Matrix tokens,
            int layer,
            int head,
            Site site,
            Edit edit,
            UnaryOperator<AttentionHead> change) {
        Layer old = transformer.layers().get(layer);
        List<AttentionHead> heads = new ArrayList<>(old.heads());
        heads.set(head, change.apply(heads.get(head)));
        assertSame(
                transformer,
                tokens,
                new HookPoint(layer, head, site),
                edit,
                layer,
                new Layer(old.name(), heads, old.feedForward()));
    }

    private static void assertSame(
            Transformer transformer, Matrix tokens, int layer, Site site, Edit edit, Layer changed) {
        assertSame(transformer, tokens, HookPoint.ofLayer(layer, site), edit, layer, changed);
    }

    private static void assertSame(
            Transformer transformer, Matrix tokens, HookPoint point, Edit edit, int layer, Layer changed) {
        List<Layer> layers = new ArrayList<>(transformer.layers());
        layers.set(layer, changed);
        double[][] expected = NaiveForward.run(layers, tokens);
        double[][] actual = NaiveForward.dense(run(transformer, tokens, Interventions.at(point, edit)));
        for (int token = 0; token < expected.length; token++) {
            for (int dimension = 0; dimension < expected[token].length; dimension++) {
                double size = Math.max(1, Math.abs(expected[token][dimension]));
                assertThat(Math.abs(actual[token][dimension] - expected[token][dimension]))
                        .as("%s, token %d, dimension %d", point, token, dimension)
                        .isLessThanOrEqualTo(TOLERANCE * size);
            }
        }
    }
}
