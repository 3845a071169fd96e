package org.deciban.proofs.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Mode;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.passes.AbsorbConstants;
import org.deciban.compiler.internal.passes.TablesToRows;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.InvalidEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.proofs.Outcome;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;

@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
@Domain(CaseArbitraries.class)
@Domain(DomainContext.Global.class)
class AbsorbConstantsProperties {
    /** A case's evidence split at random: constants first, the rest at run time. */
    private record Split(Evidence constants, Evidence atRunTime, Evidence together) {
        static Split of(Case given, Random random) {
            Evidence.Builder constants = given.graph().evidence();
            Evidence.Builder atRunTime = given.graph().evidence();
            Evidence.Builder together = given.graph().evidence();
            for (Variable variable : given.graph().variables()) {
                boolean observed = given.evidence().variables().contains(variable);
                if (random.nextInt(3) == 0) {
                    int state = random.nextInt(variable.cardinality());
                    constants.observe(variable, state);
                    together.observe(variable, state);
                } else if (observed) {
                    atRunTime.likelihood(variable, given.evidence().likelihood(variable));
                    together.likelihood(variable, given.evidence().likelihood(variable));
                }
            }
            return new Split(constants.build(), atRunTime.build(), together.build());
        }
    }

    @Property
    void theDistributionGivenTheConstantsIsTheSame(@ForAll Case given, @ForAll long seed) {
        Split split = Split.of(given, new Random(seed));
        RowFactorGraph before = TablesToRows.apply(given.graph());
        double[][] expected = ExactRows.marginals(before, given.graph(), split.together);
        boolean impossible = Arrays.stream(expected[0]).sum() == 0;
        try {
            RowFactorGraph after = AbsorbConstants.apply(before, given.graph(), split.constants);
            ExactRows.assertSame(ExactRows.marginals(after, given.graph(), split.together), expected, 1e-12);
        } catch (ImpossibleEvidenceException e) {
            assertThat(impossible).isTrue();
        }
        Statistics.label("impossible").collect(impossible).coverage(c -> {
            c.check(true).percentage(p -> p > 3);
            c.check(false).percentage(p -> p > 50);
        });
    }

    @Property
    void theTransformerHoldsInEveryRoundWhatBpHoldsGivenTheConstants(@ForAll Case given, @ForAll long seed) {
        Split split = Split.of(given, new Random(seed));
        Outcome expected = Outcome.of(
                () -> BeliefPropagation.beliefsAfterEachRound(given.graph(), split.together, given.rounds()));
        Outcome actual = Outcome.of(() -> BpCompiler.compile(
                        given.graph(), CompilerOptions.loopy(given.rounds()).withConstants(split.constants))
                .beliefsAfterEachRound(split.atRunTime));
        actual.assertEquals(expected, 1e-12);
    }

    private static final FactorGraph ALARM = FactorGraph.builder()
            .variable("burglary", "no", "yes")
            .variable("earthquake", "no", "yes")
            .variable("alarm", "no", "yes")
            .conditional("burglary", List.of(), 0.9, 0.1)
            .conditional("earthquake", List.of(), 0.8, 0.2)
            .conditional("alarm", List.of("burglary", "earthquake"), 1, 0, 0.5, 0.5, 0.2, 0.8, 0.1, 0.9)
            .build();

    @Example
    void evidenceMayRepeatAConstantButNotContradictIt() {
        CompiledModel model = BpCompiler.compile(
                ALARM,
                CompilerOptions.auto()
                        .withConstants(
                                ALARM.evidence().observe("earthquake", "no").build()));
        Marginals expected =
                model.infer(ALARM.evidence().observe("alarm", "yes").build());
        assertThat(expected.probability("earthquake", "no")).isEqualTo(1);
        // 0.1·0.8 / (0.1·0.8 + 0.9·0): without an earthquake only a burglary sets the alarm off.
        assertThat(expected.probability("burglary", "yes")).isEqualTo(1);
        assertThat(model.infer(ALARM.evidence()
                        .observe("alarm", "yes")
                        .observe("earthquake", "no")
                        .build()))
                .isEqualTo(expected);
        assertThat(model.mode()).isEqualTo(Mode.EXACT);
        Evidence contradiction = ALARM.evidence().observe("earthquake", "yes").build();
        assertThatThrownBy(() -> model.infer(contradiction))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("earthquake is compiled in as no");
    }

    @Example
    void constantsThatContradictAFactorAreRefusedAtOnce() {
        Evidence constants = ALARM.evidence()
                .observe("burglary", "no")
                .observe("earthquake", "no")
                .observe("alarm", "yes")
                .build();
        assertThatThrownBy(
                        () -> BpCompiler.compile(ALARM, CompilerOptions.auto().withConstants(constants)))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("P(alarm | burglary, earthquake) allows no such states");
    }

    @Example
    void aConstantThatIsOnlyLikelyIsRefused() {
        Evidence soft = ALARM.evidence().likelihood("alarm", 0.1, 0.9).build();
        assertThatThrownBy(() -> CompilerOptions.auto().withConstants(soft))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("constants must be hard evidence, got a likelihood for alarm");
    }

    @Example
    void constantsOfAnotherGraphAreRefused() {
        FactorGraph other = FactorGraph.builder().variable("z", "a", "b").build();
        Evidence foreign = other.evidence().observe("z", "a").build();
        assertThatThrownBy(() -> AbsorbConstants.apply(TablesToRows.apply(ALARM), ALARM, foreign))
                .isInstanceOf(InvalidEvidenceException.class)
                .hasMessageContaining("z");
    }
}
