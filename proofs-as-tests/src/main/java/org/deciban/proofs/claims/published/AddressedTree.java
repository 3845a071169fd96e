package org.deciban.proofs.claims.published;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deciban.compiler.published.PublishedGraph;
import org.deciban.compiler.published.PublishedLayout;
import org.deciban.compiler.published.PublishedModel;
import org.deciban.compiler.published.PublishedNode;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;

/** A tree of the published kind, and random numbers for a code. */
record AddressedTree(PublishedGraph graph, long seed) {
    static AddressedTree draw(Random random) {
        return new AddressedTree(PublishedDomains.path(random), random.nextLong());
    }

    Stream<AddressedTree> smaller() {
        return PublishedDomains.smaller(graph).map(less -> new AddressedTree(less, seed));
    }

    /** The largest |gathered − what the first neighbour believes| of a code. */
    double error(AddressCode code, double temperature) {
        double[] gathered = code.gather(graph, temperature, new Random(seed));
        double worst = 0;
        for (int i = 0; i < gathered.length; i++) {
            double error = Math.abs(gathered[i] - graph.target(graph.nodes().get(i), 0));
            worst = error <= worst ? worst : error;
        }
        return worst;
    }

    /** By how much two codes differ. */
    double difference(AddressCode one, AddressCode other, double temperature) {
        double[] first = one.gather(graph, temperature, new Random(seed));
        double[] second = other.gather(graph, temperature, new Random(seed));
        double worst = 0;
        for (int i = 0; i < first.length; i++) {
            worst = Math.max(worst, Math.abs(first[i] - second[i]));
        }
        return worst;
    }

    /** Whether queries times two and keys divided by two, and values likewise, give the same outputs to the bit. */
    boolean publishedDoubled() {
        PublishedModel model =
                PublishedModel.of(PublishedLayout.A_OWN_INDEX, graph.nodes().size(), AttentionGaugeClaim.MARGIN);
        Transformer published = model.transformer();
        List<Layer> layers = published.layers().stream()
                .map(layer -> new Layer(
                        layer.name(),
                        layer.heads().stream().map(AddressedTree::doubled).toList(),
                        layer.feedForward()))
                .toList();
        Transformer doubled = new Transformer(published.layout(), layers);
        Matrix tokens = model.encode(graph);
        return !doubled.equals(published)
                && new DenseEngine()
                        .prepare(doubled)
                        .forward(tokens)
                        .equals(new DenseEngine().prepare(published).forward(tokens));
    }

    private static AttentionHead doubled(AttentionHead head) {
        return new AttentionHead(
                head.name(),
                scaled(head.wQ(), 2),
                scaled(head.wK(), 0.5),
                scaled(head.wV(), 2),
                scaled(head.wO(), 0.5));
    }

    private static Matrix scaled(Matrix matrix, double factor) {
        double[] entries = matrix.toRowMajor();
        for (int i = 0; i < entries.length; i++) {
            entries[i] *= factor;
        }
        return Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries);
    }

    /** The largest |gathered − what the first neighbour believes| of the published heads. */
    double publishedError() {
        PublishedModel model =
                PublishedModel.of(PublishedLayout.A_OWN_INDEX, graph.nodes().size(), AttentionGaugeClaim.MARGIN);
        double worst = 0;
        for (int i = 0; i < graph.nodes().size(); i++) {
            PublishedNode node = graph.nodes().get(i);
            if (!node.neighbours().isEmpty()) {
                double gathered = model.round(graph).get(i).gathered().get(0);
                worst = Math.max(worst, Math.abs(gathered - graph.target(node, 0)));
            }
        }
        return worst;
    }

    @Override
    public String toString() {
        return PublishedDomains.text(graph);
    }
}
