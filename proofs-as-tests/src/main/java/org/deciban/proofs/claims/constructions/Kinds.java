package org.deciban.proofs.claims.constructions;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.proofs.generators.Case;

/** The kinds of cases that could refute a claim of a construction. */
final class Kinds {
    /** In nats: a probability of 2e-9. */
    private static final double EXTREME = 20;

    /** Cases from which a share of a tenth can be told. */
    static final int ENOUGH = 200;

    private Kinds() {}

    /** Depth, tables, evidence and beliefs of every kind. */
    static Map<String, Predicate<Case>> any() {
        Map<String, Predicate<Case>> kinds = new LinkedHashMap<>();
        kinds.put("take three rounds or more", given -> given.rounds() >= 3);
        kinds.put("have tables with zeros", given -> entries(given, entry -> entry == 0));
        kinds.put("have table entries of less than e^-20 of another", Kinds::hasExtremeTable);
        kinds.put("have hard evidence", given -> isObserved(given, "hard"));
        kinds.put("have soft evidence", given -> isObserved(given, "soft"));
        kinds.put("have log-odds above 20", Kinds::hasExtremeBelief);
        return kinds;
    }

    /** {@link #any}, with cycles and without. */
    static Map<String, Predicate<Case>> forestsAndLoops() {
        Map<String, Predicate<Case>> kinds = new LinkedHashMap<>();
        kinds.put("have a cycle", given -> !given.isForest());
        kinds.put("are forests of two variables or more", Kinds::isForest);
        kinds.putAll(any());
        return kinds;
    }

    /** {@link #forestsAndLoops} of any arity and number of states. */
    static Map<String, Predicate<Case>> all() {
        Map<String, Predicate<Case>> kinds = forestsAndLoops();
        kinds.put("have factors of three variables or more", given -> given.maxArity() >= 3);
        kinds.put("have variables of three states or more", given -> given.maxStates() >= 3);
        return kinds;
    }

    private static boolean isForest(Case given) {
        return given.isForest() && given.maxArity() >= 2;
    }

    private static boolean isObserved(Case given, String kind) {
        return given.evidenceKind().equals(kind) || given.evidenceKind().equals("both");
    }

    private static boolean entries(Case given, Predicate<Double> some) {
        return given.graph().factors().stream()
                .anyMatch(factor -> Arrays.stream(factor.table()).boxed().anyMatch(some));
    }

    private static boolean hasExtremeTable(Case given) {
        return given.graph().factors().stream().anyMatch(Kinds::isExtreme);
    }

    private static boolean isExtreme(Factor factor) {
        double[] positive = Arrays.stream(factor.table())
                .filter(entry -> entry > 0)
                .sorted()
                .toArray();
        return Math.log(positive[positive.length - 1]) - Math.log(positive[0]) > EXTREME;
    }

    private static boolean hasExtremeBelief(Case given) {
        try {
            Marginals beliefs = EveryRound.beliefs(given);
            return beliefs.variables().stream()
                    .flatMapToDouble(variable -> Arrays.stream(beliefs.distribution(variable)))
                    .anyMatch(p -> p > 0 && Math.log(p) < -EXTREME);
        } catch (ImpossibleEvidenceException e) {
            return false;
        }
    }
}
