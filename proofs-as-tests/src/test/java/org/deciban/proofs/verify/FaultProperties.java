package org.deciban.proofs.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deciban.proofs.verify.Rounds.atEveryRound;
import static org.deciban.proofs.verify.Verifier.verifyThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.ImportedModel;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;
import org.deciban.transformer.Layer;
import org.deciban.transformer.io.TransformerFile;
import org.deciban.transformer.trace.HookPoint;

/** On random graphs, with states, zeros and evidence of any kind: the part that is named is the part that was moved. */
@Domain(CaseArbitraries.class)
@Domain(DomainContext.Global.class)
class FaultProperties {
    @Property(tries = 100)
    void theMovedWeightOfRowAttentionIsNamed(@ForAll Case given, @ForAll long seed) {
        check(given, CompilerOptions.loopy(given.rounds()), seed);
        requireRefutations();
    }

    @Provide
    Arbitrary<Case> booleans() {
        return CaseArbitraries.booleans();
    }

    @Property(tries = 300)
    void theMovedWeightOfLogOddsIsNamed(@ForAll("booleans") Case given, @ForAll long seed) {
        check(given, CompilerOptions.loopy(given.rounds()).withConstruction(Construction.LOG_ODDS), seed);
        requireRefutations();
    }

    private static void requireRefutations() {
        Statistics.coverage(coverage -> coverage.check("REFUTED").count(count -> count > 0));
    }

    private static void check(Case given, CompilerOptions options, long seed) {
        CompiledModel compiled = BpCompiler.compile(given.graph(), options);
        List<Perturbation> all = Perturbation.each(compiled.program());
        Perturbation moved = all.get(new Random(seed).nextInt(all.size()));
        ImportedModel model = ImportedModel.of(
                "m", TransformerFile.of(moved.program(), compiled.toFile().provenance()), given.graph());
        Verdict verdict;
        try {
            verdict = verifyThat(model).given(given.evidence()).matchesLoopyBp(atEveryRound());
        } catch (ImpossibleEvidenceException e) {
            Statistics.collect("impossible evidence");
            return;
        }
        Statistics.collect(verdict.word());
        if (verdict.word().equals("REFUTED")) {
            Fault fault = verdict.findFault().orElseThrow();
            Layer layer = compiled.transformer().layers().get(moved.layer());
            assertThat(fault.layer().orElseThrow().name()).as("%s", fault).isEqualTo(layer.name());
            assertThat(fault.head().map(Fault.Named::index).orElse(HookPoint.NO_HEAD))
                    .as("%s", fault)
                    .isEqualTo(moved.head());
            assertThat(fault.weights()).containsExactly(moved.matrix());
        }
    }
}
