package org.deciban.proofs.claims.constructions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.TokenOrigin;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.proofs.Outcome;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;

/** One compiled model serves all evidence. */
@Claim(
        id = "T9",
        title = "One model for all evidence",
        published =
                "For every factor graph there are one set of weights and one set of tokens such that, for all evidence in the range"
                        + " of T1, hard or soft, the tokens with that evidence differ from those without in the evidence dimensions of the"
                        + " variable tokens alone, and the forward pass holds the beliefs of belief propagation under that evidence after"
                        + " each round.",
        statement = "As published. The evidence dimensions are the subspaces message and impossible.",
        assumptions = {"the evidence is embedded at run time, not compiled in as a constant"},
        source = "this project",
        status = Status.HOLDS)
public final class OneModelForAllEvidence implements ClaimSuite {
    /** Evidence sets that one model is asked about. */
    private static final int SETS = 4;

    private static final Set<String> EVIDENCE = Set.of("message", "impossible");

    private static final Domain<Seeded> ROWS = Seeded.domain(random -> Cases.draw(random, random.nextInt(3) == 0));
    private static final Domain<Seeded> LOG_ODDS =
            Seeded.domain(random -> Cases.drawBoolean(random, random.nextInt(3) == 0));

    @Override
    public Finding holds(Tries tries) {
        return holds(Construction.ROWS, tries.dividedBy(2), ROWS)
                .and(holds(Construction.LOG_ODDS, tries.dividedBy(2), LOG_ODDS));
    }

    private static Finding holds(Construction construction, Tries tries, Domain<Seeded> cases) {
        Finding tokens = Trials.everyCase(
                construction + ": entries that evidence changes outside of its dimensions",
                tries,
                cases,
                drawn -> changedElsewhere(compile(drawn, construction), drawn),
                0);
        Finding beliefs = Trials.everyCase(
                construction + ": one model holds the beliefs of BP in every round under each evidence",
                tries,
                cases,
                drawn -> distance(drawn, construction, new DenseEngine()),
                RowAttention.ROUNDING);
        return tokens.and(beliefs);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Seeded>> kinds = new LinkedHashMap<>();
        kinds.put(
                "are asked with evidence on every variable",
                drawn -> sets(drawn).stream()
                        .anyMatch(set -> set.variables().size()
                                == drawn.given().graph().variables().size()));
        kinds.put(
                "are asked with hard evidence",
                drawn -> sets(drawn).stream()
                        .anyMatch(set -> set.variables().stream()
                                .anyMatch(v -> set.findObservedState(v).isPresent())));
        kinds.put(
                "are asked with soft evidence",
                drawn -> sets(drawn).stream()
                        .anyMatch(set -> set.variables().stream()
                                .anyMatch(v -> set.findObservedState(v).isEmpty())));
        kinds.put("have a cycle", drawn -> !drawn.given().isForest());
        return Trials.covers(tries.atLeast(Kinds.ENOUGH), ROWS, kinds, 0.2);
    }

    /** The evidence of the case is compiled in, and then other evidence is asked about. */
    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                "a model with hard evidence compiled in serves all other evidence",
                tries.dividedBy(2).atLeast(Kinds.ENOUGH / 4),
                ROWS,
                drawn -> withConstants(drawn)
                        .map(model -> distanceToBp(model, drawn))
                        .orElse(0.0),
                1e-3);
    }

    @Override
    public Finding bites(Tries tries) {
        Map<String, ToDoubleFunction<Seeded>> faults = Map.of(
                "an entry of a token that is no evidence moved by 1e-6 along with it",
                drawn -> countChanged(compile(drawn, Construction.ROWS), embedWrongly(drawn)));
        return Faults.noticed(
                        tries,
                        ROWS,
                        Faults.of(Faults.ROWS),
                        (engine, drawn) -> distance(drawn, Construction.ROWS, engine),
                        RowAttention.ROUNDING)
                .and(Faults.noticed(tries, ROWS, faults, 0));
    }

    private static CompiledModel compile(Seeded drawn, Construction construction) {
        return BpCompiler.compile(
                drawn.given().graph(),
                CompilerOptions.loopy(drawn.given().rounds()).withConstruction(construction));
    }

    /** Empty if the graph rules the constants out. */
    private static Optional<CompiledModel> withConstants(Seeded drawn) {
        Case given = drawn.given();
        Evidence.Builder constants = given.graph().evidence();
        given.evidence()
                .variables()
                .forEach(variable -> given.evidence()
                        .findObservedState(variable)
                        .ifPresent(state -> constants.observe(variable, state)));
        CompilerOptions options = CompilerOptions.loopy(given.rounds()).withConstants(constants.build());
        try {
            return Optional.of(BpCompiler.compile(given.graph(), options));
        } catch (ImpossibleEvidenceException e) {
            return Optional.empty();
        }
    }

    private static double distance(Seeded drawn, Construction construction, Engine engine) {
        return distanceToBp(compile(drawn, construction).on(engine), drawn);
    }

    private static double distanceToBp(CompiledModel model, Seeded drawn) {
        double worst = 0;
        for (Evidence set : sets(drawn)) {
            Outcome expected =
                    Outcome.of(() -> BeliefPropagation.beliefsAfterEachRound(model.graph(), set, model.rounds()));
            Outcome actual = Outcome.of(() -> model.beliefsAfterEachRound(set));
            worst = Math.max(worst, actual.distanceTo(expected));
        }
        return worst;
    }

    private static double changedElsewhere(CompiledModel model, Seeded drawn) {
        double changed = 0;
        for (Evidence set : sets(drawn)) {
            changed += countChanged(model, model.embed(set));
        }
        return changed;
    }

    /** How many entries are not those of the tokens without evidence, those apart where evidence belongs. */
    private static double countChanged(CompiledModel model, Matrix tokens) {
        int changed = 0;
        for (int token = 0; token < tokens.rows(); token++) {
            boolean isVariable = model.origin(token).kind() == TokenOrigin.Kind.VARIABLE;
            for (int d = 0; d < tokens.columns(); d++) {
                boolean isEvidence = isVariable
                        && EVIDENCE.contains(
                                model.transformer().layout().subspaceOf(d).name());
                boolean same = tokens.get(token, d) == model.tokens().get(token, d);
                changed += isEvidence || same ? 0 : 1;
            }
        }
        return changed;
    }

    private static Matrix embedWrongly(Seeded drawn) {
        Matrix right = compile(drawn, Construction.ROWS).embed(drawn.given().evidence());
        double[] entries = right.toRowMajor();
        entries[drawn.random().nextInt(entries.length)] += Faults.SMALL;
        return Matrix.ofRowMajor(right.rows(), right.columns(), entries);
    }

    /** None, that of the case, and some drawn for the graph at hand: on one variable, and on all of them. */
    private static List<Evidence> sets(Seeded drawn) {
        Random random = drawn.random();
        FactorGraph graph = drawn.given().graph();
        List<Evidence> sets =
                new ArrayList<>(List.of(Evidence.none(), drawn.given().evidence()));
        while (sets.size() < SETS) {
            Evidence.Builder evidence = graph.evidence();
            int one = sets.size() % 2 == 0 ? random.nextInt(graph.variables().size()) : -1;
            for (Variable variable : graph.variables()) {
                if (one < 0 || graph.indexOf(variable) == one) {
                    observe(variable, evidence, random);
                }
            }
            sets.add(evidence.build());
        }
        return sets;
    }

    private static void observe(Variable variable, Evidence.Builder evidence, Random random) {
        int state = random.nextInt(variable.cardinality());
        if (random.nextInt(3) == 0) {
            evidence.observe(variable, state);
        } else {
            double[] likelihood =
                    random.doubles(variable.cardinality(), 0.01, 1).toArray();
            evidence.likelihood(variable, likelihood);
        }
    }
}
