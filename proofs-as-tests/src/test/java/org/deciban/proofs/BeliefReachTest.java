package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.compiler.BeliefReach;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.io.Bif;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.Edit;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.transformer.trace.Interventions;
import org.junit.jupiter.api.Test;

/**
 * Interventions on the chest clinic, whose factors are the arrows
 *
 * <pre>
 *   asia → tub,  smoke → lung,  smoke → bronc,  tub, lung → either,  either → xray,  either, bronc → dysp
 * </pre>
 *
 * and what they change, worked out by hand.
 */
class BeliefReachTest {
    private static final int ROUNDS = 5;
    private static final FactorGraph ASIA = Bif.read(Path.of("..", "examples", "networks", "asia.bif"));
    /** On the engine that shows activations, so that a run that nothing changes is the same to the bit. */
    private static final CompiledModel MODEL =
            BpCompiler.compile(ASIA, CompilerOptions.loopy(ROUNDS)).on(new DenseEngine());
    /** Soft, so that nothing is ruled out; on every leaf, so that no message is uniform. */
    private static final Evidence EVIDENCE = ASIA.evidence()
            .likelihood("asia", 0.9, 0.2)
            .likelihood("smoke", 0.3, 0.8)
            .likelihood("xray", 0.9, 0.3)
            .likelihood("dysp", 0.7, 0.4)
            .build();

    private static final String NEWS = "message P(xray | either) → either";

    private static int token(String description) {
        return IntStream.range(0, MODEL.tokens().rows())
                .filter(token -> MODEL.describeToken(token).equals(description))
                .findFirst()
                .orElseThrow();
    }

    private static HookPoint head(int layer, String name, Site site) {
        return HookPoint.ofHead(MODEL.transformer(), layer, name, site);
    }

    private static Set<String> names(Set<Variable> variables) {
        return variables.stream().map(Variable::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Asserts that exactly the predicted beliefs change, and that the prediction is the one worked out by hand. */
    private static void assertChanges(
            HookPoint point, Edit edit, List<BeliefReach> predicted, List<Set<String>> byHand) {
        List<Marginals> before = MODEL.beliefsAfterEachRound(EVIDENCE);
        List<Marginals> after = MODEL.beliefsAfterEachRound(EVIDENCE, Interventions.at(point, edit));
        assertThat(after).hasSize(ROUNDS + 1);
        for (int round = 0; round <= ROUNDS; round++) {
            BeliefReach reach = predicted.get(round);
            assertThat(names(reach.dependent())).as("round %d", round).isEqualTo(new TreeSet<>(byHand.get(round)));
            for (Variable variable : ASIA.variables()) {
                double[] was = before.get(round).distribution(variable);
                double[] is = after.get(round).distribution(variable);
                String where = variable + " after round " + round;
                if (reach.dependent().contains(variable)) {
                    assertThat(Math.abs(is[0] - was[0])).as(where).isGreaterThan(1e-9);
                } else if (reach.rounding().contains(variable)) {
                    assertThat(is).as(where).containsExactly(was, within(1e-14));
                } else {
                    assertThat(is).as(where).isEqualTo(was);
                }
            }
        }
    }

    @Test
    void patchingOneMessageChangesWhatTheMessageReachesRoundByRound() {
        HookPoint rows = head(1, "rows", Site.RESULT);
        ForwardTrace otherXray =
                MODEL.trace(ASIA.evidence().likelihood("xray", 0.1, 0.8).build(), rows::equals);
        int news = token(NEWS);
        assertChanges(
                rows,
                Edit.patch(otherXray).onTokens(news),
                MODEL.beliefsReachedFrom(rows, Set.of(news)),
                List.of(
                        Set.of(),
                        Set.of("either"),
                        Set.of("tub", "lung", "bronc", "dysp"),
                        Set.of("asia", "smoke"),
                        // Around the loop, both ways.
                        Set.of("lung", "bronc"),
                        Set.of("tub", "either", "dysp")));
    }

    @Test
    void whereAHeadRestsNothingComesOfIt() {
        int smoke = token("variable smoke");
        for (HookPoint point : List.of(
                head(0, "minus.0", Site.Z),
                head(0, "sum.1", Site.Z),
                head(1, "rows", Site.Z),
                head(1, "erase", Site.Z))) {
            assertChanges(
                    point,
                    Edit.zero().onTokens(smoke),
                    MODEL.beliefsReachedFrom(point, Set.of(smoke)),
                    List.of(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of()));
            assertThat(MODEL.beliefsReachedFrom(point, Set.of(smoke))).allMatch(BeliefReach::isEmpty);
        }
    }

    @Test
    void aReachIsWrittenByNames() {
        Variable xray = ASIA.findVariable("xray").orElseThrow();
        Variable asia = ASIA.findVariable("asia").orElseThrow();
        Variable tub = ASIA.findVariable("tub").orElseThrow();
        assertThat(new BeliefReach(Set.of(xray, asia), Set.of(tub)))
                .hasToString("dependent [asia, xray], but for rounding the same [tub]");
        assertThat(new BeliefReach(Set.of(), Set.of(tub)).isEmpty()).isFalse();
    }

    @Test
    void ablatingAMinusHeadAtOneTokenChangesWhatItsMessageReaches() {
        // In round 2, P(lung | smoke) → smoke hears its own factor's news of lung as if others had said it.
        HookPoint minus = head(2, "minus.0", Site.Z);
        int echo = token("message P(lung | smoke) → smoke");
        assertChanges(
                minus,
                Edit.zero().onTokens(echo),
                MODEL.beliefsReachedFrom(minus, Set.of(echo)),
                List.of(
                        Set.of(),
                        Set.of(),
                        Set.of("smoke"),
                        Set.of("bronc"),
                        Set.of("either", "dysp"),
                        Set.of("tub", "lung", "xray")));
    }

    @Test
    void ablatingTheSumOfTheReadOutLeavesEveryVariableWithoutABelief() {
        HookPoint sum = head(2 * ROUNDS, "sum.0", Site.RESULT);
        Set<String> all = ASIA.variables().stream().map(Variable::name).collect(Collectors.toSet());
        assertChanges(
                sum,
                Edit.zero(),
                MODEL.beliefsReachedFrom(sum),
                List.of(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), all));
        for (Variable variable : ASIA.variables()) {
            assertThat(MODEL.infer(EVIDENCE, Interventions.zero(sum)).distribution(variable))
                    .containsExactly(0.5, 0.5);
        }
    }

    @Test
    void aMessageWithoutRowsRulesEveryStateOut() {
        HookPoint rows = head(2 * ROUNDS - 1, "rows", Site.RESULT);
        Interventions ablation = Interventions.at(rows, Edit.zero().onTokens(token(NEWS)));
        assertThatThrownBy(() -> MODEL.infer(EVIDENCE, ablation))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("either");
        double[][] logBeliefs =
                MODEL.logBeliefsAfterEachRound(EVIDENCE, ablation).get(ROUNDS);
        double[][] before =
                MODEL.logBeliefsAfterEachRound(EVIDENCE, Interventions.none()).get(ROUNDS);
        for (int v = 0; v < logBeliefs.length; v++) {
            if (ASIA.variables().get(v).name().equals("either")) {
                assertThat(logBeliefs[v]).containsOnly(Double.NEGATIVE_INFINITY);
            } else {
                assertThat(logBeliefs[v]).isEqualTo(before[v]);
            }
        }
    }

    @Test
    void patchingTheWholeStreamGivesTheBeliefsOfTheOtherRun() {
        Evidence other = ASIA.evidence().observe("dysp", "yes").build();
        HookPoint start = HookPoint.residual(0, Site.RESID_PRE);
        Interventions patch = Interventions.at(start, Edit.patch(MODEL.trace(other)));
        assertThat(MODEL.beliefsAfterEachRound(EVIDENCE, patch)).isEqualTo(MODEL.beliefsAfterEachRound(other));
    }

    @Test
    void theReachIsToldForWhatAHeadComputesForItsTokens() {
        assertThatThrownBy(() -> MODEL.beliefsReachedFrom(HookPoint.parse("blocks.3.attn.0.v")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the beliefs reached are known from a head's [q, scores, pattern, z, result], not from"
                        + " blocks.3.attn.0.v. Maybe the z of a head?");
        assertThatThrownBy(() -> MODEL.beliefsReachedFrom(HookPoint.parse("blocks.3.attn.2.z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[rows, erase]");
        assertThatThrownBy(() -> MODEL.infer(EVIDENCE, Interventions.zero("blocks.11.resid_pre")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("hook point blocks.11.resid_pre must be in one of the 11 layers");
        assertThat(MODEL.beliefsReachedFrom(head(0, "sum.0", Site.Z), Set.of()))
                .hasSize(ROUNDS + 1)
                .allMatch(BeliefReach::isEmpty);
    }
}
