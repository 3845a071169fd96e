package org.deciban.compiler.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.Clause;
import org.deciban.factorgraph.knowledge.Grounding;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;

/**
 * Where the probability of an atom comes from, in decibans: 10 log10 of odds (Good, 1985, "Weight of evidence").
 *
 * <p>Observations add up: what was expected before any of them, and what each adds to the log-odds, in their order, give the log-odds of the
 * answer. Clauses do not: of each it is said how many decibans the answer would be lower without it.
 *
 * @param prior log-odds without evidence
 * @param evidence what each observation adds, in order
 * @param clauses what each clause carries, in the order of the program
 * @param posterior log-odds of the answer
 */
public record Derivation(double prior, List<Weight> evidence, List<Weight> clauses, double posterior) {
    /** Copies the lists. */
    public Derivation {
        evidence = List.copyOf(evidence);
        clauses = List.copyOf(clauses);
    }

    /**
     * What something carries.
     *
     * @param what an observation, or a clause as it is written
     * @param where the place of the clause, or an empty string
     * @param decibans infinite where it decides by itself; NaN where without it the evidence is impossible
     */
    public record Weight(String what, String where, double decibans) {}

    /** The derivation of an answer, by junction tree; see {@link #of(KnowledgeBase, Atom, List, Inquiry.Solver)}. */
    public static Derivation of(KnowledgeBase base, Atom atom, List<Observation> more) {
        return of(
                base,
                atom,
                more,
                (grounding, evidence) ->
                        JunctionTree.run(grounding.graph(), evidence).marginals());
    }

    /**
     * The derivation of an answer.
     *
     * @param atom ground, of a question that {@link Inquiry} answers with a number
     * @param solver what computes posteriors; one run for each observation and each clause
     */
    public static Derivation of(KnowledgeBase base, Atom atom, List<Observation> more, Inquiry.Solver solver) {
        List<Observation> all = base.asked(List.of(), more).evidence();
        KnowledgeBase bare = new KnowledgeBase(base.clauses(), List.of(), List.of());
        Query query = new Query(atom, base.clauses().get(0).place());
        double prior = decibans(bare, query, List.of(), solver);
        List<Weight> evidence = new ArrayList<>();
        double before = prior;
        for (int i = 0; i < all.size(); i++) {
            double after = decibans(bare, query, all.subList(0, i + 1), solver);
            evidence.add(new Weight(all.get(i).toString(), "", difference(after, before)));
            before = after;
        }
        List<Weight> clauses = new ArrayList<>();
        Set<Clause> used = Grounding.of(bare.asked(List.of(query), all)).clauses();
        for (Clause clause : base.clauses().stream().filter(used::contains).toList()) {
            double without = decibans(bare.without(clause::equals), query, all, solver);
            clauses.add(new Weight(base.text(clause), clause.place().toString(), difference(before, without)));
        }
        return new Derivation(prior, evidence, clauses, before);
    }

    /** Log-odds of certainty on both sides differ by nothing. */
    private static double difference(double a, double b) {
        return a == b ? 0 : a - b;
    }

    /** Of a knowledge base that may have lost what the question or the evidence names: that is false then. */
    private static double decibans(KnowledgeBase base, Query query, List<Observation> evidence, Inquiry.Solver solver) {
        Grounding grounding = Grounding.of(base.asked(List.of(query), evidence));
        Optional<Evidence> consistent = grounding.findEvidence();
        if (consistent.isEmpty()) {
            return Double.NaN;
        }
        try {
            double p = grounding
                    .findTruth(query.atom())
                    .orElseThrow()
                    .probability(solver.posteriors(grounding, consistent.get()));
            return 10 * Math.log10(p / (1 - p));
        } catch (ImpossibleEvidenceException e) {
            return Double.NaN;
        }
    }
}
