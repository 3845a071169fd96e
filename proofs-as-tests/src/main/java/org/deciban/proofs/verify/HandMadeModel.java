package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedProgram;

/**
 * A transformer that somebody built by other means than the compiler, and the factor graph that it is said to compute.
 *
 * <p>Distribution g of the program's read-out is the belief of variable g of the graph: the softmax of its logits, as {@link
 * ReadOut} defines it. How evidence enters is a function to the inputs of the program; {@link #likelihoods} and
 * {@link #logLikelihoods} are two.
 */
public final class HandMadeModel {
    private final FactorGraph graph;
    private final Function<Evidence, double[]> inputs;
    private final PreparedProgram prepared;
    private final boolean readsShowRounds;

    private HandMadeModel(
            FactorGraph graph, Function<Evidence, double[]> inputs, PreparedProgram prepared, boolean readsShowRounds) {
        this.graph = graph;
        this.inputs = inputs;
        this.prepared = prepared;
        this.readsShowRounds = readsShowRounds;
    }

    /**
     * A model on the dense engine, whose last read is its answer.
     *
     * @param inputs for an evidence set what stands at {@link Program#inputs()}, in that order
     * @throws IllegalArgumentException if the distributions of the read-out do not have as many states as the variables
     */
    public static HandMadeModel of(FactorGraph graph, Program program, Function<Evidence, double[]> inputs) {
        List<Integer> cardinalities =
                graph.variables().stream().map(Variable::cardinality).toList();
        if (!program.readOut().states().equals(cardinalities)) {
            throw new IllegalArgumentException(
                    "the distributions of the read-out must have as many states as the variables, "
                            + cardinalities + ", got " + program.readOut().states()
                            + ". Maybe the read-out has them in another order?");
        }
        return new HandMadeModel(graph, inputs, new DenseEngine().prepare(program), false);
    }

    /** The same, where read r of the program shows the beliefs after r rounds of belief propagation, the first one after none. */
    public HandMadeModel readingEveryRound() {
        return new HandMadeModel(graph, inputs, prepared, true);
    }

    /** The same on another engine. */
    public HandMadeModel on(Engine other) {
        return new HandMadeModel(graph, inputs, other.prepare(prepared.program()), readsShowRounds);
    }

    /**
     * Evidence as log-likelihoods: for each variable of the graph in order, and each of its states, {@code ln e_v(s)}.
     *
     * @param floor what stands for ln 0, and below which nothing falls, in nats
     */
    public static Function<Evidence, double[]> logLikelihoods(FactorGraph graph, double floor) {
        Function<Evidence, double[]> likelihoods = likelihoods(graph);
        return given -> Arrays.stream(likelihoods.apply(given))
                .map(likelihood -> Math.max(floor, Math.log(likelihood)))
                .toArray();
    }

    /** Evidence as likelihoods: for each variable of the graph in order, and each of its states, {@code e_v(s)}. */
    public static Function<Evidence, double[]> likelihoods(FactorGraph graph) {
        return given -> {
            given.requireFits(graph);
            return graph.variables().stream()
                    .flatMapToDouble(variable -> Arrays.stream(given.likelihood(variable)))
                    .toArray();
        };
    }

    /** The graph that evidence and answers speak of. */
    public FactorGraph graph() {
        return graph;
    }

    boolean showsRounds() {
        return readsShowRounds;
    }

    /**
     * The beliefs at each read of the program.
     *
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence names a variable that the graph lacks
     * @throws IllegalArgumentException if the inputs do not fit the program
     * @throws ArithmeticException if the run leaves the range of numbers
     */
    public List<Marginals> beliefsAfterEachRead(Evidence given) {
        given.requireFits(graph);
        double[][] outputs = prepared.run(new double[][] {inputs.apply(given)})[0];
        List<Marginals> beliefs = new ArrayList<>();
        for (double[] read : outputs) {
            beliefs.add(beliefs(read));
        }
        return beliefs;
    }

    private Marginals beliefs(double[] read) {
        ReadOut readOut = prepared.program().readOut();
        double[][] beliefs = new double[graph.variables().size()][];
        int row = 0;
        for (int v = 0; v < beliefs.length; v++) {
            double[] logits = new double[readOut.states().get(v)];
            for (int s = 0; s < logits.length; s++) {
                logits[s] = readOut.logits().dotRow(row++, read, 0);
            }
            beliefs[v] = softmax(logits);
        }
        return new Marginals(graph.variables(), beliefs);
    }

    private static double[] softmax(double[] logits) {
        double max = Arrays.stream(logits).max().orElseThrow();
        double[] weights =
                Arrays.stream(logits).map(logit -> Math.exp(logit - max)).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
