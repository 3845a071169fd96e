package org.deciban.proofs.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.Mode;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;
import org.deciban.transformer.folded.FoldReport;
import org.deciban.transformer.folded.FoldedEngine;
import org.opentest4j.TestAbortedException;

/** Compiled models of random graphs: the folded engine against the dense one, at every read, and what folding must find. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class CompiledModelsProperties {
    private static final int TRIES = 200;

    private static CompiledModel rows(Case given) {
        return BpCompiler.compile(given.graph(), CompilerOptions.loopy(given.rounds()));
    }

    /** The evidence of the case, and some drawn over up to 600 orders of magnitude. */
    private static List<Evidence> evidence(Case given, long seed) {
        Random random = new Random(seed);
        List<Evidence> sets = new ArrayList<>(List.of(given.evidence(), Evidence.none()));
        Evidence.Builder extreme = given.graph().evidence();
        given.graph().variables().forEach(variable -> {
            if (random.nextBoolean()) {
                double[] likelihood = new double[variable.cardinality()];
                for (int s = 0; s < likelihood.length; s++) {
                    likelihood[s] = random.nextInt(6) == 0 ? 0 : Math.pow(10, 600 * random.nextDouble() - 300);
                }
                likelihood[random.nextInt(likelihood.length)] = 1;
                extreme.likelihood(variable, likelihood);
            }
        });
        sets.add(extreme.build());
        return sets;
    }

    private static void requireFolds(CompiledModel model, boolean productForm) {
        FoldReport report = FoldedModels.report(model);
        assertThat(report.freeHeads()).as("free heads").isZero();
        assertThat(report.productForm()).as("product form").isEqualTo(productForm);
    }

    @Property(tries = TRIES)
    void rowAttentionRunsAsProducts(@ForAll("cases") Case given, @ForAll long seed) {
        CompiledModel dense = rows(given);
        FoldedModels.requireEqualsDense(dense, evidence(given, seed), FoldedModels.ROUNDING);
        boolean impossible = evidence(given, seed).stream()
                .anyMatch(evidence -> FoldedModels.outcome(dense, evidence).isImpossible());
        Statistics.label("impossible").collect(impossible).coverage(c -> {
            c.check(true).count(n -> n > 0);
            c.check(false).percentage(p -> p > 50);
        });
        // Without a factor nothing is ever computed.
        boolean computes =
                given.rounds() > 0 && given.graph().factors().stream().anyMatch(factor -> factor.arity() > 0);
        FoldReport report = FoldedModels.report(dense);
        assertThat(report.freeHeads()).isZero();
        Statistics.label("product form")
                .collect(report.productForm())
                .coverage(c -> c.check(true).percentage(p -> p > 95));
        if (computes) {
            requireFolds(dense, true);
        }
    }

    @Property(tries = TRIES)
    void dampedRowAttentionRunsAsItIs(
            @ForAll("cases") Case given,
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.05, max = 0.95) double damping) {
        CompiledModel dense = BpCompiler.compile(
                given.graph(), CompilerOptions.loopy(given.rounds()).withDamping(damping));
        FoldedModels.requireEqualsDense(dense, evidence(given, seed), FoldedModels.ROUNDING);
        assertThat(FoldedModels.report(dense).freeHeads()).isZero();
        if (given.rounds() > 0) {
            requireFolds(dense, false);
        }
    }

    @Property(tries = TRIES)
    void exactModelsFold(@ForAll("cases") Case given, @ForAll long seed) {
        CompiledModel dense = exact(given);
        FoldedModels.requireEqualsDense(dense, evidence(given, seed), FoldedModels.ROUNDING);
        assertThat(FoldedModels.report(dense).freeHeads()).isZero();
    }

    @Property(tries = TRIES)
    void logOddsModelsFold(@ForAll("booleans") Case given, @ForAll long seed) {
        for (Task task : Task.values()) {
            CompiledModel dense = BpCompiler.compile(
                    given.graph(),
                    CompilerOptions.loopy(given.rounds())
                            .withConstruction(Construction.LOG_ODDS)
                            .withTask(task));
            FoldedModels.requireEqualsDense(dense, evidence(given, seed), FoldedModels.ROUNDING);
            assertThat(FoldedModels.report(dense).freeHeads()).isZero();
        }
    }

    @Property(tries = 50)
    void exactLogOddsModelsFold(@ForAll("booleanForests") Case given, @ForAll long seed) {
        CompiledModel dense = BpCompiler.compile(
                given.graph(),
                CompilerOptions.auto().withConstruction(Construction.LOG_ODDS).withMode(Mode.EXACT));
        FoldedModels.requireEqualsDense(dense, evidence(given, seed), FoldedModels.ROUNDING);
        assertThat(FoldedModels.report(dense).freeHeads()).isZero();
    }

    @Property(tries = 100)
    void aBatchHoldsWhatSingleRunsHold(@ForAll("cases") Case given, @ForAll long seed) {
        CompiledModel folded = rows(given).on(new FoldedEngine());
        List<Evidence> possible = new ArrayList<>();
        for (int i = 0; possible.size() < 40 && i < 60; i++) {
            for (Evidence evidence : evidence(given, seed + i)) {
                if (!FoldedModels.outcome(folded, evidence).isImpossible()) {
                    possible.add(evidence);
                }
            }
        }
        FoldedModels.requireBatchEqualsSingleRuns(folded, possible);
        Statistics.label("side by side")
                .collect(possible.size() > 16)
                .coverage(c -> c.check(true).percentage(p -> p > 50));
    }

    @Provide
    Arbitrary<Case> cases() {
        return CaseArbitraries.cases();
    }

    /** A graph that gives every joint assignment probability zero has no exact model. */
    private static CompiledModel exact(Case given) {
        try {
            return BpCompiler.compile(given.graph(), CompilerOptions.exact());
        } catch (ImpossibleEvidenceException e) {
            throw new TestAbortedException(e.getMessage());
        }
    }

    @Provide
    Arbitrary<Case> booleanForests() {
        return CaseArbitraries.booleanForests();
    }

    @Provide
    Arbitrary<Case> booleans() {
        return CaseArbitraries.booleans();
    }
}
