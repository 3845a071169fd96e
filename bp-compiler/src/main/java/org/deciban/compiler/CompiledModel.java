package org.deciban.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowInterpreter;
import org.deciban.compiler.internal.lowering.LoweredModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.LoopedTransformer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** A factor graph as a transformer: weights, tokens, and the way from evidence to beliefs. */
public final class CompiledModel {
    private final FactorGraph graph;
    private final CompilerOptions options;
    private final Promise promise;
    private final ModelBounds bounds;
    private final RowFactorGraph rows;
    private final LoweredModel lowered;
    private final Engine engine;
    private final Transformer transformer;
    private final PreparedTransformer prepared;

    CompiledModel(
            FactorGraph graph,
            CompilerOptions options,
            Promise promise,
            ModelBounds bounds,
            RowFactorGraph rows,
            LoweredModel lowered,
            Engine engine) {
        this.graph = graph;
        this.options = options;
        this.promise = promise;
        this.bounds = bounds;
        this.rows = rows;
        this.lowered = lowered;
        this.engine = engine;
        this.transformer = lowered.loop().unroll(promise.rounds());
        this.prepared = engine.prepare(transformer);
    }

    /** The same model on another engine; the dense one is the default. */
    public CompiledModel on(Engine other) {
        return new CompiledModel(graph, options, promise, bounds, rows, lowered, other);
    }

    /**
     * The same weights and tokens run for another number of rounds: the model is a loop, and how often it turns is decided
     * here.
     *
     * @throws CompileException if the model promises exactness and these rounds are too few for it
     */
    public CompiledModel withRounds(int rounds) {
        Promise other = Promise.of(rows, options.withMode(promise.mode()).withRounds(rounds));
        return new CompiledModel(graph, options, other, bounds, rows, lowered, engine);
    }

    /** The graph that was compiled. */
    public FactorGraph graph() {
        return graph;
    }

    /** What the answers promise. */
    public Mode mode() {
        return promise.mode();
    }

    /** The bounds on which the weights depend. */
    public ModelBounds bounds() {
        return bounds;
    }

    /** The sizes. */
    public CostReport cost() {
        return CostReport.of(rows, bounds, promise.rounds());
    }

    /** The rounds of belief propagation that one forward pass performs. */
    public int rounds() {
        return promise.rounds();
    }

    /** The weights as a loop, whose body is one round. */
    public LoopedTransformer loop() {
        return lowered.loop();
    }

    /** The weights, unrolled for {@link #rounds()} rounds. */
    public Transformer transformer() {
        return transformer;
    }

    /** The tokens without evidence, shape {@code [tokens, d]}. */
    public Matrix tokens() {
        return lowered.tokens();
    }

    /** What a token stands for, e.g. {@code message P(xray | either) → either}. */
    public String describeToken(int token) {
        return lowered.describeToken(token);
    }

    /**
     * The tokens with evidence, shape {@code [tokens, d]}; they differ from {@link #tokens()} in the evidence dimensions of
     * the variable tokens alone.
     *
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence names a variable that the graph lacks
     */
    public Matrix embed(Evidence evidence) {
        return lowered.embed(logEvidence(evidence));
    }

    /**
     * One forward pass.
     *
     * @return the posteriors if {@link #mode()} is exact, else the beliefs after {@link #rounds()} rounds
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence names a variable that the graph lacks
     * @throws ImpossibleEvidenceException if some layer shows a variable of which every state is impossible
     */
    public Marginals infer(Evidence evidence) {
        List<Marginals> all = beliefsAfterEachRound(evidence);
        return all.get(all.size() - 1);
    }

    /**
     * One forward pass, read after every round: entry t holds the beliefs of round t, entry 0 those of the evidence alone.
     *
     * @throws ImpossibleEvidenceException as {@link #infer}
     */
    public List<Marginals> beliefsAfterEachRound(Evidence evidence) {
        List<Marginals> beliefs = new ArrayList<>();
        ForwardObserver reader = new ForwardObserver() {
            @Override
            public boolean wants(HookPoint point) {
                return point.site() == Site.RESID_POST
                        && lowered.roundsShownAfter(point.layer()).isPresent();
            }

            @Override
            public void observe(HookPoint point, Matrix residual) {
                beliefs.add(normalise(lowered.logBeliefs(residual), evidence));
            }
        };
        prepared.forward(embed(evidence), reader);
        return beliefs;
    }

    /**
     * One forward pass, recorded.
     *
     * @param selection the values to keep; scores and patterns take {@code tokens²} entries each
     */
    public ForwardTrace trace(Evidence evidence, Predicate<HookPoint> selection) {
        ForwardTrace trace = ForwardTrace.of(selection);
        prepared.forward(embed(evidence), trace);
        return trace;
    }

    /** One forward pass with the residual stream recorded throughout. */
    public ForwardTrace trace(Evidence evidence) {
        return trace(evidence, point -> !point.site().isOfHead());
    }

    /** The number of rounds whose beliefs stand in the residual stream after a layer of a trace, or empty. */
    public OptionalInt roundsShownAfter(int layer) {
        return lowered.roundsShownAfter(layer);
    }

    /**
     * The beliefs of every round as the intermediate form computes them, without a transformer.
     *
     * @throws ImpossibleEvidenceException as {@link #infer}
     */
    public List<Marginals> interpret(Evidence evidence) {
        List<Marginals> beliefs = new ArrayList<>();
        for (double[][] ofRound : RowInterpreter.logBeliefsAfterEachRound(
                rows, logEvidence(evidence), promise.rounds(), options.damping())) {
            beliefs.add(normalise(ofRound, evidence));
        }
        return beliefs;
    }

    /** ln e_v shifted so that the largest entry is 0: only ratios move beliefs, and the constructions want entries ≤ 0. */
    private double[][] logEvidence(Evidence evidence) {
        evidence.requireFits(graph);
        double[][] logEvidence = new double[rows.variables().size()][];
        // Variables that a pass appended have no evidence of their own.
        Arrays.setAll(logEvidence, v -> new double[rows.variables().get(v).cardinality()]);
        for (int v = 0; v < graph.variables().size(); v++) {
            double[] likelihood = evidence.likelihood(graph.variables().get(v));
            double logMax = Math.log(Arrays.stream(likelihood).max().orElseThrow());
            logEvidence[v] =
                    Arrays.stream(likelihood).map(l -> Math.log(l) - logMax).toArray();
        }
        return logEvidence;
    }

    private Marginals normalise(double[][] logBeliefs, Evidence evidence) {
        double[][] beliefs = new double[graph.variables().size()][];
        for (int v = 0; v < beliefs.length; v++) {
            beliefs[v] = softmax(logBeliefs[v], graph.variables().get(v), evidence);
        }
        return new Marginals(graph.variables(), beliefs);
    }

    private static double[] softmax(double[] logBelief, Variable variable, Evidence evidence) {
        double max = Arrays.stream(logBelief).max().orElseThrow();
        if (max == Double.NEGATIVE_INFINITY) {
            throw new ImpossibleEvidenceException(evidence, "every state of " + variable + " is ruled out");
        }
        double[] belief = Arrays.stream(logBelief).map(l -> Math.exp(l - max)).toArray();
        double sum = Arrays.stream(belief).sum();
        return Arrays.stream(belief).map(p -> p / sum).toArray();
    }
}
