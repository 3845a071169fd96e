package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.IntermediateModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.proofs.verify.Reference.Expected;
import org.deciban.proofs.verify.Verdict.Inconclusive;
import org.deciban.transformer.engine.Engine;

/**
 * Checks a model against the reference inference of the factor graph, claim by claim. The model may be compiled, imported or
 * made by hand, or be any function from evidence to marginals.
 *
 * <pre>
 *   Verdict verdict = verifyThat(model).given(evidence).matchesLoopyBp(atEveryRound());
 * </pre>
 *
 * <p>Answers are asked for once per evidence set and shared between the claims. Evidence of probability zero is not a matter for
 * a verdict, but for {@link #refusesImpossibleEvidence()}: the reference refuses it with an {@link
 * org.deciban.factorgraph.ImpossibleEvidenceException}, which passes through, as does a refusal of evidence that names no variable
 * of the graph.
 *
 * <p>What a function does wrong is a verdict, never an exception: if it throws, it has {@linkplain Verdict.RefusedWrongly refused
 * wrongly}; if it returns null or leaves a variable out, it has {@linkplain Verdict.AnsweredWrongly answered wrongly}. Numbers
 * that are NaN, negative or do not sum to one within 1e-9 are refused by {@link Marginals} itself, within the function. Answers
 * about variables that the graph lacks are passed over, except by {@link #isDefinedOnlyOn}.
 *
 * <p>Of a refuted model the witness names the layer and head at fault, see {@link Fault}.
 */
public final class Verifier {
    private final Answers answers;
    private final List<Evidence> evidence = new ArrayList<>();

    private Verifier(Subject subject) {
        this.answers = new Answers(subject);
    }

    /** A verifier of a model, with no evidence sets yet: nothing given means the empty evidence. */
    public static Verifier verifyThat(BeliefModel model) {
        return new Verifier(new ModelSubject(model));
    }

    /** A verifier of a model made by hand. */
    public static Verifier verifyThat(HandMadeModel model) {
        return new Verifier(new FunctionSubject(model.graph(), model.showsRounds(), model::beliefsAfterEachRead));
    }

    /** A verifier of any function from evidence about a graph to marginals of its variables. */
    public static Verifier verifyThat(FactorGraph graph, Function<Evidence, Marginals> function) {
        return new Verifier(FunctionSubject.of(graph, function));
    }

    /** A verifier of a function whose answer t is what it holds after t rounds of belief propagation. */
    public static Verifier verifyRoundsOf(FactorGraph graph, Function<Evidence, List<Marginals>> function) {
        return new Verifier(new FunctionSubject(graph, true, function));
    }

    /**
     * The model that is verified.
     *
     * @throws IllegalStateException if it is a function or was made by hand
     */
    public BeliefModel model() {
        return answers.subject()
                .findModel()
                .orElseThrow(() ->
                        new IllegalStateException("what is verified is a function, not a compiled or imported model"));
    }

    /** Adds an evidence set; every claim is checked under each of them. */
    public Verifier given(Evidence added) {
        evidence.add(added);
        return this;
    }

    /** Adds evidence sets. */
    public Verifier given(List<Evidence> added) {
        evidence.addAll(added);
        return this;
    }

    /** {@link #matchesLoopyBp(Rounds, Tolerance)} to {@link Tolerance#ROUNDING}. */
    public Verdict matchesLoopyBp(Rounds rounds) {
        return matchesLoopyBp(rounds, Tolerance.ROUNDING);
    }

    /**
     * The answers equal the beliefs of flooding belief propagation, damped as the model is, and max-product if the model is
     * compiled for that.
     *
     * @param rounds when
     */
    public Verdict matchesLoopyBp(Rounds rounds, Tolerance tolerance) {
        return verdict(rounds.reference(), tolerance);
    }

    /** {@link #matchesLoopyBp(Rounds, Tolerance)} at every round. */
    public Verdict matchesLoopyBpAtEveryRound(Tolerance tolerance) {
        return matchesLoopyBp(Rounds.atEveryRound(), tolerance);
    }

    /** The last answer equals the exact posteriors, or max-marginals if the model is compiled for those. */
    public Verdict matchesExactPosterior(Tolerance tolerance) {
        return verdict(new ExactReference(), tolerance);
    }

    /** The beliefs of the transformer equal those of the intermediate form that it was made from, round by round. */
    public Verdict matchesIntermediateFormAtEveryRound(Tolerance tolerance) {
        Optional<IntermediateModel> intermediate = answers.subject().findModel().flatMap(BeliefModel::findIntermediate);
        return intermediate.isPresent()
                ? verdict(
                        (given, asked) ->
                                Expected.atEveryRound(intermediate.get().beliefsAfterEachRound(given)),
                        tolerance)
                : new Inconclusive("the graph that the rounds run on is not known");
    }

    /**
     * The beliefs of the same weights and tokens on another engine equal those of the transformer, round by round. What that
     * engine refuses to run passes through. The fault of a witness is what the other engine computes otherwise than the dense one.
     *
     * @throws IllegalStateException as {@link #model()}
     */
    public Verdict matchesItselfOn(Engine other, Tolerance tolerance) {
        Answers second = new Answers(new ModelSubject(model().on(other), true));
        return new Comparison(second, evidenceSets(), (given, asked) -> Expected.atEveryRound(answers.raw(given)))
                .verdict(tolerance);
    }

    /**
     * There are answers about these variables and no others, and evidence about any other variable is refused: an answer outside
     * what a model is grounded in would be a number without a meaning.
     *
     * <p>Checked are the variables of every answer to the evidence given, and that evidence is refused, by whatever exception or
     * null, about a variable of a name that is not among them, and about one that has one state more than the variable of that
     * name. Variables are the same if name and states are. A compiled or imported model is defined on the variables of its graph.
     */
    public Verdict isDefinedOnlyOn(Collection<Variable> concepts) {
        return new ConceptSpace(answers, new LinkedHashSet<>(concepts)).verdict(evidenceSets());
    }

    /**
     * Evidence of probability zero is refused, by whatever exception or null.
     *
     * <p>Tried are those of the sets given that {@link JunctionTree} finds impossible, and for up to 16 zeros of the graph's tables
     * the evidence that observes them. Loopy belief propagation, and a model that repeats it, may fail to notice the former.
     */
    public Verdict refusesImpossibleEvidence() {
        return new ImpossibleEvidence(answers).verdict(evidenceSets());
    }

    /**
     * How far the last beliefs lie from the exact posteriors: a measurement, which on a loopy graph is no error.
     *
     * @return the largest difference, or empty if the posterior is over the budget of {@link JunctionTree} or the model
     *     calls the evidence impossible
     */
    public Optional<Witness> findDistanceToExactPosterior() {
        return matchesExactPosterior(new Tolerance(1)).findWorst();
    }

    private Verdict verdict(Reference reference, Tolerance tolerance) {
        return new Comparison(answers, evidenceSets(), reference).verdict(tolerance);
    }

    private List<Evidence> evidenceSets() {
        return evidence.isEmpty() ? List.of(Evidence.none()) : List.copyOf(evidence);
    }
}
