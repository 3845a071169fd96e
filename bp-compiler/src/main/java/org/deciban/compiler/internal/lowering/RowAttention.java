package org.deciban.compiler.internal.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
import org.deciban.transformer.LoopedTransformer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ReadOut;

/**
 * Row attention: belief propagation on any discrete factor graph, of any arity and number of states, zeros included.
 *
 * <p>One round is two layers, {@link GatherLayer} (AND) and {@link UpdateLayer} (OR); one more gather layer reads out. The
 * layers depend on {@link ModelBounds} alone; the graph is in the tokens ({@link RowTokens}).
 */
public final class RowAttention implements LoweredModel {
    private final RowLayout layout;
    private final RowTokens tokens;
    private final ExplainedLoop explained;
    private final LoopedTransformer loop;

    private RowAttention(RowLayout layout, RowTokens tokens, ExplainedLoop explained) {
        this.layout = layout;
        this.tokens = tokens;
        this.explained = explained;
        this.loop = explained.loop();
    }

    /**
     * The weights and tokens for a graph that fits in the bounds.
     *
     * @param damping the share of the old message in the new one, see {@link UpdateLayer}
     */
    public static RowAttention lower(RowFactorGraph graph, ModelBounds bounds, double damping) {
        RowLayout layout = new RowLayout(bounds);
        return new RowAttention(layout, RowTokens.of(graph, layout), explain(layout, damping));
    }

    /** The weights for these bounds without tokens: what {@link #lower} gives to every graph within them. */
    public static LoopedTransformer loop(ModelBounds bounds, double damping) {
        return explain(new RowLayout(bounds), damping).loop();
    }

    private static ExplainedLoop explain(RowLayout layout, double damping) {
        ExplainedLayer gather = GatherLayer.of(layout);
        ExplainedLayer update = UpdateLayer.of(layout, damping);
        return new ExplainedLoop(layout, List.of(gather, update), List.of(gather));
    }

    /** The number of tokens that a graph takes: the sink, its variables, its edges, and its rows once for each slot. */
    public static long tokenCount(RowFactorGraph graph) {
        long rowTokens = graph.factors().stream()
                .mapToLong(factor -> (long) factor.rows() * factor.slots())
                .sum();
        return CellTokens.count(graph) + rowTokens;
    }

    /**
     * An upper bound of the token entries that are not zero, off by those that are by chance. Row tokens hold an address, one
     * state per slot and three scalars; the others are {@link CellTokens}, and variables mark the states that they lack.
     */
    public static long mostEntries(RowFactorGraph graph, ModelBounds bounds) {
        long rows = 0;
        for (RowFactor factor : graph.factors()) {
            double max = factor.maxLogPotential();
            long below = 0;
            for (int row = 0; row < factor.rows(); row++) {
                below += factor.logPotential(row) < max ? 1 : 0;
            }
            rows += factor.slots() * (factor.rows() * (2L + bounds.cellBits() + factor.slots()) + below);
        }
        long marks = graph.variables().stream()
                .mapToLong(variable -> bounds.states() - variable.cardinality())
                .sum();
        return CellTokens.entries(graph, bounds) + marks + rows;
    }

    @Override
    public LoopedTransformer loop() {
        return loop;
    }

    @Override
    public Matrix tokens() {
        return tokens.matrix();
    }

    @Override
    public List<Input> inputs() {
        return tokens.inputs();
    }

    @Override
    public OptionalInt roundsShownAfter(int layer) {
        return layer % 2 == 0 ? OptionalInt.of(layer / 2) : OptionalInt.empty();
    }

    /** Slot 0 of B tokens; what stands there is a log-belief already. */
    @Override
    public ReadOut readOut(List<Integer> layers) {
        List<Cell> cells = new ArrayList<>();
        List<Integer> states = new ArrayList<>();
        for (int cardinality : tokens.cardinalities()) {
            int token = CellTokens.variableToken(states.size());
            for (int s = 0; s < cardinality; s++) {
                cells.add(new Cell(token, layout.state.get(0).at(s)));
            }
            states.add(cardinality);
        }
        return new ReadOut(layers, cells, Matrix.identity(cells.size()), states);
    }

    @Override
    public BeliefCoding coding() {
        List<Integer> cardinalities =
                Arrays.stream(tokens.cardinalities()).boxed().toList();
        return new RowCoding(cardinalities, layout.bounds);
    }

    @Override
    public TokenOrigin origin(int token) {
        return tokens.origin(token);
    }

    @Override
    public ExplainedLoop explained() {
        return explained;
    }
}
