package org.deciban.compiler.internal.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

/**
 * Row attention: belief propagation on any discrete factor graph, of any arity and number of states, zeros included.
 *
 * <p>One round is two layers, {@link GatherLayer} (AND) and {@link UpdateLayer} (OR); one more gather layer reads out. The
 * layers depend on {@link ModelBounds} alone; the graph is in the tokens ({@link RowTokens}).
 */
public final class RowAttention implements LoweredModel {
    private final RowLayout layout;
    private final RowTokens tokens;
    private final Transformer transformer;

    private RowAttention(RowLayout layout, RowTokens tokens, Transformer transformer) {
        this.layout = layout;
        this.tokens = tokens;
        this.transformer = transformer;
    }

    /** The weights and tokens for a graph that fits in the bounds. */
    public static RowAttention lower(RowFactorGraph graph, ModelBounds bounds, int rounds) {
        RowLayout layout = new RowLayout(bounds);
        return new RowAttention(layout, RowTokens.of(graph, layout), transformer(layout, rounds));
    }

    private static Transformer transformer(RowLayout layout, int rounds) {
        Layer gather = GatherLayer.of(layout);
        Layer update = UpdateLayer.of(layout);
        List<Layer> layers = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            layers.add(gather);
            layers.add(update);
        }
        layers.add(gather);
        return new Transformer(layout.residual, layers);
    }

    /** The transformer for these bounds without its tokens: what {@link #lower} gives to every graph within them. */
    public static Transformer transformer(ModelBounds bounds, int rounds) {
        return transformer(new RowLayout(bounds), rounds);
    }

    /** The number of tokens that a graph takes: the sink, its variables, its edges, and its rows once for each slot. */
    public static long tokenCount(RowFactorGraph graph) {
        long rowTokens = graph.factors().stream()
                .mapToLong(factor -> (long) factor.rows() * factor.slots())
                .sum();
        return 1 + graph.variables().size() + graph.edges() + rowTokens;
    }

    @Override
    public Transformer transformer() {
        return transformer;
    }

    @Override
    public Matrix tokens() {
        return tokens.matrix();
    }

    @Override
    public Matrix embed(double[][] logEvidence) {
        return tokens.embed(logEvidence);
    }

    @Override
    public OptionalInt roundsShownAfter(int layer) {
        return layer % 2 == 0 ? OptionalInt.of(layer / 2) : OptionalInt.empty();
    }

    @Override
    public double[][] logBeliefs(Matrix residual) {
        int[] cardinalities = tokens.cardinalities();
        double[][] beliefs = new double[cardinalities.length][];
        for (int v = 0; v < beliefs.length; v++) {
            beliefs[v] = new double[cardinalities[v]];
            for (int s = 0; s < beliefs[v].length; s++) {
                double gathered = residual.get(
                        RowTokens.variableToken(v), layout.state.get(0).at(s));
                beliefs[v][s] = gathered < layout.bounds.impossibleBelow() ? Double.NEGATIVE_INFINITY : gathered;
            }
        }
        return beliefs;
    }

    @Override
    public String describeToken(int token) {
        return tokens.describe(token);
    }
}
