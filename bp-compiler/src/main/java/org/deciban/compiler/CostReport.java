package org.deciban.compiler;

import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.lowering.CellTokens;
import org.deciban.transformer.TransformerSpec;

/**
 * What a compiled model costs, known before anything is built.
 *
 * @param mode what the model promises
 * @param construction how it is built
 * @param junctionTree the cliques that make it exact on a graph with cycles, {@link JunctionTreeSize#NONE} elsewhere
 * @param variables variables of the intermediate form, separators included
 * @param factors row factors
 * @param edges (factor, variable) pairs: messages in each direction
 * @param rowTokens tokens that stand for table rows
 * @param tokens all tokens
 * @param modelDim width of the residual stream, {@code d}
 * @param rounds rounds of belief propagation; of a scan one, which is all of it
 * @param layers layers of all rounds, and the read-out
 * @param heads heads over all layers
 * @param feedForwardDim the most hidden units of a layer
 * @param distinctParameters weights, zeros included, tied layers counted once
 * @param unrolledParameters weights with every layer counted
 * @param modelBytes an upper bound of the bytes that the tokens take, stored without their zeros
 */
public record CostReport(
        Mode mode,
        Construction construction,
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

    static CostReport of(
            RowFactorGraph graph,
            JunctionTreeSize junctionTree,
            ModelBounds bounds,
            Promise promise,
            CompilerOptions options) {
        int rounds = promise.rounds();
        Construction construction = options.construction();
        long tokens = construction.tokenCount(graph);
        // The layers are small and depend on the bounds alone: asking them is cheaper than counting twice.
        TransformerSpec spec = construction.loop(bounds, options).unroll(rounds).spec();
        return new CostReport(
                promise.mode(),
                construction,
                junctionTree,
                graph.variables().size(),
                graph.factors().size(),
                graph.edges(),
                tokens - CellTokens.count(graph),
                tokens,
                spec.modelDim(),
                rounds,
                spec.layers(),
                spec.heads(),
                spec.feedForwardDim(),
                spec.distinctParameters(),
                spec.unrolledParameters(),
                BYTES_PER_ENTRY * construction.mostEntries(graph, bounds));
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
