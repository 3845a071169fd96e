package org.deciban.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.compiler.internal.lowering.BeliefCoding;
import org.deciban.compiler.internal.lowering.LoweredModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.LoopedTransformer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.io.TransformerFile;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;

/** A factor graph as a transformer: weights, tokens, and the way from evidence to beliefs. */
public final class CompiledModel implements BeliefModel {
    private final IntermediateModel intermediate;
    private final LoweredModel lowered;
    private final Transformer transformer;
    private final OnDemand onDemand;
    private final Provenance provenance;
    private final BeliefCoding coding;

    CompiledModel(IntermediateModel intermediate, LoweredModel lowered, Engine engine) {
        this.intermediate = intermediate;
        this.lowered = lowered;
        this.transformer = lowered.loop().unroll(intermediate.rounds());
        this.onDemand = new OnDemand(program(lowered, transformer), engine);
        this.coding = lowered.coding();
        this.provenance = new Provenance(intermediate.plan().rows(), lowered, intermediate.rounds());
    }

    private static Program program(LoweredModel lowered, Transformer transformer) {
        List<Integer> layers = IntStream.range(0, transformer.layers().size())
                .filter(layer -> lowered.roundsShownAfter(layer).isPresent())
                .boxed()
                .toList();
        return new Program(transformer, lowered.tokens(), lowered.inputs(), lowered.readOut(layers));
    }

    /** The same model on another engine; the folded one is the default. */
    @Override
    public CompiledModel on(Engine other) {
        return new CompiledModel(intermediate, lowered, other);
    }

    /**
     * The same weights and tokens run for another number of rounds: the model is a loop, and how often it turns is decided
     * here.
     *
     * @throws CompileException if the model promises exactness and these rounds are too few for it
     */
    public CompiledModel withRounds(int rounds) {
        return new CompiledModel(intermediate.withRounds(rounds), lowered, onDemand.engine());
    }

    /** The intermediate form that the weights were made from. */
    public IntermediateModel intermediate() {
        return intermediate;
    }

    /** The graph that was compiled. */
    @Override
    public FactorGraph graph() {
        return intermediate.graph();
    }

    /** What the answers promise. */
    @Override
    public Mode mode() {
        return intermediate.mode();
    }

    @Override
    public Task task() {
        return intermediate.task();
    }

    @Override
    public double damping() {
        return intermediate.damping();
    }

    @Override
    public PropagationGraph propagatesOn() {
        return intermediate.propagatesOn();
    }

    /** {@link #intermediate()}, which a compiled model has always. */
    @Override
    public Optional<IntermediateModel> findIntermediate() {
        return Optional.of(intermediate);
    }

    @Override
    public Evidence withConstants(Evidence evidence) {
        return intermediate.withConstants(evidence);
    }

    /** The bounds on which the weights depend. */
    public ModelBounds bounds() {
        return intermediate.bounds();
    }

    /** The sizes. */
    public CostReport cost() {
        return intermediate.cost();
    }

    /** The rounds of belief propagation that one forward pass performs. */
    @Override
    public int rounds() {
        return intermediate.rounds();
    }

    /** The weights as a loop, whose body is one round. */
    public LoopedTransformer loop() {
        return lowered.loop();
    }

    /** The weights, unrolled for {@link #rounds()} rounds. */
    public Transformer transformer() {
        return transformer;
    }

    /**
     * Weights, tokens, where evidence enters and where beliefs are read: what an engine runs. Read r shows the beliefs after r
     * rounds.
     */
    @Override
    public Program program() {
        return onDemand.program();
    }

    /**
     * The inputs of {@link #program()} that stand for evidence.
     *
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence names a variable that the graph lacks
     * @throws ImpossibleEvidenceException if the evidence contradicts a constant
     */
    @Override
    public double[] inputs(Evidence evidence) {
        return coding.inputs(intermediate.logEvidence(evidence));
    }

    @Override
    public List<Integer> logitRows(Variable variable) {
        return StateMatch.identity(graph()).rows(variable);
    }

    /**
     * The model as a file in float64: weights, tokens, and as provenance all that {@link ImportedModel} needs to run it on
     * evidence about this graph. Written by {@link TransformerFile#write(java.nio.file.Path)}.
     */
    public TransformerFile toFile() {
        return TransformerFile.of(program(), FileProvenance.of(this).toJson());
    }

    /** The tokens without evidence, shape {@code [tokens, d]}. */
    public Matrix tokens() {
        return lowered.tokens();
    }

    /** What a token stands for. */
    public TokenOrigin origin(int token) {
        return lowered.origin(token);
    }

    /** What a token stands for, e.g. {@code message P(xray | either) → either}. */
    public String describeToken(int token) {
        return origin(token).description();
    }

    /**
     * What a dimension of the residual stream holds, e.g. {@code message: log-message, or log-evidence of a variable token,
     * state 1}.
     *
     * @throws IndexOutOfBoundsException if there is no such dimension
     */
    public String describeDimension(int dimension) {
        return provenance.describeDimension(dimension);
    }

    /**
     * What a head does: the round it belongs to, what it is for, where it looks and what it adds.
     *
     * @param layer a layer of {@link #transformer()}
     * @throws IndexOutOfBoundsException if there is no such layer or head
     */
    public String describeHead(int layer, int head) {
        return provenance.describeHead(layer, head);
    }

    /**
     * What a hidden unit does.
     *
     * @param layer a layer of {@link #transformer()}
     * @throws IndexOutOfBoundsException if there is no such layer or unit
     */
    public String describeUnit(int layer, int unit) {
        return provenance.describeUnit(layer, unit);
    }

    Provenance provenance() {
        return provenance;
    }

    /**
     * The tokens with evidence, shape {@code [tokens, d]}; they differ from {@link #tokens()} in the evidence dimensions of
     * the variable tokens alone.
     *
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence names a variable that the graph lacks
     */
    public Matrix embed(Evidence evidence) {
        return program().embed(inputs(evidence));
    }

    /**
     * One forward pass.
     *
     * @return the posteriors if {@link #mode()} is exact, else the beliefs after {@link #rounds()} rounds; for {@link
     *     Task#MAP} the max-marginals, see {@link MostProbableStates#maxMarginals()}
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence names a variable that the graph lacks
     * @throws ImpossibleEvidenceException if some layer shows a variable of which every state is impossible. Row attention
     *     counts a state as impossible once a message gives it less than 1e-300 of the largest: evidence that only such
     *     states explain is refused too, and evidence that speaks for such a state as strongly as the message against it
     *     gives a wrong answer, where the {@link #intermediate()} form has the right one
     */
    @Override
    public Marginals infer(Evidence evidence) {
        List<Marginals> all = beliefsAfterEachRound(evidence);
        return all.get(all.size() - 1);
    }

    /**
     * One forward pass for each evidence set, as one batch.
     *
     * @return in the order of the sets, each as {@link #beliefsAfterEachRound(Evidence)}
     * @throws ImpossibleEvidenceException as {@link #infer}, for the first set that is impossible
     */
    @Override
    public List<List<Marginals>> beliefsAfterEachRound(List<Evidence> sets) {
        double[][] inputs = sets.stream().map(this::inputs).toArray(double[][]::new);
        double[][][] outputs = onDemand.prepared().run(inputs);
        List<List<Marginals>> beliefs = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            Evidence evidence = sets.get(i);
            beliefs.add(Arrays.stream(outputs[i])
                    .map(read -> intermediate.normalise(coding.logBeliefs(read), evidence))
                    .toList());
        }
        return beliefs;
    }

    /**
     * The filtered posteriors, of each variable given the evidence on it and on those before it in its chain alone: all by one forward
     * pass. Factors count as the evidence does, those that come after a variable are left out. A chain begins at that of its ends which
     * the graph names first.
     *
     * @throws IllegalStateException if the construction is not {@link Construction#SCAN}
     * @throws ImpossibleEvidenceException if some variable has no state left
     */
    public Marginals filtered(Evidence evidence) {
        if (intermediate.options().construction() != Construction.SCAN) {
            throw new IllegalStateException("filtered posteriors are those of a scan, the construction is "
                    + intermediate.options().construction() + ". Maybe compile with Construction.SCAN?");
        }
        double[][] reads = onDemand.prepared().run(new double[][] {inputs(evidence)})[0];
        double[][] all = coding.logBeliefs(reads[reads.length - 1]);
        return intermediate.normalise(Arrays.copyOfRange(all, all.length / 2, all.length), evidence);
    }

    /**
     * One forward pass under intervention: what the model believes if, say, a head does nothing.
     *
     * @param hooks watches or intervenes, see {@link org.deciban.transformer.trace.Interventions}
     * @throws ImpossibleEvidenceException as {@link #beliefsAfterEachRound(Evidence, ForwardObserver)}
     * @throws IllegalArgumentException if an intervention does not fit the model
     */
    public Marginals infer(Evidence evidence, ForwardObserver hooks) {
        List<Marginals> all = beliefsAfterEachRound(evidence, hooks);
        return all.get(all.size() - 1);
    }

    /**
     * One forward pass under intervention, read after every round while the intervention acts: entry t holds the beliefs of
     * round t.
     *
     * @throws ImpossibleEvidenceException if in some round every state of a variable is impossible, which an intervention can
     *     bring about as evidence can; {@link #logBeliefsAfterEachRound} returns them all the same
     * @throws IllegalArgumentException if an intervention does not fit the model
     */
    public List<Marginals> beliefsAfterEachRound(Evidence evidence, ForwardObserver hooks) {
        return logBeliefsAfterEachRound(evidence, hooks).stream()
                .map(ofRound -> intermediate.normalise(ofRound, evidence))
                .toList();
    }

    /**
     * One forward pass under intervention: the log-beliefs as they stand in the residual stream, before they are normalised.
     *
     * @return entry t of round t, {@code [variable][state]}, the variables in the order of {@link #graph()}; natural
     *     logarithms up to a constant for each variable, −∞ for a state that is impossible
     * @throws IllegalArgumentException if an intervention does not fit the model
     */
    public List<double[][]> logBeliefsAfterEachRound(Evidence evidence, ForwardObserver hooks) {
        int variables = graph().variables().size();
        return Arrays.stream(onDemand.prepared().run(inputs(evidence), hooks))
                .map(read -> Arrays.copyOf(coding.logBeliefs(read), variables))
                .toList();
    }

    /**
     * Which beliefs a change of what a head computes at some tokens reaches: by the graph and what the tokens stand for, without
     * running anything.
     *
     * <p>Known for what a head computes for each token as the one that looks: {@code q}, {@code scores}, {@code pattern}, {@code
     * z} and {@code result}. Supposed is that {@code result} is changed within what the head writes, and nothing is written at
     * tokens at which the head rests, as by ablation, scaling, or patching from another run of this model. Evidence, tables
     * with zeros, and messages that are uniform can keep a change from spreading, never the reverse.
     *
     * @param tokens the tokens at which something is changed
     * @return entry t for the beliefs of round t
     * @throws IllegalArgumentException if the model lacks the place, or it is of another site
     * @throws IllegalStateException if the construction is {@link Construction#SCAN}
     * @throws IndexOutOfBoundsException if there is no such token
     */
    public List<BeliefReach> beliefsReachedFrom(HookPoint point, Set<Integer> tokens) {
        return new HeadReach(intermediate, lowered, transformer).of(point, tokens);
    }

    /** Which beliefs a change of what a head computes at any token reaches, see {@link #beliefsReachedFrom(HookPoint, Set)}. */
    public List<BeliefReach> beliefsReachedFrom(HookPoint point) {
        return beliefsReachedFrom(
                point, IntStream.range(0, tokens().rows()).boxed().collect(Collectors.toSet()));
    }

    /**
     * One forward pass, recorded.
     *
     * @param selection the values to keep; scores and patterns take {@code tokens²} entries each
     */
    @Override
    public ForwardTrace trace(Evidence evidence, Predicate<HookPoint> selection) {
        ForwardTrace trace = ForwardTrace.of(selection);
        onDemand.prepared().forward(inputs(evidence), trace);
        return trace;
    }

    /** The number of rounds whose beliefs stand in the residual stream after a layer of a trace, or empty. */
    public OptionalInt roundsShownAfter(int layer) {
        return lowered.roundsShownAfter(layer);
    }
}
