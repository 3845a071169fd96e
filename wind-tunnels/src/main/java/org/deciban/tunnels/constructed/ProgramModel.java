package org.deciban.tunnels.constructed;

import java.util.Arrays;
import java.util.List;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.tunnels.Activations;
import org.deciban.tunnels.Intervention;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.TokenSequence;

/**
 * A constructed model: makes a program of a sequence and runs it. Recordings and interventions run on the dense engine, the forward
 * pass as it is defined; predictions on an engine of the model's choice.
 */
abstract class ProgramModel implements ObservableModel {
    private final String name;
    private final Engine engine;

    ProgramModel(String name, Engine engine) {
        this.name = name;
        this.engine = engine;
    }

    /** The weights, which are those of all sequences. */
    abstract Transformer transformer();

    /**
     * What answers a sequence.
     *
     * @throws IllegalArgumentException if the model does not take such a sequence
     */
    abstract Pass pass(TokenSequence tokens);

    /**
     * What stands at the inputs of the program.
     *
     * @return one for all positions, or one for each
     */
    List<double[]> inputs(TokenSequence tokens, Pass pass, int[] positions) {
        return List.of(pass.inputs().values());
    }

    /** Logits below this rule a state out; where all do, the sequence has probability 0. */
    double impossibleBelow() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int layers() {
        return transformer().layers().size();
    }

    @Override
    public final int heads(int layer) {
        return transformer().layers().get(layer).heads().size();
    }

    @Override
    public final Activations record(TokenSequence tokens) {
        return new ProgramActivations(pass(tokens));
    }

    @Override
    public final double[][] predict(TokenSequence tokens, int[] positions) {
        Pass pass = pass(tokens);
        List<double[]> inputs = inputs(tokens, pass, positions);
        double[][][] outputs = engine.prepare(pass.program()).run(inputs.toArray(double[][]::new));
        if (inputs.size() == 1) {
            return read(pass, positions, outputs[0][0]);
        }
        double[][] answers = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            answers[p] = read(pass, new int[] {positions[p]}, outputs[p][0])[0];
        }
        return answers;
    }

    @Override
    public final double[][] predict(TokenSequence tokens, int[] positions, Intervention intervention) {
        if (intervention == Intervention.NONE) {
            return predict(tokens, positions);
        }
        Pass pass = pass(tokens);
        ForwardObserver hooks = new InterventionHooks(intervention, pass.positions()::position);
        double[][] outputs =
                new DenseEngine().prepare(pass.program()).run(pass.inputs().values(), hooks);
        return read(pass, positions, outputs[0]);
    }

    private double[][] read(Pass pass, int[] positions, double[] outputs) {
        ReadOut readOut = pass.program().readOut();
        double[][] answers = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            int distribution = pass.positions().distribution(positions[p]);
            int first = readOut.states().subList(0, distribution).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            answers[p] = softmax(readOut.logits(), first, readOut.states().get(distribution), outputs, positions[p]);
        }
        return answers;
    }

    private double[] softmax(Matrix logits, int first, int states, double[] outputs, int position) {
        double[] answer = new double[states];
        Arrays.setAll(answer, s -> logits.dotRow(first + s, outputs, 0));
        double max = Arrays.stream(answer).max().orElseThrow();
        if (!(max >= impossibleBelow())) {
            throw new IllegalArgumentException("the tokens up to position " + position + " have probability 0");
        }
        Arrays.setAll(answer, s -> Math.exp(answer[s] - max));
        double sum = Arrays.stream(answer).sum();
        Arrays.setAll(answer, s -> answer[s] / sum);
        return answer;
    }
}
