package org.deciban.proofs;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.compiler.Construction;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;
import org.deciban.transformer.engine.DenseEngine;

/** The claims of {@link ForwardPassClaims} for the log-odds construction, on random Boolean graphs. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class LogOddsProperties {
    private final ForwardPassClaims claims = new ForwardPassClaims(new DenseEngine(), Construction.LOG_ODDS);

    @Property
    void theTransformerHoldsAfterEachRoundWhatBpHolds(@ForAll("booleans") Case given) {
        claims.transformerEqualsBpAtEveryRound(given);
        requireCoverage(given);
    }

    @Property
    void theTransformerHoldsAfterEachRoundWhatRowAttentionHolds(@ForAll("booleans") Case given) {
        claims.transformerEqualsRowAttention(given);
    }

    @Property
    void onForestsTheTransformerHoldsThePosterior(@ForAll("booleanForests") Case given) {
        claims.onForestsTransformerEqualsEnumeration(given);
        claims.exactModeEqualsEnumeration(given);
    }

    @Property
    void dampingIsTheSameInWeightsAndInALoop(
            @ForAll("booleans") Case given, @ForAll @DoubleRange(max = 0.95) double damping) {
        claims.dampedTransformerEqualsDampedBp(given, damping);
    }

    @Property
    void aLoopTurnedAnyNumberOfTimesIsTheUnrolledModel(
            @ForAll("booleans") Case given, @ForAll @IntRange(max = 8) int rounds) {
        claims.loopedEqualsUnrolled(given, rounds);
    }

    @Property
    void onForestsImpossibleEvidenceIsRefusedAndNothingElseIs(@ForAll("booleanForests") Case given) {
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
    void theOrderOfDeclarationDoesNotMatter(@ForAll("booleans") Case given, @ForAll long seed) {
        claims.orderOfDeclarationDoesNotMatter(given, new Random(seed));
    }

    @Property
    void oneSetOfWeightsServesAllGraphsWithinItsBounds(
            @ForAll("booleans") Case first, @ForAll("booleans") Case second) {
        claims.oneSetOfWeightsServesBoth(first, second);
    }

    @Provide
    Arbitrary<Case> booleans() {
        return CaseArbitraries.booleans();
    }

    @Provide
    Arbitrary<Case> booleanForests() {
        return CaseArbitraries.booleanForests();
    }

    /** Both forms of the round, every kind of table and evidence, forests and loops; bounds with room for chance. */
    private static void requireCoverage(Case given) {
        Statistics.label("arity").collect(given.maxArity()).coverage(c -> {
            c.check(1).percentage(p -> p > 3);
            c.check(2).percentage(p -> p > 15);
            c.check(3).percentage(p -> p > 15);
        });
        Statistics.label("shape").collect(given.isForest() ? "forest" : "loopy").coverage(c -> {
            c.check("forest").percentage(p -> p > 20);
            c.check("loopy").percentage(p -> p > 15);
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
    }
}
