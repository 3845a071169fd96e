package org.deciban.compiler;

import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.lowering.RowAttention;
import org.deciban.transformer.TransformerSpec;

/**
 * What a compiled model costs, known before anything is built.
 *
 * @param mode what the model promises
 * @param junctionTree the cliques that make it exact on a graph with cycles, {@link JunctionTreeSize#NONE} elsewhere
 * @param variables variables of the intermediate form, separators included
 * @param factors row factors
 * @param edges (factor, variable) pairs: messages in each direction
 * @param rowTokens tokens that stand for table rows
 * @param tokens all tokens
 * @param modelDim width of the residual stream, {@code d}
 * @param rounds rounds of belief propagation
 * @param layers layers: two a round, and the read-out
 * @param heads heads over all layers
 * @param feedForwardDim hidden units of an update layer
 * @param distinctParameters weights, zeros included, tied layers counted once
 * @param unrolledParameters weights with every layer counted
 * @param modelBytes an upper bound of the bytes that the tokens take, stored without their zeros
 */
public record CostReport(
        Mode mode,
        JunctionTreeSize junctionTree,
        int variables,
        int factors,
        int edges,
        long rowTokens,
        long tokens,
        int modelDim,
        int rounds,
        int layers,
        long heads,
        int feedForwardDim,
        long distinctParameters,
        long unrolledParameters,
        long modelBytes) {

    /** Bytes of a stored entry that is not zero. */
    private static final int BYTES_PER_ENTRY = 12;

    /**
     * The size of a junction tree.
     *
     * @param cliques the number of cliques
     * @param separators the number of separators
     * @param width the treewidth of the triangulation: the variables of the largest clique, less one
     */
    public record JunctionTreeSize(int cliques, int separators, int width) {
        /** No junction tree. */
        public static final JunctionTreeSize NONE = new JunctionTreeSize(0, 0, 0);
    }

    static CostReport of(RowFactorGraph graph, JunctionTreeSize junctionTree, ModelBounds bounds, Promise promise) {
        int rounds = promise.rounds();
        long tokens = RowAttention.tokenCount(graph);
        int variables = graph.variables().size();
        // The layers are small and depend on the bounds alone: asking them is cheaper than counting twice.
        TransformerSpec spec = RowAttention.loop(bounds, 0).unroll(rounds).spec();
        return new CostReport(
                promise.mode(),
                junctionTree,
                variables,
                graph.factors().size(),
                graph.edges(),
                tokens - 1 - variables - graph.edges(),
                tokens,
                spec.modelDim(),
                rounds,
                spec.layers(),
                spec.heads(),
                spec.feedForwardDim(),
                spec.distinctParameters(),
                spec.unrolledParameters(),
                modelBytes(graph, bounds, tokens));
    }

    /** Row tokens hold an address, one state per slot and three scalars; the others two addresses per slot and evidence. */
    private static long modelBytes(RowFactorGraph graph, ModelBounds bounds, long tokens) {
        long cells = 1L + graph.variables().size() + graph.edges();
        long perRow = 3L + bounds.cellBits() + bounds.slots() + 1;
        long addresses = bounds.variableBits() + bounds.cellBits();
        long perCell = 2 + addresses + bounds.slots() * (addresses + 2) + 2L * bounds.states();
        return BYTES_PER_ENTRY * ((tokens - cells) * perRow + cells * perCell);
    }

    boolean isWithin(CompilerOptions options) {
        return modelBytes <= options.budget().modelBytes()
                && patternEntries() <= options.budget().patternEntries();
    }

    /** Attention weights that a dense forward pass computes: {@code tokens² · heads}. */
    public double patternEntries() {
        return (double) tokens * tokens * heads;
    }

    /** Bytes of the residual stream and of the heads' output in a dense forward pass: {@code 16 · tokens · d}. */
    public long activationBytes() {
        return 16 * tokens * modelDim;
    }
}
