package org.deciban.proofs.claims.published;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.proofs.generators.DenseCase;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;

/** Transformers that are one step smaller than a transformer, and transformers as text. */
final class DenseReductions {
    private DenseReductions() {}

    /** Without a layer, a token, a residual dimension, a feed-forward, a head; with weights of 1 and −1, or of one digit. */
    static Stream<DenseCase> of(DenseCase given) {
        Transformer transformer = given.transformer();
        int layers = transformer.layers().size();
        int tokens = given.tokens().rows();
        int d = given.tokens().columns();
        Stream<DenseCase> fewerLayers =
                range(layers > 1 ? layers : 0).mapToObj(l -> withLayers(given, without(transformer.layers(), l)));
        Stream<DenseCase> fewerTokens = range(tokens > 1 ? tokens : 0)
                .mapToObj(t -> new DenseCase(transformer, kept(given.tokens(), row -> row != t, c -> true), ""));
        Stream<DenseCase> narrower = range(d > 1 ? d : 0).mapToObj(removed -> narrowed(given, removed));
        Stream<DenseCase> simpler = range(layers)
                .boxed()
                .flatMap(l -> simpler(transformer.layers().get(l))
                        .map(layer -> withLayers(given, replaced(transformer.layers(), l, layer))));
        Stream<DenseCase> plainerTokens =
                plainer(given.tokens()).map(plainer -> new DenseCase(transformer, plainer, ""));
        return Stream.of(fewerLayers, fewerTokens, narrower, simpler, plainerTokens)
                .flatMap(stream -> stream)
                .map(smaller -> new DenseCase(smaller.transformer(), smaller.tokens(), text(smaller)));
    }

    /** Everything that is needed to build the case again. */
    static String text(DenseCase given) {
        return "tokens " + text(given.tokens()) + "\n"
                + given.transformer().layers().stream()
                        .map(DenseReductions::text)
                        .collect(Collectors.joining("\n"));
    }

    private static String text(Layer layer) {
        StringBuilder text = new StringBuilder(layer.name());
        for (AttentionHead head : layer.heads()) {
            text.append("\n  ")
                    .append(head.name())
                    .append(": W_Q ")
                    .append(text(head.wQ()))
                    .append(" W_K ");
            text.append(text(head.wK())).append(" W_V ").append(text(head.wV())).append(" W_O ");
            text.append(text(head.wO()));
        }
        FeedForward units = layer.feedForward();
        if (!units.isNone()) {
            text.append("\n  ")
                    .append(units.activation())
                    .append(": W_1 ")
                    .append(text(units.w1()))
                    .append(" b_1 ");
            text.append(text(units.b1()))
                    .append(" W_2 ")
                    .append(text(units.w2()))
                    .append(" b_2 ");
            text.append(text(units.b2()));
        }
        return text.toString();
    }

    static String text(Matrix matrix) {
        return range(matrix.rows())
                .mapToObj(row -> range(matrix.columns())
                        .mapToObj(column -> Double.toString(matrix.get(row, column)))
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("; ", "[", "]"));
    }

    private static IntStream range(int end) {
        return IntStream.range(0, end);
    }

    private static DenseCase withLayers(DenseCase given, List<Layer> layers) {
        return new DenseCase(new Transformer(given.transformer().layout(), layers), given.tokens(), "");
    }

    private static <T> List<T> without(List<T> all, int removed) {
        List<T> rest = new ArrayList<>(all);
        rest.remove(removed);
        return rest;
    }

    private static <T> List<T> replaced(List<T> all, int index, T with) {
        List<T> other = new ArrayList<>(all);
        other.set(index, with);
        return other;
    }

    private static Stream<Layer> simpler(Layer layer) {
        FeedForward units = layer.feedForward();
        List<AttentionHead> heads = layer.heads();
        Stream<Layer> withoutUnits = Stream.of(FeedForward.none(layer.modelDim()))
                .filter(none -> !units.isNone())
                .map(none -> new Layer(layer.name(), heads, none));
        Stream<Layer> withoutHead =
                range(heads.size()).mapToObj(h -> new Layer(layer.name(), without(heads, h), units));
        Stream<Layer> smallerHeads = range(heads.size())
                .boxed()
                .flatMap(h ->
                        narrower(heads.get(h)).map(head -> new Layer(layer.name(), replaced(heads, h, head), units)));
        Stream<Layer> plainer = Stream.<UnaryOperator<Matrix>>of(DenseReductions::signs, DenseReductions::rounded)
                .map(change -> mapped(layer, change))
                .filter(other -> !other.equals(layer));
        return Stream.of(withoutUnits, withoutHead, smallerHeads, plainer).flatMap(stream -> stream);
    }

    /** With one key dimension less, or one value dimension. */
    private static Stream<AttentionHead> narrower(AttentionHead head) {
        Stream<AttentionHead> keys = range(head.keyDim() > 1 ? head.keyDim() : 0)
                .mapToObj(k -> new AttentionHead(
                        head.name(),
                        kept(head.wQ(), row -> row != k, c -> true),
                        kept(head.wK(), row -> row != k, c -> true),
                        head.wV(),
                        head.wO()));
        Stream<AttentionHead> values = range(head.valueDim() > 1 ? head.valueDim() : 0)
                .mapToObj(v -> new AttentionHead(
                        head.name(),
                        head.wQ(),
                        head.wK(),
                        kept(head.wV(), row -> row != v, c -> true),
                        kept(head.wO(), row -> true, c -> c != v)));
        return Stream.concat(keys, values);
    }

    private static Layer mapped(Layer layer, UnaryOperator<Matrix> change) {
        List<AttentionHead> heads = layer.heads().stream()
                .map(h -> new AttentionHead(
                        h.name(),
                        change.apply(h.wQ()),
                        change.apply(h.wK()),
                        change.apply(h.wV()),
                        change.apply(h.wO())))
                .toList();
        FeedForward units = layer.feedForward();
        return new Layer(
                layer.name(),
                heads,
                new FeedForward(
                        change.apply(units.w1()),
                        change.apply(units.b1()),
                        change.apply(units.w2()),
                        change.apply(units.b2()),
                        units.activation()));
    }

    private static DenseCase narrowed(DenseCase given, int removed) {
        IntPredicate stays = dimension -> dimension != removed;
        IntPredicate all = dimension -> true;
        List<Layer> layers = given.transformer().layers().stream()
                .map(layer -> new Layer(
                        layer.name(),
                        layer.heads().stream()
                                .map(h -> new AttentionHead(
                                        h.name(),
                                        kept(h.wQ(), all, stays),
                                        kept(h.wK(), all, stays),
                                        kept(h.wV(), all, stays),
                                        kept(h.wO(), stays, all)))
                                .toList(),
                        new FeedForward(
                                kept(layer.feedForward().w1(), all, stays),
                                layer.feedForward().b1(),
                                kept(layer.feedForward().w2(), stays, all),
                                kept(layer.feedForward().b2(), stays, all),
                                layer.feedForward().activation())))
                .toList();
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("x", given.tokens().columns() - 1);
        return new DenseCase(new Transformer(layout.build(), layers), kept(given.tokens(), all, stays), "");
    }

    static Matrix kept(Matrix matrix, IntPredicate rows, IntPredicate columns) {
        int[] left = range(matrix.rows()).filter(rows).toArray();
        int[] right = range(matrix.columns()).filter(columns).toArray();
        double[] entries = new double[left.length * right.length];
        Arrays.setAll(entries, i -> matrix.get(left[i / right.length], right[i % right.length]));
        return Matrix.ofRowMajor(left.length, right.length, entries);
    }

    /** Every entry 1, 0 or −1; every entry with one digit; nothing for a matrix that has such entries. */
    static Stream<Matrix> plainer(Matrix matrix) {
        return Stream.of(signs(matrix), rounded(matrix)).filter(other -> !other.equals(matrix));
    }

    private static Matrix signs(Matrix matrix) {
        return mapped(matrix, Math::signum);
    }

    private static Matrix rounded(Matrix matrix) {
        return mapped(
                matrix, entry -> new BigDecimal(entry).round(new MathContext(1)).doubleValue());
    }

    private static Matrix mapped(Matrix matrix, DoubleUnaryOperator change) {
        double[] entries = Arrays.stream(matrix.toRowMajor()).map(change).toArray();
        return Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries);
    }
}
