package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.InvalidEvidenceException;
import org.deciban.factorgraph.Marginals;

/**
 * Belief propagation: the sum-product algorithm on a factor graph. {@link BeliefPropagationOptions} has its variants:
 * max-product, other schedules than flooding, damping, messages kept as probabilities.
 *
 * <p>With evidence {@code e_v}, factor tables {@code f}, variable-to-factor messages {@code n} and factor-to-variable
 * messages {@code m}:
 *
 * <pre>
 * n_{j→f}(s)  = e_j(s) · Π_{g ∋ j, g≠f} m_{g→j}(s)
 * m_{f→j}(s)  ∝ Σ_{a : a_j = s} f(a) · Π_{i≠j} n_{i→f}(a_i)
 * belief_v(s) ∝ e_v(s) · Π_{f ∋ v} m_{f→v}(s)
 * </pre>
 *
 * <p>Every message starts uniform, also that of a factor with one variable. One <em>round</em> computes all n from the m,
 * then all m from those n; the beliefs after round t use the m of round t. On a tree the beliefs are the posteriors once
 * the rounds reach the number of factors on the longest path. On a loopy graph they need not converge, and where they do
 * they need not be right (Kschischang, Frey and Loeliger, 2001, doi:10.1109/18.910572).
 *
 * <p>Zeros are kept apart from small numbers: a message entry is zero only if every row of the factor that allows the
 * state is zero or meets a zero. If a message or belief is zero for every state then the evidence is impossible, which is
 * an {@link ImpossibleEvidenceException}. The reverse does not hold: impossible evidence can go unnoticed on a loopy graph.
 *
 * <p>Sums and products only add numbers of one sign and multiply, so a message carries a relative error of about one
 * 2<sup>-53</sup> for every operation on its way, and one more of the size of its logarithm where logarithms are kept. On a
 * loop without doubt logarithms can grow without bound; a belief then weighs large numbers against each other and loses as
 * many digits as they have.
 */
public final class BeliefPropagation {
    private BeliefPropagation() {}

    /**
     * Runs until convergence or until the rounds are used up.
     *
     * @throws InvalidEvidenceException if the evidence names a variable that the graph does not have
     * @throws ImpossibleEvidenceException if a message or belief is zero for every state
     * @throws ArithmeticException if the tables have more than 2<sup>31</sup> entries together
     */
    public static BeliefPropagationResult run(FactorGraph graph, Evidence evidence, BeliefPropagationOptions options) {
        evidence.requireFits(graph);
        EdgeLayout layout = new EdgeLayout(graph);
        try {
            return run(layout, evidence, options);
        } catch (UnderflowException e) {
            return run(layout, evidence, options.withDomain(MessageDomain.LOG));
        }
    }

    private static BeliefPropagationResult run(EdgeLayout layout, Evidence evidence, BeliefPropagationOptions options) {
        Messages messages = Messages.uniform(layout, evidence, options);
        OscillationWatch watch = new OscillationWatch(messages.toVariable, options.maxRounds());
        int round = 0;
        double residual = Double.POSITIVE_INFINITY;
        try (Rounds rounds = options.schedule().start(messages, options)) {
            while (round < options.maxRounds() && !(round >= options.minRounds() && residual <= options.tolerance())) {
                residual = rounds.next();
                round++;
                watch.see(round, residual);
            }
        }
        boolean converged = residual <= options.tolerance();
        return new BeliefPropagationResult(
                messages.beliefs(),
                round,
                residual,
                converged,
                converged ? OptionalInt.empty() : watch.findPeriod(),
                options.domain(),
                converged
                        ? OptionalDouble.of(BetheFreeEnergy.logEvidence(messages, new Scratch(layout)))
                        : OptionalDouble.empty());
    }

    /**
     * The beliefs after each of the first rounds of flooding: sum-product, in logarithms and without damping.
     *
     * @param rounds how many rounds, ≥ 0
     * @return {@code rounds + 1} sets of beliefs; entry t holds those after t rounds, entry 0 the normalised evidence
     * @throws InvalidEvidenceException if the evidence names a variable that the graph does not have
     * @throws ImpossibleEvidenceException if a message or belief of one of these rounds is zero for every state
     */
    public static List<Marginals> beliefsAfterEachRound(FactorGraph graph, Evidence evidence, int rounds) {
        return beliefsAfterEachRound(graph, evidence, rounds, 0, Objective.SUM_PRODUCT);
    }

    /**
     * The beliefs after each of the first rounds of flooding, in logarithms.
     *
     * @param rounds how many rounds, ≥ 0
     * @param damping see {@link BeliefPropagationOptions#damping()}
     * @param objective sums or maxima
     * @return {@code rounds + 1} sets of beliefs; entry t holds those after t rounds, entry 0 the normalised evidence
     * @throws InvalidEvidenceException if the evidence names a variable that the graph does not have
     * @throws ImpossibleEvidenceException if a message or belief of one of these rounds is zero for every state
     */
    public static List<Marginals> beliefsAfterEachRound(
            FactorGraph graph, Evidence evidence, int rounds, double damping, Objective objective) {
        if (!(rounds >= 0)) {
            throw new IllegalArgumentException("rounds is " + rounds + "; it is 0 or more");
        }
        evidence.requireFits(graph);
        BeliefPropagationOptions options =
                BeliefPropagationOptions.defaults().withDamping(damping).withObjective(objective);
        Messages messages = Messages.uniform(new EdgeLayout(graph), evidence, options);
        List<Marginals> beliefs = new ArrayList<>();
        beliefs.add(messages.beliefs());
        try (Rounds flooding = new FloodingRounds(messages, 1)) {
            for (int t = 1; t <= rounds; t++) {
                flooding.next();
                beliefs.add(messages.beliefs());
            }
        }
        return List.copyOf(beliefs);
    }
}
