package org.deciban.proofs.generators;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;

/** Cases with one thing less; empty where what is left is no valid case. */
final class CaseEdits {
    private final Case given;

    CaseEdits(Case given) {
        this.given = given;
    }

    /** The variables that are kept, with the factors and the evidence that speak of no other. */
    Optional<Case> keeping(Predicate<Variable> kept) {
        List<Variable> variables =
                given.graph().variables().stream().filter(kept).toList();
        List<Factor> factors = given.graph().factors().stream()
                .filter(factor -> factor.scope().stream().allMatch(kept))
                .toList();
        Map<Variable, double[]> likelihoods = likelihoods();
        likelihoods.keySet().removeIf(kept.negate());
        return remade(variables, factors, likelihoods);
    }

    /** Without a variable: the sum of every factor over its states, each with a weight. */
    Optional<Case> summedOut(Variable removed, double... weights) {
        List<Variable> variables = new ArrayList<>(given.graph().variables());
        variables.remove(removed);
        List<Factor> factors = new ArrayList<>();
        for (Factor factor : given.graph().factors()) {
            if (factor.scope().contains(removed)) {
                FactorEdits.without(factor, removed, weights).ifPresent(factors::add);
            } else {
                factors.add(factor);
            }
        }
        Map<Variable, double[]> likelihoods = likelihoods();
        likelihoods.remove(removed);
        return remade(variables, factors, likelihoods);
    }

    /** With one variable in the place of another, whose evidence is dropped. */
    Optional<Case> merged(Variable kept, Variable removed) {
        List<Variable> variables = new ArrayList<>(given.graph().variables());
        variables.remove(removed);
        List<Factor> factors = new ArrayList<>();
        for (Factor factor : given.graph().factors()) {
            if (factor.scope().contains(removed)) {
                Optional<Factor> edited = FactorEdits.merged(factor, kept, removed);
                if (edited.isEmpty()) {
                    return Optional.empty();
                }
                factors.add(edited.get());
            } else {
                factors.add(factor);
            }
        }
        Map<Variable, double[]> likelihoods = likelihoods();
        likelihoods.remove(removed);
        return remade(variables, factors, likelihoods);
    }

    Optional<Case> withoutFactor(int index) {
        List<Factor> factors = new ArrayList<>(given.graph().factors());
        factors.remove(index);
        return remade(given.graph().variables(), factors, likelihoods());
    }

    /** With another factor in the place of one. */
    Optional<Case> withFactor(int index, Optional<Factor> replacement) {
        if (replacement.isEmpty()) {
            return Optional.empty();
        }
        List<Factor> factors = new ArrayList<>(given.graph().factors());
        factors.set(index, replacement.get());
        return remade(given.graph().variables(), factors, likelihoods());
    }

    /** With every factor edited; empty if one of them cannot be. */
    Optional<Case> withFactors(Function<Factor, Optional<Factor>> edit) {
        List<Factor> factors = new ArrayList<>();
        for (Factor factor : given.graph().factors()) {
            Optional<Factor> edited = edit.apply(factor);
            if (edited.isEmpty()) {
                return Optional.empty();
            }
            factors.add(edited.get());
        }
        return remade(given.graph().variables(), factors, likelihoods());
    }

    /** Without a state of a variable; evidence that leaves none of the others is dropped. */
    Optional<Case> withoutState(Variable variable, int state) {
        List<String> states = new ArrayList<>(variable.states());
        states.remove(state);
        Variable smaller = new Variable(variable.name(), states);
        List<Variable> variables = new ArrayList<>(given.graph().variables());
        variables.replaceAll(v -> v.equals(variable) ? smaller : v);
        List<Factor> factors = new ArrayList<>();
        for (Factor factor : given.graph().factors()) {
            if (factor.scope().contains(variable)) {
                Optional<Factor> edited = FactorEdits.withoutState(factor, variable, state, smaller);
                if (edited.isEmpty()) {
                    return Optional.empty();
                }
                factors.add(edited.get());
            } else {
                factors.add(factor);
            }
        }
        Map<Variable, double[]> likelihoods = new LinkedHashMap<>();
        likelihoods()
                .forEach((v, likelihood) -> likelihoods.put(
                        v.equals(variable) ? smaller : v,
                        v.equals(variable) ? without(likelihood, state) : likelihood));
        likelihoods.values().removeIf(CaseEdits::isZero);
        return remade(variables, factors, likelihoods);
    }

    Optional<Case> withoutEvidence() {
        return remade(given.graph().variables(), given.graph().factors(), Map.of());
    }

    Optional<Case> withoutEvidence(Variable variable) {
        Map<Variable, double[]> likelihoods = likelihoods();
        likelihoods.remove(variable);
        return remade(given.graph().variables(), given.graph().factors(), likelihoods);
    }

    /** With another likelihood of a variable that has one; empty if it is zero everywhere. */
    Optional<Case> withLikelihood(Variable variable, double... likelihood) {
        if (isZero(likelihood)) {
            return Optional.empty();
        }
        Map<Variable, double[]> likelihoods = likelihoods();
        likelihoods.put(variable, likelihood);
        return remade(given.graph().variables(), given.graph().factors(), likelihoods);
    }

    /** With fewer rounds; empty if a graph without cycles needs more to be exact. */
    Optional<Case> withRounds(int rounds) {
        return rounds >= 1 && rounds >= needed(given.graph())
                ? Optional.of(new Case(given.graph(), given.evidence(), given.entries(), rounds))
                : Optional.empty();
    }

    private static int needed(FactorGraph graph) {
        return Topology.of(graph).roundsForExactness().orElse(0);
    }

    private Map<Variable, double[]> likelihoods() {
        Map<Variable, double[]> likelihoods = new LinkedHashMap<>();
        for (Variable variable : given.evidence().variables()) {
            likelihoods.put(variable, given.evidence().likelihood(variable));
        }
        return likelihoods;
    }

    /** Where the last cycle is cut, the rounds become as many as the forest needs. */
    private Optional<Case> remade(List<Variable> variables, List<Factor> factors, Map<Variable, double[]> likelihoods) {
        if (variables.isEmpty()) {
            return Optional.empty();
        }
        FactorGraph.Builder builder = FactorGraph.builder();
        variables.forEach(builder::variable);
        factors.forEach(builder::factor);
        FactorGraph graph = builder.build();
        Evidence.Builder evidence = graph.evidence();
        likelihoods.forEach(evidence::likelihood);
        int rounds = Math.max(given.rounds(), needed(graph));
        return Optional.of(new Case(graph, evidence.build(), given.entries(), rounds));
    }

    private static double[] without(double[] likelihood, int state) {
        double[] rest = new double[likelihood.length - 1];
        System.arraycopy(likelihood, 0, rest, 0, state);
        System.arraycopy(likelihood, state + 1, rest, state, rest.length - state);
        return rest;
    }

    private static boolean isZero(double[] likelihood) {
        for (double entry : likelihood) {
            if (entry != 0) {
                return false;
            }
        }
        return true;
    }
}
