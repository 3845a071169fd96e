package org.deciban.proofs;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;
import org.deciban.transformer.engine.DenseEngine;

/** The claims of {@link ForwardPassClaims} on random graphs. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
@Domain(CaseArbitraries.class)
@Domain(DomainContext.Global.class)
class ForwardPassProperties {
    /** A dense forward pass takes time quadratic in the tokens. */
    private static final int MOST_TOKENS = 500;

    private final ForwardPassClaims claims = new ForwardPassClaims(new DenseEngine());

    @Property
    void theTransformerHoldsAfterEachRoundWhatBpHolds(@ForAll Case given) {
        claims.transformerEqualsBpAtEveryRound(given);
        requireCoverage(given);
    }

    @Property
    void theTransformerHoldsAfterEachRoundWhatTheIntermediateFormHolds(@ForAll Case given) {
        claims.transformerEqualsItsIntermediateForm(given);
    }

    @Property
    void onForestsTheTransformerHoldsThePosterior(@ForAll("forests") Case given) {
        claims.onForestsTransformerEqualsEnumeration(given);
    }

    @Property
    void inExactModeTheTransformerHoldsThePosteriorOnAnyGraph(@ForAll("withSmallJunctionTrees") Case given) {
        claims.exactModeEqualsEnumeration(given);
        Statistics.label("shape")
                .collect(given.isForest() ? "forest" : "loopy")
                .coverage(c -> c.check("loopy").percentage(p -> p > 20));
    }

    @Property(tries = 200)
    void onAShallowTreeTheTransformerHoldsThePosteriorOnAnyGraph(@ForAll("withSmallJunctionTrees") Case given) {
        claims.shallowTreeEqualsEnumeration(given);
        Statistics.label("runs on a clique tree")
                .collect(!isImpossible(given)
                        && !BpCompiler.intermediate(
                                        given.graph(), CompilerOptions.exact().withShallowTree())
                                .runsOnTheGraphItself())
                .coverage(c -> c.check(true).percentage(p -> p > 20));
    }

    @Property
    void theDampedTransformerHoldsWhatDampedBpHolds(
            @ForAll Case given, @ForAll @DoubleRange(max = 0.95) double damping) {
        claims.dampedTransformerEqualsDampedBp(given, damping);
    }

    @Property
    void aLoopTurnedAnyNumberOfTimesIsTheUnrolledModel(@ForAll Case given, @ForAll @IntRange(max = 8) int rounds) {
        claims.loopedEqualsUnrolled(given, rounds);
    }

    @Property
    void onForestsImpossibleEvidenceIsRefusedAndNothingElseIs(@ForAll("forests") Case given) {
        claims.onForestsEveryMethodCallsTheSameEvidenceImpossible(given);
        boolean impossible = Outcome.of(() -> List.of(
                        JunctionTree.run(given.graph(), given.evidence()).marginals()))
                .isImpossible();
        Statistics.label("impossible").collect(impossible).coverage(c -> {
            c.check(true).percentage(p -> p > 2);
            c.check(false).percentage(p -> p > 50);
        });
    }

    @Property
    void theOrderOfDeclarationDoesNotMatter(@ForAll Case given, @ForAll long seed) {
        claims.orderOfDeclarationDoesNotMatter(given, new Random(seed));
    }

    @Property
    void oneSetOfWeightsServesAllGraphsWithinItsBounds(@ForAll Case first, @ForAll Case second) {
        claims.oneSetOfWeightsServesBoth(first, second);
    }

    @Provide
    Arbitrary<Case> forests() {
        return CaseArbitraries.forests();
    }

    @Provide
    Arbitrary<Case> withSmallJunctionTrees() {
        return CaseArbitraries.cases().filter(1000, ForwardPassProperties::hasSmallJunctionTree);
    }

    private static boolean hasSmallJunctionTree(Case given) {
        return isImpossible(given)
                || BpCompiler.intermediate(given.graph(), CompilerOptions.exact())
                                .cost()
                                .tokens()
                        <= MOST_TOKENS;
    }

    private static boolean isImpossible(Case given) {
        return Outcome.of(() ->
                        List.of(JunctionTree.run(given.graph(), Evidence.none()).marginals()))
                .isImpossible();
    }

    /** Without these the property could pass on trees of two variables. */
    private static void requireCoverage(Case given) {
        Statistics.label("shape").collect(given.isForest() ? "forest" : "loopy").coverage(c -> {
            c.check("forest").percentage(p -> p > 20);
            c.check("loopy").percentage(p -> p > 20);
        });
        Statistics.label("entries").collect(given.entries()).coverage(c -> {
            for (Case.Entries entries : CaseArbitraries.ENTRIES) {
                c.check(entries).percentage(p -> p > 10);
            }
        });
        Statistics.label("evidence").collect(given.evidenceKind()).coverage(c -> {
            for (String kind : new String[] {"none", "hard", "soft", "both"}) {
                c.check(kind).percentage(p -> p > 5);
            }
        });
        Statistics.label("arity").collect(given.maxArity()).coverage(c -> {
            for (int arity = 1; arity <= 4; arity++) {
                c.check(arity).percentage(p -> p > 3);
            }
        });
        Statistics.label("states").collect(given.maxStates()).coverage(c -> {
            for (int states = 2; states <= 5; states++) {
                c.check(states).percentage(p -> p > 3);
            }
        });
    }
}
