package org.deciban.compiler.decompile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.compiler.decompile.ImplicitRound.LayerForm;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;

/**
 * The implicit factor graph G(W) of a transformer on one input: its nodes are the tokens, and each layer is one round of
 * weighted belief propagation with edges of its own.
 *
 * <p>Nothing here is shared with the engines: attention is computed edge by edge from {@code W_Qᵀ W_K}, messages from
 * {@code W_O W_V}, the links by formulas of their own. So agreement with an engine is agreement of two programs.
 *
 * @param layout the names of the residual dimensions that edges and links speak of
 * @param nodes the number of nodes: the tokens
 * @param rounds one per layer
 */
public record ImplicitFactorGraph(ResidualLayout layout, int nodes, List<ImplicitRound> rounds) {

    /** Copies the list. */
    public ImplicitFactorGraph {
        rounds = List.copyOf(rounds);
    }

    /**
     * The implicit factor graph of a forward pass. Takes time and memory proportional to {@code tokens²} times the heads.
     *
     * @param tokens the embedded tokens, shape {@code [tokens ≥ 1, d]}
     * @throws IllegalArgumentException if there is no token, or the tokens have another width than the model
     */
    public static ImplicitFactorGraph of(Transformer transformer, Matrix tokens) {
        int d = transformer.layout().modelDim();
        if (tokens.rows() == 0 || tokens.columns() != d) {
            throw new IllegalArgumentException("tokens must have shape [tokens ≥ 1, " + d + "], got " + tokens.shape());
        }
        Map<Layer, LayerForm> forms = new HashMap<>();
        List<ImplicitRound> rounds = new ArrayList<>();
        double[][] states = NodeStates.of(tokens);
        for (Layer layer : transformer.layers()) {
            ImplicitRound round = ImplicitRound.of(forms.computeIfAbsent(layer, LayerForm::of), states);
            states = round.pass(states);
            rounds.add(round);
        }
        return new ImplicitFactorGraph(transformer.layout(), tokens.rows(), rounds);
    }

    /**
     * Weighted belief propagation on this graph: entry t holds the states after t rounds, entry 0 the tokens.
     *
     * @param tokens the tokens that the graph was built for, shape {@code [nodes, d]}; on others the edges are not those of a
     *     forward pass, unless every head is fixed ({@link Routing})
     */
    public List<Matrix> propagate(Matrix tokens) {
        List<Matrix> states = new ArrayList<>();
        states.add(tokens);
        for (ImplicitRound round : rounds) {
            states.add(round.pass(states.get(states.size() - 1)));
        }
        return states;
    }
}
