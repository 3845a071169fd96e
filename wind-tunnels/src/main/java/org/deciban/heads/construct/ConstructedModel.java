package org.deciban.heads.construct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.tunnels.Activations;
import org.deciban.tunnels.Intervention;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.constructed.InterventionHooks;

/**
 * A constructed transformer as a model of sequences: the embedding, the layers on the dense engine in float64, and
 * {@code softmax(U x)} of the residual stream x at the positions that are asked.
 *
 * <p>Immutable.
 */
public final class ConstructedModel implements ObservableModel {
    private final String name;
    private final TokenCode code;
    private final Transformer transformer;
    private final Matrix unembedding;
    private final PreparedTransformer prepared;

    /**
     * @param unembedding U, shape {@code [outcomes, d]}
     */
    ConstructedModel(String name, TokenCode code, List<Layer> layers, Matrix unembedding) {
        this(name, code, new Transformer(code.layout, layers), unembedding);
    }

    private ConstructedModel(String name, TokenCode code, Transformer transformer, Matrix unembedding) {
        this.name = name;
        this.code = code;
        this.transformer = transformer;
        this.unembedding = unembedding;
        this.prepared = new DenseEngine().prepare(transformer);
    }

    @Override
    public String name() {
        return name;
    }

    /** The weights. */
    public Transformer transformer() {
        return transformer;
    }

    /** What is read off the residual stream, shape {@code [outcomes, d]}. */
    public Matrix unembedding() {
        return unembedding;
    }

    /**
     * The same embedding and read-out with other layers.
     *
     * @throws IllegalArgumentException if they are of another width
     */
    public ConstructedModel withLayers(List<Layer> layers) {
        return new ConstructedModel(name, code, layers, unembedding);
    }

    /** The tokens that the model has besides those of a sequence, which stand after them. */
    public int extraTokens() {
        return code.extraTokens();
    }

    /**
     * The embedded tokens, and those that the model has besides.
     *
     * @return shape {@code [tokens + extra tokens, d]}
     * @throws IllegalArgumentException if the model does not take such a sequence
     */
    public Matrix embed(TokenSequence tokens) {
        return code.embed(tokens);
    }

    @Override
    public int layers() {
        return transformer.layers().size();
    }

    @Override
    public int heads(int layer) {
        return transformer.layers().get(layer).heads().size();
    }

    @Override
    public double[][] predict(TokenSequence tokens, int[] positions, Intervention intervention) {
        ForwardObserver hooks = intervention == Intervention.NONE
                ? ForwardObserver.NONE
                : new InterventionHooks(intervention, IntUnaryOperator.identity());
        return predict(tokens, positions, hooks);
    }

    /**
     * The same with hooks that watch or replace.
     *
     * @throws IllegalArgumentException if the model does not take such a sequence, or the hooks do not fit
     */
    public double[][] predict(TokenSequence tokens, int[] positions, ForwardObserver hooks) {
        double[] stream = prepared.forward(embed(tokens), hooks).toRowMajor();
        double[][] predictions = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            if (positions[p] < 0 || positions[p] >= tokens.length()) {
                throw new IllegalArgumentException(
                        "positions must be in 0 … " + (tokens.length() - 1) + ", got " + positions[p]);
            }
            predictions[p] = softmax(logits(stream, positions[p] * code.modelDim()));
        }
        return predictions;
    }

    private double[] logits(double[] stream, int offset) {
        double[] logits = new double[unembedding.rows()];
        for (int outcome = 0; outcome < logits.length; outcome++) {
            logits[outcome] = unembedding.dotRow(outcome, stream, offset);
        }
        return logits;
    }

    private static double[] softmax(double[] logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = StrictMath.exp(logits[i] - max);
            sum += logits[i];
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] /= sum;
        }
        return logits;
    }

    /** The likeliest outcome at the last position; the first of those that are alike. */
    public int next(TokenSequence tokens) {
        double[] last = predict(tokens, new int[] {tokens.length() - 1})[0];
        int likeliest = 0;
        for (int outcome = 1; outcome < last.length; outcome++) {
            likeliest = last[outcome] > last[likeliest] ? outcome : likeliest;
        }
        return likeliest;
    }

    /**
     * Generates token by token, of a model whose outcomes are its symbols.
     *
     * @param stop the symbol after which nothing is generated
     * @param most the most symbols to generate
     * @return the symbols generated, the stop with them
     */
    public List<Integer> generate(TokenSequence prompt, int stop, int most) {
        List<Integer> generated = new ArrayList<>();
        int[] symbols = prompt.symbols();
        while (generated.size() < most) {
            int next = next(TokenSequence.ofSymbols(symbols, code.vocabulary));
            generated.add(next);
            if (next == stop) {
                break;
            }
            symbols = Arrays.copyOf(symbols, symbols.length + 1);
            symbols[symbols.length - 1] = next;
        }
        return generated;
    }

    /** What the forward pass does, tokens that the model has besides included. */
    @Override
    public Activations record(TokenSequence tokens) {
        return record(tokens, ForwardObserver.NONE);
    }

    /** The same while hooks replace something. */
    public Activations record(TokenSequence tokens, ForwardObserver hooks) {
        ForwardTrace trace = ForwardTrace.of(point -> point.site() == Site.PATTERN
                || point.site() == Site.K
                || point.site() == Site.RESID_POST
                || point.equals(HookPoint.ofLayer(0, Site.RESID_PRE)));
        prepared.forward(embed(tokens), hooks.with(trace));
        return new TracedActivations(trace);
    }

    /**
     * The OV circuit of a head that reads symbols: what looking at a symbol adds to a block of numbers, one for each symbol.
     *
     * @param block the name of the subspace that it writes to, as large as the vocabulary
     * @return shape {@code [symbols, symbols]}: the column of a symbol is what it adds
     * @throws IllegalArgumentException if there is no such head or block, or the block has another size
     */
    public double[][] symbolCircuit(int layer, int head, String block) {
        new HookPoint(layer, head, Site.RESULT).requireIn(transformer);
        Subspace written = transformer.layout().subspace(block);
        if (written.size() != code.vocabulary) {
            throw new IllegalArgumentException("the block " + block + " must have a number for each of "
                    + code.vocabulary + " symbols, has " + written.size());
        }
        AttentionHead weights = transformer.layers().get(layer).heads().get(head);
        double[][] circuit = new double[code.vocabulary][code.vocabulary];
        for (int symbol = 0; symbol < code.vocabulary; symbol++) {
            int column = code.symbol.at(symbol);
            for (int to = 0; to < code.vocabulary; to++) {
                double sum = 0;
                for (int i = 0; i < weights.valueDim(); i++) {
                    sum += weights.wO().get(written.at(to), i) * weights.wV().get(i, column);
                }
                circuit[to][symbol] = sum;
            }
        }
        return circuit;
    }

    /**
     * What a head adds to the residual stream at a position, shape {@code [d]}.
     *
     * @throws IllegalArgumentException if there is no such head or position
     */
    public double[] headOutput(TokenSequence tokens, int layer, int head, int position) {
        HookPoint point = new HookPoint(layer, head, Site.RESULT).requireIn(transformer);
        ForwardTrace trace = ForwardTrace.of(point::equals);
        prepared.forward(embed(tokens), trace);
        return TracedActivations.rows(trace.get(point))[position];
    }
}
