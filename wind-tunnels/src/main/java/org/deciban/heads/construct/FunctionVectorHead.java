package org.deciban.heads.construct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deciban.heads.tasks.FewShot;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Subspace;
import org.deciban.tunnels.Intervention;

/**
 * A head that writes which relation the examples show, as a vector that makes the model perform it.
 *
 * <pre>
 *   layer 0   previous:      writes the input before an output, as in {@link PreviousTokenHead}
 *             feed-forward:  evidence_r += relu([x] + [y] − 1) for every input x with y its output under r
 *   layer 1   task:          score(q, k) = −β [k is no output] − β [k > q] + β/2 [k = 0]        task = mean of the evidence
 *             feed-forward:  logit_y += relu(task_r + [x] − 1) for every r and input x with y its output under r
 *   read-out  κ · logit
 * </pre>
 *
 * <p>task_r is the share of the examples that r explains, 1 for the relation shown and 0 for the others; a prompt without examples has
 * task 0 and all outcomes alike. {@link #vector} is the unit vector of a relation: adding it to the residual stream of such a prompt
 * after layer 0 puts there what the head would have written.
 */
public final class FunctionVectorHead implements HeadConstruction {
    /** The layer of the head that writes the task. */
    public static final int LAYER = 1;

    private final FewShot task;
    private final ConstructedModel model;
    private final Subspace taskBlock;

    private FunctionVectorHead(FewShot task, ConstructedModel model, Subspace taskBlock) {
        this.task = task;
        this.model = model;
        this.taskBlock = taskBlock;
    }

    /**
     * For a task, up to a number of tokens.
     *
     * @param price β
     * @param sharpness κ, above 0
     */
    public static FunctionVectorHead of(FewShot task, int maximumLength, double price, double sharpness) {
        HeadConstruction.requirePrice(price);
        if (!(sharpness > 0 && sharpness <= HARD)) {
            throw new IllegalArgumentException("sharpness must be above 0 and at most 2048, got " + sharpness);
        }
        int size = task.size();
        int relations = task.relations().size();
        TokenCode.Builder blocks = TokenCode.bounded(task.symbols().size(), maximumLength);
        Subspace before = blocks.block("before", task.symbols().size());
        Subspace evidence = blocks.block("evidence", relations);
        Subspace taskBlock = blocks.block("task", relations);
        Subspace logits = blocks.block("logits", size);
        TokenCode code = blocks.build();
        HeadWeights previous = new HeadWeights("previous", code)
                .forAll(-HARD)
                .beforeOrStart(1, HARD)
                .move(code.symbol, 0, before);
        List<Integer> outputs =
                IntStream.range(0, size).map(task::outputSymbol).boxed().toList();
        HeadWeights read = new HeadWeights("task", code)
                .forAll(-price)
                .forKeys(Weights.anyOf(code.symbol, outputs), price)
                .notAfter(price)
                .start(price / 2)
                .move(evidence, 0, taskBlock);
        Units explain = new Units(Activation.RELU, code);
        Units perform = new Units(Activation.RELU, code);
        for (int r = 0; r < relations; r++) {
            for (int x = 0; x < size; x++) {
                int input = FewShot.inputSymbol(x);
                int output = task.apply(r, x);
                explain.add(
                        Map.of(before.at(input), 1.0, code.symbol.at(task.outputSymbol(output)), 1.0),
                        -1,
                        Map.of(evidence.at(r), 1.0));
                perform.add(
                        Map.of(taskBlock.at(r), 1.0, code.symbol.at(input), 1.0), -1, Map.of(logits.at(output), 1.0));
            }
        }
        List<Layer> layers = List.of(
                new Layer("explain", List.of(previous.build()), explain.build()),
                new Layer("perform", List.of(read.build()), perform.build()));
        List<Map<Integer, Double>> readOut = new ArrayList<>();
        for (int y = 0; y < size; y++) {
            readOut.add(Map.of(logits.at(y), sharpness));
        }
        return new FunctionVectorHead(
                task, new ConstructedModel("function vector", code, layers, ReadOuts.of(code, readOut)), taskBlock);
    }

    @Override
    public String name() {
        return "function vector";
    }

    @Override
    public FewShot task() {
        return task;
    }

    @Override
    public ConstructedModel model() {
        return model;
    }

    /** The function vector that theory gives to a relation: 1 in its dimension of the task, 0 elsewhere, shape {@code [d]}. */
    public double[] vector(int relation) {
        double[] vector = new double[model.transformer().layout().modelDim()];
        vector[taskBlock.at(relation)] = 1;
        return vector;
    }

    /** A vector is added to the residual stream of a position before the layer of the head. */
    public static Intervention adding(double[] vector, int at) {
        double[] added = vector.clone();
        return new Intervention() {
            @Override
            public double[] residual(int layer, int position, double[] residual) {
                if (layer != LAYER - 1 || position != at) {
                    return residual;
                }
                double[] sum = residual.clone();
                for (int dimension = 0; dimension < sum.length; dimension++) {
                    sum[dimension] += added[dimension];
                }
                return sum;
            }
        };
    }
}
