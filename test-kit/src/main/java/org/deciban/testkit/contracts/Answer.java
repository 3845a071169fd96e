package org.deciban.testkit.contracts;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.proofs.generators.Case;
import org.jspecify.annotations.Nullable;

/**
 * What an implementation says of a case: marginals, one set or one for each round, or that the evidence is impossible.
 *
 * <p>Every violation is thrown in one place, so that jqwik takes all of them for the same failure and shrinks from one kind to
 * another: a smaller graph counts, whether the answer to it is wrong or missing.
 */
final class Answer {
    private final Case given;
    private final @Nullable List<Marginals> marginals;

    private Answer(Case given, @Nullable List<Marginals> marginals) {
        this.given = given;
        this.marginals = marginals;
    }

    /** Asks; an exception that is no refusal breaks the contract. */
    static Answer of(
            Case given, Function<Case, List<Marginals>> implementation, Predicate<RuntimeException> isRefusal) {
        try {
            List<Marginals> marginals = List.copyOf(implementation.apply(given));
            if (marginals.isEmpty()) {
                throw violated(given, "the implementation failed", "it answered with no marginals");
            }
            return new Answer(given, marginals);
        } catch (RuntimeException e) {
            if (isRefusal.test(e)) {
                return new Answer(given, null);
            }
            throw violated(given, "the implementation failed", "it threw " + e);
        }
    }

    /** Whether some joint assignment has positive weight under the evidence, by enumeration. */
    static boolean isPossible(Case given) {
        try {
            Enumeration.run(given.graph(), given.evidence());
            return true;
        } catch (ImpossibleEvidenceException e) {
            return false;
        }
    }

    void requireRefusal() {
        if (marginals != null) {
            throw violated(
                    given,
                    "evidence of probability zero is not refused",
                    "expected an exception, got " + marginals.get(marginals.size() - 1));
        }
    }

    /** The marginals of every round, or the only ones. */
    List<Marginals> require() {
        if (marginals == null) {
            throw violated(given, "possible evidence is refused", "expected marginals");
        }
        return marginals;
    }

    /** Exactly 0 wherever the expected probability is. */
    void requireZeros(List<Marginals> expected) {
        String claim = "what is impossible has a probability other than 0";
        List<Marginals> actual = require();
        for (int round = 0; round < Math.min(actual.size(), expected.size()); round++) {
            for (Variable variable : expected.get(round).variables()) {
                for (String state : variable.states()) {
                    double found = probability(actual.get(round), variable, state, claim);
                    if (expected.get(round).probability(variable.name(), state) == 0 && found != 0) {
                        throw violated(given, claim, variable + "=" + state + " expected 0, got " + found);
                    }
                }
            }
        }
    }

    /** Equal within a tolerance, every round, variable and state, by names. */
    void requireEquals(List<Marginals> expected, double tolerance, String claim) {
        List<Marginals> actual = require();
        if (actual.size() != expected.size()) {
            throw violated(
                    given,
                    claim,
                    "expected " + expected.size() + " sets of marginals, got " + actual.size()
                            + ". Maybe the one of round 0, the evidence alone, is missing?");
        }
        for (int round = 0; round < expected.size(); round++) {
            for (Variable variable : expected.get(round).variables()) {
                requireEquals(round, variable, expected.get(round), tolerance, claim);
            }
        }
    }

    private void requireEquals(int round, Variable variable, Marginals expected, double tolerance, String claim) {
        Marginals actual = require().get(round);
        for (String state : variable.states()) {
            double wanted = expected.probability(variable.name(), state);
            double found = probability(actual, variable, state, claim);
            if (!(Math.abs(found - wanted) <= tolerance)) {
                String where = require().size() == 1 ? "" : " after round " + round;
                throw violated(
                        given,
                        claim,
                        variable + where + "\n  expected " + describe(expected, variable) + "\n  got      "
                                + describe(actual, variable));
            }
        }
    }

    private double probability(Marginals actual, Variable variable, String state, String claim) {
        try {
            return actual.probability(variable.name(), state);
        } catch (IllegalArgumentException e) {
            throw violated(given, claim, "the answer has no probability of " + variable + "=" + state);
        }
    }

    private static String describe(Marginals marginals, Variable variable) {
        return variable.states().stream()
                .map(state -> state + " " + marginals.probability(variable.name(), state))
                .collect(Collectors.joining(", "));
    }

    private static ContractViolation violated(Case given, String claim, String details) {
        return new ContractViolation(claim, given, details);
    }
}
