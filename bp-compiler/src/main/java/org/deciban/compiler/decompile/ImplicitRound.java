package org.deciban.compiler.decompile;

import java.util.ArrayList;
import java.util.List;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;

/**
 * One layer on one input, as one round of weighted belief propagation.
 *
 * <pre>
 *   g_i  =  x_i + Σ_heads Σ_{edges j → i} α_ij · C x_j         what a node gathers
 *   x_i  ←  g_i + unary + Σ_links link(g_i)                    what it makes of it
 * </pre>
 *
 * @param name what the transformer calls the layer
 * @param heads the edges, head by head
 * @param links the update links, one per hidden unit
 * @param unary what every node adds whatever it gathered: the output bias
 */
public record ImplicitRound(String name, List<ImplicitHead> heads, List<UpdateLink> links, List<Term> unary) {

    /** Copies the lists. */
    public ImplicitRound {
        heads = List.copyOf(heads);
        links = List.copyOf(links);
        unary = List.copyOf(unary);
    }

    /**
     * The round that a layer performs on nodes with these states.
     *
     * @param states the residual stream before the layer, shape {@code [tokens, d]}
     */
    public static ImplicitRound of(Layer layer, Matrix states) {
        return of(LayerForm.of(layer), NodeStates.of(states));
    }

    static ImplicitRound of(LayerForm layer, double[][] states) {
        List<ImplicitHead> heads = layer.heads().stream()
                .map(form -> new ImplicitHead(form, form.edges(states)))
                .toList();
        return new ImplicitRound(layer.name(), heads, layer.links(), layer.unary());
    }

    /**
     * Passes the messages and updates every node. Edges and links are taken from this round; no attention is computed.
     *
     * @param states shape {@code [tokens, d]}
     * @return the states after the round, shape {@code [tokens, d]}
     */
    public Matrix pass(Matrix states) {
        return NodeStates.toMatrix(pass(NodeStates.of(states)));
    }

    double[][] pass(double[][] states) {
        double[][] gathered = NodeStates.copy(states);
        heads.forEach(head -> head.deliver(states, gathered));
        double[][] updated = NodeStates.copy(gathered);
        for (int node = 0; node < updated.length; node++) {
            for (Term term : unary) {
                updated[node][term.dimension()] += term.weight();
            }
            for (UpdateLink link : links) {
                link.apply(gathered[node], updated[node]);
            }
        }
        return updated;
    }

    /** What a layer is on every input. */
    record LayerForm(String name, List<HeadForm> heads, List<UpdateLink> links, List<Term> unary) {
        static LayerForm of(Layer layer) {
            FeedForward feedForward = layer.feedForward();
            List<Term> unary = new ArrayList<>();
            for (int d = 0; d < feedForward.modelDim() && feedForward.hiddenDim() > 0; d++) {
                if (feedForward.b2().get(d, 0) != 0) {
                    unary.add(new Term(d, feedForward.b2().get(d, 0)));
                }
            }
            return new LayerForm(
                    layer.name(), layer.heads().stream().map(HeadForm::of).toList(), UpdateLink.of(feedForward), unary);
        }
    }
}
