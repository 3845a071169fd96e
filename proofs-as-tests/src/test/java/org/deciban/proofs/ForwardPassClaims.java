package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.Mode;
import org.deciban.compiler.ModelBounds;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.inference.Objective;
import org.deciban.proofs.generators.Case;
import org.deciban.transformer.engine.Engine;

/** The claims themselves, each against a source that shares no code with the transformer; the engine is a parameter. */
final class ForwardPassClaims {
    /** Two float64 programs that add the same log-messages, of size up to a few hundred, in another order. */
    static final double ROUNDING = 1e-12;

    private final Engine engine;
    private final CompilerOptions options;

    /** The claims of row attention. */
    ForwardPassClaims(Engine engine) {
        this(engine, Construction.ROWS);
    }

    /** The claims of a construction; they are about graphs that it accepts. */
    ForwardPassClaims(Engine engine, Construction construction) {
        this.engine = engine;
        this.options = CompilerOptions.loopy().withConstruction(construction);
    }

    private CompiledModel compile(Case given) {
        return BpCompiler.compile(given.graph(), options.withRounds(given.rounds()))
                .on(engine);
    }

    private static Outcome transformer(CompiledModel model, Evidence evidence) {
        return Outcome.of(() -> model.beliefsAfterEachRound(evidence));
    }

    void transformerEqualsBpAtEveryRound(Case given) {
        Outcome expected = Outcome.of(
                () -> BeliefPropagation.beliefsAfterEachRound(given.graph(), given.evidence(), given.rounds()));
        transformer(given).assertEquals(expected, ROUNDING);
    }

    void transformerEqualsItsIntermediateForm(Case given) {
        CompiledModel model = compile(given);
        Outcome expected = Outcome.of(() -> model.intermediate().beliefsAfterEachRound(given.evidence()));
        transformer(model, given.evidence()).assertEquals(expected, ROUNDING);
    }

    /** Two constructions, one answer. */
    void transformerEqualsRowAttention(Case given) {
        Outcome expected = new ForwardPassClaims(engine).transformer(given);
        transformer(given).assertEquals(expected, ROUNDING);
    }

    private Outcome transformer(Case given) {
        return transformer(compile(given), given.evidence());
    }

    void onForestsTransformerEqualsEnumeration(Case given) {
        Outcome expected = Outcome.of(
                () -> List.of(Enumeration.run(given.graph(), given.evidence()).marginals()));
        transformer(given).last().assertEquals(expected, ROUNDING);
    }

    /** Exact mode: the junction tree where the graph has cycles; the reference is the sum over all joint assignments. */
    void exactModeEqualsEnumeration(Case given) {
        equalsEnumeration(given, options.withMode(Mode.EXACT));
    }

    /** The same by a clique tree with short paths, which a forest may be compiled into as well. */
    void shallowTreeEqualsEnumeration(Case given) {
        equalsEnumeration(given, options.withMode(Mode.EXACT).withShallowTree());
    }

    private void equalsEnumeration(Case given, CompilerOptions exact) {
        Outcome expected = Outcome.of(
                () -> List.of(Enumeration.run(given.graph(), given.evidence()).marginals()));
        Outcome intermediate = Outcome.of(
                () -> List.of(BpCompiler.intermediate(given.graph(), exact).infer(given.evidence())));
        Outcome actual = Outcome.of(() ->
                List.of(BpCompiler.compile(given.graph(), exact).on(engine).infer(given.evidence())));
        intermediate.assertEquals(expected, ROUNDING);
        actual.assertEquals(expected, ROUNDING);
    }

    void dampedTransformerEqualsDampedBp(Case given, double damping) {
        CompiledModel model = BpCompiler.compile(
                        given.graph(), options.withRounds(given.rounds()).withDamping(damping))
                .on(engine);
        Outcome actual = transformer(model, given.evidence());
        actual.assertEquals(
                Outcome.of(() -> BeliefPropagation.beliefsAfterEachRound(
                        given.graph(), given.evidence(), given.rounds(), damping, Objective.SUM_PRODUCT)),
                ROUNDING);
        actual.assertEquals(Outcome.of(() -> model.intermediate().beliefsAfterEachRound(given.evidence())), ROUNDING);
    }

    /** The same loop turned t times holds what the model compiled for t rounds holds. */
    void loopedEqualsUnrolled(Case given, int otherRounds) {
        CompiledModel compiled = BpCompiler.compile(given.graph(), options.withRounds(otherRounds))
                .on(engine);
        CompiledModel looped = compile(given).withRounds(otherRounds);
        transformer(looped, given.evidence()).assertEquals(transformer(compiled, given.evidence()), 0);
    }

    /** Shuffles variables, factors and the variables within each scope; the answer must be the same under the same names. */
    void orderOfDeclarationDoesNotMatter(Case given, Random random) {
        List<Variable> variables = new ArrayList<>(given.graph().variables());
        List<Factor> factors = new ArrayList<>(given.graph().factors());
        Collections.shuffle(variables, random);
        Collections.shuffle(factors, random);
        FactorGraph.Builder builder = FactorGraph.builder();
        variables.forEach(builder::variable);
        factors.forEach(factor -> builder.factor(Permuted.scopeOf(factor, random)));
        FactorGraph shuffled = builder.build();

        CompiledModel model =
                BpCompiler.compile(shuffled, options.withRounds(given.rounds())).on(engine);
        Outcome expected = Outcome.of(
                () -> BeliefPropagation.beliefsAfterEachRound(given.graph(), given.evidence(), given.rounds()));
        transformer(model, given.evidence()).assertEquals(expected, ROUNDING);
        transformer(model, given.evidence()).assertEquals(transformer(given), ROUNDING);
    }

    void oneSetOfWeightsServesBoth(Case first, Case second) {
        int rounds = Math.max(first.rounds(), second.rounds());
        CompilerOptions least = options.withRounds(rounds);
        ModelBounds common = BpCompiler.compile(first.graph(), least)
                .bounds()
                .and(BpCompiler.compile(second.graph(), least).bounds());
        CompiledModel one = BpCompiler.compile(first.graph(), least.withBounds(common));
        CompiledModel other = BpCompiler.compile(second.graph(), least.withBounds(common));
        assertThat(one.transformer()).isEqualTo(other.transformer());
        for (Case given : List.of(first, second)) {
            CompiledModel model = given == first ? one : other;
            Outcome expected =
                    Outcome.of(() -> BeliefPropagation.beliefsAfterEachRound(given.graph(), given.evidence(), rounds));
            transformer(model.on(engine), given.evidence()).assertEquals(expected, ROUNDING);
        }
    }

    /** What enumeration finds impossible, every other method refuses on a forest, naming the evidence; and nothing else. */
    void onForestsEveryMethodCallsTheSameEvidenceImpossible(Case given) {
        FactorGraph graph = given.graph();
        Evidence evidence = given.evidence();
        CompiledModel model = compile(given);
        boolean impossible = Outcome.of(
                        () -> List.of(Enumeration.run(graph, evidence).marginals()))
                .isImpossible();
        List<Outcome> others = List.of(
                transformer(model, evidence),
                Outcome.of(() -> model.intermediate().beliefsAfterEachRound(evidence)),
                Outcome.of(() -> BeliefPropagation.beliefsAfterEachRound(graph, evidence, given.rounds())),
                Outcome.of(() -> List.of(JunctionTree.run(graph, evidence).marginals())));
        for (Outcome outcome : others) {
            assertThat(outcome.isImpossible()).isEqualTo(impossible);
            outcome.refusal()
                    .ifPresent(refusal -> assertThat(refusal.evidence()).isEqualTo(evidence));
            outcome.refusal()
                    .filter(refusal -> !evidence.isEmpty())
                    .ifPresent(refusal -> assertThat(refusal).hasMessageContaining(evidence.toString()));
        }
    }
}
