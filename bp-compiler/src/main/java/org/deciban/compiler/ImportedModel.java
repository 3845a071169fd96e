package org.deciban.compiler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.deciban.compiler.internal.lowering.BeliefCoding;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.folded.FoldedEngine;
import org.deciban.transformer.io.JsonAt;
import org.deciban.transformer.io.TransformerFile;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;

/**
 * A transformer from a file, and the factor graph that it is said to compute.
 *
 * <p>Answers come from the file's weights and tokens alone. Of the graph its variables and their states are used, which are
 * matched by name with those of the file's provenance, in whatever order either has them. Its tables are for whoever verifies:
 * does this network compute this graph?
 *
 * <p>Beliefs are the softmax of the read-out's logits, as the file defines it. A state that the construction marks as impossible
 * has belief zero; where all states of a variable are, the evidence is.
 */
public final class ImportedModel implements BeliefModel {
    private final String file;
    private final TransformerFile contents;
    private final FileProvenance provenance;
    private final StateMatch match;
    private final Constants constants;
    private final BeliefCoding coding;
    private final OnDemand onDemand;

    private ImportedModel(
            String file, TransformerFile contents, FileProvenance provenance, StateMatch match, Engine engine) {
        this.file = file;
        this.contents = contents;
        this.provenance = provenance;
        this.match = match;
        this.constants = new Constants(match.graph(), constants(provenance, match.graph()));
        this.coding =
                provenance.construction().coding(contents.program().readOut().states(), provenance.bounds());
        this.onDemand = new OnDemand(contents.program(), engine);
    }

    private static Evidence constants(FileProvenance provenance, FactorGraph graph) {
        Evidence.Builder builder = graph.evidence();
        provenance.constants().forEach(constant -> builder.observe(constant.variable(), constant.state()));
        return builder.build();
    }

    /**
     * Reads a model of at most {@link TransformerFile#DEFAULT_BUDGET} bytes.
     *
     * @throws org.deciban.transformer.io.TransformerFormatException if the file cannot be read, or its provenance is not that of
     *     a compiled model
     * @throws org.deciban.transformer.io.FileBudgetException if the file is larger than the budget
     * @throws ModelMismatchException naming every variable and state of either that the other lacks
     */
    public static ImportedModel read(Path path, FactorGraph graph) {
        return of(path.toString(), TransformerFile.read(path), graph);
    }

    /**
     * The model that a file holds, on the folded engine.
     *
     * @param file what messages call it
     * @throws org.deciban.transformer.io.TransformerFormatException if the provenance is not that of a compiled model
     * @throws ModelMismatchException as {@link #read}
     */
    public static ImportedModel of(String file, TransformerFile contents, FactorGraph graph) {
        JsonAt json = new JsonAt(file, "config, provenance", contents.provenance());
        FileProvenance provenance = ProvenanceReader.read(json, contents.program());
        StateMatch match = StateMatch.of(file, provenance.variables(), graph);
        return new ImportedModel(file, contents, provenance, match, new FoldedEngine());
    }

    @Override
    public ImportedModel on(Engine other) {
        return new ImportedModel(file, contents, provenance, match, other);
    }

    /** What messages call the file. */
    public String file() {
        return file;
    }

    /** What was read. */
    public TransformerFile contents() {
        return contents;
    }

    @Override
    public FactorGraph graph() {
        return match.graph();
    }

    /** The construction whose code for evidence and beliefs the model uses. */
    public Construction construction() {
        return provenance.construction();
    }

    /** The bounds on which the weights depend. */
    public ModelBounds bounds() {
        return provenance.bounds();
    }

    @Override
    public Task task() {
        return provenance.task();
    }

    @Override
    public Mode mode() {
        return provenance.mode();
    }

    @Override
    public int rounds() {
        return provenance.rounds();
    }

    @Override
    public double damping() {
        return provenance.damping();
    }

    @Override
    public PropagationGraph propagatesOn() {
        return provenance.propagatesOn();
    }

    /**
     * What the compiler makes of the graph given, if the model is loopy and runs on split gates: then the rounds on that form
     * are all that the model promises. Elsewhere empty: the file does not hold the form it was made from, and that of the graph
     * given, though equal in what it computes, may differ from it round by round.
     */
    @Override
    public Optional<IntermediateModel> findIntermediate() {
        if (mode() != Mode.LOOPY || propagatesOn() != PropagationGraph.SPLIT_GATES) {
            return Optional.empty();
        }
        try {
            return Optional.of(BpCompiler.intermediate(graph(), options()));
        } catch (CompileException e) {
            return Optional.empty();
        }
    }

    /**
     * What the compiler makes of the graph given, as the file says that its model was made: by the same construction, within the
     * same bounds, for the same task, promise, rounds, damping and constants. If the file was made from this graph, with variables
     * and factors in this order, then it is the model that was written.
     *
     * @return empty if the graph cannot be compiled so, or only into a model over the budget
     */
    public Optional<CompiledModel> findFreshCompilation() {
        try {
            return Optional.of(BpCompiler.compile(graph(), options().withBounds(bounds())));
        } catch (CompileException | CompileBudgetException e) {
            return Optional.empty();
        }
    }

    private CompilerOptions options() {
        return CompilerOptions.auto()
                .withMode(mode())
                .withRounds(rounds())
                .withConstruction(construction())
                .withTask(task())
                .withDamping(damping())
                .withConstants(constants.compiledIn());
    }

    @Override
    public Evidence withConstants(Evidence evidence) {
        return constants.and(evidence);
    }

    @Override
    public Program program() {
        return contents.program();
    }

    @Override
    public double[] inputs(Evidence evidence) {
        Evidence given = withConstants(evidence);
        List<Integer> states = program().readOut().states();
        double[][] logEvidence = new double[states.size()][];
        for (int v = 0; v < logEvidence.length; v++) {
            logEvidence[v] = v < provenance.variables().size()
                    ? LogDomain.logEvidence(match.toFile(v, given.likelihood(match.variable(v))))
                    : new double[states.get(v)];
        }
        return coding.inputs(logEvidence);
    }

    @Override
    public List<Integer> logitRows(Variable variable) {
        return match.rows(variable);
    }

    @Override
    public List<List<Marginals>> beliefsAfterEachRound(List<Evidence> sets) {
        double[][][] outputs =
                onDemand.prepared().run(sets.stream().map(this::inputs).toArray(double[][]::new));
        List<List<Marginals>> beliefs = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            Evidence evidence = sets.get(i);
            beliefs.add(Arrays.stream(outputs[i])
                    .map(read -> beliefs(read, evidence))
                    .toList());
        }
        return beliefs;
    }

    private Marginals beliefs(double[] outputs, Evidence evidence) {
        double[][] possible = coding.logBeliefs(outputs);
        ReadOut readOut = program().readOut();
        double[][] beliefs = new double[graph().variables().size()][];
        int row = 0;
        for (int v = 0; v < beliefs.length; v++) {
            Variable variable = match.variable(v);
            double[] logits = new double[readOut.states().get(v)];
            for (int s = 0; s < logits.length; s++, row++) {
                double logit = readOut.logits().dotRow(row, outputs, 0);
                if (!Double.isFinite(logit)) {
                    throw new ArithmeticException("a logit of " + variable + " is " + logit + " in " + file
                            + ". Maybe the weights are outside the range of float64?");
                }
                logits[s] = possible[v][s] == Double.NEGATIVE_INFINITY ? Double.NEGATIVE_INFINITY : logit;
            }
            beliefs[match.index(v)] = LogDomain.belief(match.toGraph(v, logits), variable, evidence);
        }
        return new Marginals(graph().variables(), beliefs);
    }

    @Override
    public ForwardTrace trace(Evidence evidence, Predicate<HookPoint> selection) {
        ForwardTrace trace = ForwardTrace.of(selection);
        onDemand.prepared().forward(inputs(evidence), trace);
        return trace;
    }
}
