package org.deciban.compiler;

import java.util.List;
import java.util.Objects;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.lowering.ExplainedLayer;
import org.deciban.compiler.internal.lowering.ExplainedLoop;
import org.deciban.compiler.internal.lowering.LoweredModel;

/** Which variable, factor, row or pass each part of a model came from, as the construction wrote it down. */
final class Provenance {
    private final RowFactorGraph graph;
    private final LoweredModel lowered;
    private final int rounds;

    Provenance(RowFactorGraph graph, LoweredModel lowered, int rounds) {
        this.graph = graph;
        this.lowered = lowered;
        this.rounds = rounds;
    }

    int tokens() {
        return lowered.tokens().rows();
    }

    TokenOrigin origin(int token) {
        return lowered.origin(token);
    }

    String factorName(int factor) {
        return graph.factors().get(factor).name();
    }

    /** The names of the factors, in the order of their indices. */
    List<String> factorNames() {
        return graph.factors().stream().map(RowFactor::name).toList();
    }

    int rounds() {
        return rounds;
    }

    ExplainedLoop loop() {
        return lowered.explained();
    }

    String describeDimension(int dimension) {
        return loop().layout().describe(dimension);
    }

    String describeHead(int layer, int head) {
        return pass(layer) + explained(layer).heads().get(head);
    }

    String describeUnit(int layer, int unit) {
        return pass(layer) + explained(layer).units().get(unit);
    }

    private String pass(int layer) {
        int perRound = loop().body().size();
        String pass = layer < rounds * perRound ? "round " + (layer / perRound + 1) : "read-out";
        return pass + ", " + explained(layer).layer().name() + ": ";
    }

    private ExplainedLayer explained(int layer) {
        List<ExplainedLayer> body = loop().body();
        List<ExplainedLayer> readOut = loop().readOut();
        int unrolled = rounds * body.size();
        Objects.checkIndex(layer, unrolled + readOut.size());
        return layer < unrolled ? body.get(layer % body.size()) : readOut.get(layer - unrolled);
    }
}
