package org.deciban.compiler.decompile;

import java.util.ArrayList;
import java.util.List;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Matrix;

/**
 * An update link: one hidden unit of a feed-forward, the same at every node.
 *
 * <p>A node that gathered x adds {@code weight · combine(bias + Σ weight · x[dimension])} to each of its outputs; the inner
 * sum runs over the inputs.
 *
 * @param function how the alternatives are combined
 * @param inputs what the node gathered, and how much it counts
 * @param bias what counts beside it
 * @param outputs where the result goes
 */
public record UpdateLink(LinkFunction function, List<Term> inputs, double bias, List<Term> outputs) {

    /** Copies the lists. */
    public UpdateLink {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The links of a feed-forward, one per hidden unit and in their order. */
    static List<UpdateLink> of(FeedForward feedForward) {
        LinkFunction function = LinkFunction.of(feedForward.activation());
        List<List<Term>> outputs = new ArrayList<>();
        for (int unit = 0; unit < feedForward.hiddenDim(); unit++) {
            outputs.add(new ArrayList<>());
        }
        for (int dimension = 0; dimension < feedForward.modelDim(); dimension++) {
            int to = dimension;
            feedForward
                    .w2()
                    .forEachInRow(to, (unit, weight) -> outputs.get(unit).add(new Term(to, weight)));
        }
        List<UpdateLink> links = new ArrayList<>();
        for (int unit = 0; unit < feedForward.hiddenDim(); unit++) {
            links.add(new UpdateLink(
                    function, row(feedForward.w1(), unit), feedForward.b1().get(unit, 0), outputs.get(unit)));
        }
        return links;
    }

    private static List<Term> row(Matrix weights, int row) {
        List<Term> terms = new ArrayList<>();
        weights.forEachInRow(row, (dimension, weight) -> terms.add(new Term(dimension, weight)));
        return terms;
    }

    /** Adds the output of the link to a node's state. */
    void apply(double[] gathered, double[] state) {
        double u = bias;
        for (Term input : inputs) {
            u += input.weight() * gathered[input.dimension()];
        }
        double combined = function.combine(u);
        for (Term output : outputs) {
            state[output.dimension()] += output.weight() * combined;
        }
    }
}
