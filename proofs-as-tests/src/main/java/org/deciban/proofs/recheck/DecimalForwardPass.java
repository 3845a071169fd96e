package org.deciban.proofs.recheck;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.deciban.proofs.recheck.DecimalHead.Score;
import org.deciban.proofs.recheck.Decimals.Range;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;

/**
 * The forward pass in decimals, entry by entry from the outputs back: an entry of the stream is worked out when another one asks
 * for it, and once.
 *
 * <p>Scores more than 746 below the largest have weight 0, as the engines define it. Intervals are plain ones: their width grows
 * by some factor in every layer, and digits make up for it.
 */
final class DecimalForwardPass {
    private static final BigDecimal FLOOR = new BigDecimal(Activation.LOG_ARGUMENT_FLOOR);

    private final Decimals decimals;
    private final Program program;
    private final Matrix tokens;
    private final boolean[] written;
    private final Map<AttentionHead, DecimalHead> heads = new IdentityHashMap<>();
    private final Range logOfFloor;
    /** By layer: entries before it, entries between attention and feed-forward, hidden units, and patterns. */
    private final List<Known> known = new ArrayList<>();

    private record Known(
            Map<Cell, Range> before,
            Map<Cell, Range> between,
            Map<Cell, Range> units,
            Map<AttentionHead, Map<Integer, Map<Integer, Range>>> patterns) {}

    DecimalForwardPass(Program program, double[] inputs, Decimals decimals) {
        this.decimals = decimals;
        this.program = program;
        this.tokens = program.embed(inputs);
        this.written = new boolean[tokens.columns()];
        for (Layer layer : program.transformer().layers()) {
            for (int d = 0; d < written.length; d++) {
                int dimension = d;
                layer.heads().forEach(head -> mark(head.wO(), dimension));
                mark(layer.feedForward().w2(), d);
                mark(layer.feedForward().b2(), d);
            }
        }
        for (int l = 0; l <= program.transformer().layers().size(); l++) {
            known.add(new Known(new HashMap<>(), new HashMap<>(), new HashMap<>(), new IdentityHashMap<>()));
        }
        this.logOfFloor = decimals.log(Range.of(FLOOR));
    }

    private void mark(Matrix writing, int dimension) {
        writing.forEachInRow(dimension, (column, weight) -> written[dimension] = true);
    }

    /** By distribution and state what is read after the last layer. */
    List<List<Range>> distributions() {
        int last = program.transformer().layers().size();
        List<Cell> cells = program.readOut().cells();
        List<List<Range>> distributions = new ArrayList<>();
        int row = 0;
        for (int states : program.readOut().states()) {
            List<Score> logits = new ArrayList<>();
            for (int s = 0; s < states; s++, row++) {
                logits.add(new Score(
                        s,
                        sum(
                                program.readOut().logits(),
                                row,
                                i -> entry(
                                        last, cells.get(i).token(), cells.get(i).dimension()))));
            }
            Map<Integer, Range> weights = DecimalHead.softmax(logits, decimals);
            List<Range> distribution = new ArrayList<>();
            for (int s = 0; s < states; s++) {
                distribution.add(weights.getOrDefault(s, Range.ZERO));
            }
            distributions.add(distribution);
        }
        return distributions;
    }

    /** Σ weight · value over a row of weights. */
    private Range sum(Matrix weights, int row, IntFunction<Range> value) {
        Range[] sum = {Range.ZERO};
        weights.forEachInRow(row, (column, weight) -> {
            Range of = value.apply(column);
            if (!of.isZero()) {
                sum[0] = decimals.add(sum[0], decimals.multiply(of, new BigDecimal(weight)));
            }
        });
        return sum[0];
    }

    /** An entry when a layer begins. */
    private Range entry(int layer, int token, int dimension) {
        if (layer == 0 || !written[dimension]) {
            double value = tokens.get(token, dimension);
            return value == 0 ? Range.ZERO : Range.of(value);
        }
        Cell cell = new Cell(token, dimension);
        Range found = known.get(layer).before.get(cell);
        if (found == null) {
            found = decimals.add(between(layer - 1, cell), fed(layer - 1, cell));
            known.get(layer).before.put(cell, found);
        }
        return found;
    }

    private Range between(int layer, Cell cell) {
        Range found = known.get(layer).between.get(cell);
        if (found == null) {
            Range[] sum = {entry(layer, cell.token(), cell.dimension())};
            for (AttentionHead head : program.transformer().layers().get(layer).heads()) {
                Range added = sum(head.wO(), cell.dimension(), c -> average(layer, head, cell.token(), c));
                sum[0] = decimals.add(sum[0], added);
            }
            found = sum[0];
            known.get(layer).between.put(cell, found);
        }
        return found;
    }

    private Range average(int layer, AttentionHead head, int token, int channel) {
        Range[] sum = {Range.ZERO};
        pattern(layer, head, token).forEach((key, weight) -> {
            Range value = sum(head.wV(), channel, d -> entry(layer, key, d));
            if (!value.isZero()) {
                sum[0] = decimals.add(sum[0], decimals.multiply(value, weight));
            }
        });
        return sum[0];
    }

    private Map<Integer, Range> pattern(int layer, AttentionHead head, int token) {
        DecimalHead decimal = heads.computeIfAbsent(head, h -> new DecimalHead(h, tokens, written, decimals));
        Map<Integer, Map<Integer, Range>> ofHead =
                known.get(layer).patterns.computeIfAbsent(head, h -> new HashMap<>());
        Map<Integer, Range> found = ofHead.get(token);
        if (found == null) {
            found = decimal.pattern(token, (t, d) -> entry(layer, t, d));
            ofHead.put(token, found);
        }
        return found;
    }

    /** What the feed-forward adds to an entry. */
    private Range fed(int layer, Cell cell) {
        FeedForward feedForward = program.transformer().layers().get(layer).feedForward();
        Range units = sum(feedForward.w2(), cell.dimension(), u -> unit(layer, cell.token(), u));
        double bias = feedForward.b2().get(cell.dimension(), 0);
        return bias == 0 ? units : decimals.add(units, Range.of(bias));
    }

    private Range unit(int layer, int token, int unit) {
        Cell cell = new Cell(token, unit);
        Range found = known.get(layer).units.get(cell);
        if (found == null) {
            FeedForward feedForward = program.transformer().layers().get(layer).feedForward();
            Range argument = sum(
                    feedForward.w1(),
                    unit,
                    d -> written[d] ? between(layer, new Cell(token, d)) : entry(layer, token, d));
            argument = decimals.add(argument, Range.of(feedForward.b1().get(unit, 0)));
            found = activated(feedForward.activation(), argument);
            known.get(layer).units.put(cell, found);
        }
        return found;
    }

    private Range activated(Activation activation, Range u) {
        BigDecimal zero = BigDecimal.ZERO;
        return switch (activation) {
            case RELU -> new Range(u.lo().max(zero), u.hi().max(zero));
            case LOG -> logarithm(u);
            case SOFTPLUS -> new Range(softplus(u.lo()).lo(), softplus(u.hi()).hi());
            case SIGMOID -> new Range(sigmoid(u.lo()).lo(), sigmoid(u.hi()).hi());
        };
    }

    private Range logarithm(Range u) {
        if (u.hi().compareTo(FLOOR) <= 0) {
            return logOfFloor;
        }
        return u.lo().compareTo(FLOOR) > 0
                ? decimals.log(u)
                : new Range(logOfFloor.lo(), decimals.log(Range.of(u.hi())).hi());
    }

    private Range softplus(BigDecimal u) {
        Range e = decimals.exp(Range.of(u.abs().negate()));
        return decimals.add(decimals.log(decimals.add(Range.ONE, e)), Range.of(u.max(BigDecimal.ZERO)));
    }

    private Range sigmoid(BigDecimal u) {
        Range e = decimals.exp(Range.of(u.abs().negate()));
        return decimals.divide(u.signum() < 0 ? e : Range.ONE, decimals.add(Range.ONE, e));
    }
}
