package org.deciban.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;

/** A factor graph in the compiler's intermediate form, which runs by itself: what the weights will be made from. */
public final class IntermediateModel {
    private final FactorGraph graph;
    private final CompilerOptions options;
    private final Plan plan;

    IntermediateModel(FactorGraph graph, CompilerOptions options, Plan plan) {
        this.graph = graph;
        this.options = options;
        this.plan = plan;
    }

    /** The same for another number of rounds. */
    IntermediateModel withRounds(int rounds) {
        return new IntermediateModel(graph, options, plan.withRounds(rounds, options));
    }

    /** The graph that was compiled. */
    public FactorGraph graph() {
        return graph;
    }

    /** What the answers are: marginals or max-marginals. */
    public Task task() {
        return options.task();
    }

    /** What the answers promise. */
    public Mode mode() {
        return plan.promise().mode();
    }

    /** The rounds of belief propagation that one inference performs. */
    public int rounds() {
        return plan.promise().rounds();
    }

    /** The share of the old log-message in the new one, λ in [0, 1). */
    public double damping() {
        return options.damping();
    }

    /**
     * Whether the rounds are those of belief propagation on the graph itself, rather than on its junction tree or on gates
     * that were split.
     */
    public boolean runsOnTheGraphItself() {
        return propagatesOn() == PropagationGraph.DECLARED;
    }

    /** What the rounds are belief propagation on. */
    public PropagationGraph propagatesOn() {
        if (options.construction() == Construction.SCAN) {
            return PropagationGraph.CHAINS;
        }
        if (!cost().junctionTree().equals(CostReport.JunctionTreeSize.NONE)) {
            return PropagationGraph.JUNCTION_TREE;
        }
        return plan.rows().variables().size() == graph.variables().size()
                ? PropagationGraph.DECLARED
                : PropagationGraph.SPLIT_GATES;
    }

    /** What the compiled model costs. */
    public CostReport cost() {
        return plan.cost();
    }

    /** The bounds on which the weights depend. */
    public ModelBounds bounds() {
        return plan.bounds();
    }

    /**
     * The evidence together with what was compiled in.
     *
     * @throws ImpossibleEvidenceException if it contradicts a constant
     * @throws org.deciban.factorgraph.InvalidEvidenceException if it names a variable that the graph lacks
     */
    public Evidence withConstants(Evidence evidence) {
        return new Constants(graph, options.constants()).and(evidence);
    }

    /**
     * The posteriors if {@link #mode()} is exact, else the beliefs after {@link #rounds()} rounds.
     *
     * @throws ImpossibleEvidenceException if in some round every state of a variable is impossible, or the evidence
     *     contradicts a constant
     */
    public Marginals infer(Evidence evidence) {
        List<Marginals> all = beliefsAfterEachRound(evidence);
        return all.get(all.size() - 1);
    }

    /**
     * The beliefs of every round: entry t holds those of round t, entry 0 those of the evidence alone.
     *
     * @throws ImpossibleEvidenceException as {@link #infer}
     */
    public List<Marginals> beliefsAfterEachRound(Evidence evidence) {
        List<Marginals> beliefs = new ArrayList<>();
        for (double[][] ofRound : options.construction()
                .logBeliefsAfterEachRound(plan.rows(), logEvidence(evidence), rounds(), options)) {
            beliefs.add(normalise(ofRound, evidence));
        }
        return beliefs;
    }

    /**
     * ln e_v per variable of the intermediate form, largest entry 0. Variables that a pass appended have no evidence of their
     * own.
     */
    double[][] logEvidence(Evidence evidence) {
        Evidence given = withConstants(evidence);
        RowFactorGraph rows = plan.rows();
        double[][] logEvidence = new double[rows.variables().size()][];
        Arrays.setAll(logEvidence, v -> new double[rows.variables().get(v).cardinality()]);
        for (int v = 0; v < graph.variables().size(); v++) {
            logEvidence[v] =
                    LogDomain.logEvidence(given.likelihood(graph.variables().get(v)));
        }
        return logEvidence;
    }

    /** Beliefs from log-beliefs of the graph's variables; those of appended variables are passed over. */
    Marginals normalise(double[][] logBeliefs, Evidence evidence) {
        double[][] beliefs = new double[graph.variables().size()][];
        for (int v = 0; v < beliefs.length; v++) {
            beliefs[v] = LogDomain.belief(logBeliefs[v], graph.variables().get(v), evidence);
        }
        return new Marginals(graph.variables(), beliefs);
    }

    /** How it was asked for. */
    public CompilerOptions options() {
        return options;
    }

    Plan plan() {
        return plan;
    }
}
