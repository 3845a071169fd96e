package org.deciban.examples.hallucination;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.deciban.compiler.CompiledModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.proofs.verify.HandMadeModel;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.folded.FoldedEngine;

/**
 * A model of which tokens are gone, read like any transformer: the softmax of what stands there, with no check of its own. Evidence on a
 * variable whose token is gone has nowhere to stand; its belief is read off the sink, which holds nothing.
 */
final class Remainder {
    private static final int SINK = 0;

    private final HandMadeModel model;

    private Remainder(HandMadeModel model) {
        this.model = model;
    }

    static Remainder of(CompiledModel sound, Set<Integer> gone) {
        Program whole = sound.program();
        int[] places = places(whole.tokens().rows(), gone);
        List<Integer> keptInputs = IntStream.range(0, whole.inputs().size())
                .filter(i -> !gone.contains(whole.inputs().get(i).cell().token()))
                .boxed()
                .toList();
        List<Input> inputs = keptInputs.stream()
                .map(i -> whole.inputs().get(i))
                .map(input -> new Input(moved(input.cell(), places), input.least(), input.most()))
                .toList();
        Program left = new Program(
                whole.transformer(),
                tokens(whole.tokens(), gone),
                inputs,
                readOut(whole.readOut(), sound.graph(), places));
        return new Remainder(HandMadeModel.of(sound.graph(), left, given -> {
                    double[] all = sound.inputs(given);
                    return keptInputs.stream().mapToDouble(i -> all[i]).toArray();
                })
                .on(new FoldedEngine()));
    }

    Marginals infer(Evidence evidence) {
        List<Marginals> reads = model.beliefsAfterEachRead(evidence);
        return reads.get(reads.size() - 1);
    }

    /** By token: where it stands now. */
    private static int[] places(int tokens, Set<Integer> gone) {
        int[] places = new int[tokens];
        int next = 0;
        for (int token = 0; token < tokens; token++) {
            places[token] = gone.contains(token) ? SINK : next++;
        }
        return places;
    }

    private static Cell moved(Cell cell, int[] places) {
        return new Cell(places[cell.token()], cell.dimension());
    }

    private static Matrix tokens(Matrix all, Set<Integer> gone) {
        Matrix.Builder left = Matrix.builder(all.rows() - gone.size(), all.columns());
        for (int token = 0; token < all.rows(); token++) {
            if (!gone.contains(token)) {
                all.forEachInRow(token, left::append);
                left.endRow();
            }
        }
        return left.build();
    }

    /** What is read of the variables of the graph; those that the compiler added come after them. */
    private static ReadOut readOut(ReadOut whole, FactorGraph graph, int[] places) {
        List<Integer> states = whole.states().subList(0, graph.variables().size());
        int rows = states.stream().mapToInt(Integer::intValue).sum();
        Matrix.Builder logits = Matrix.builder(rows, whole.cells().size());
        for (int row = 0; row < rows; row++) {
            whole.logits().forEachInRow(row, logits::append);
            logits.endRow();
        }
        List<Cell> cells = new ArrayList<>();
        whole.cells().forEach(cell -> cells.add(moved(cell, places)));
        return new ReadOut(whole.layers(), cells, logits.build(), states);
    }
}
