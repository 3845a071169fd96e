package org.deciban.proofs.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;
import org.deciban.transformer.folded.DroppedWeights;
import org.junit.jupiter.api.Test;

/** Every attention weight of a compiled model that folding drops is exactly 0.0 in the dense engine, whatever the evidence. */
class DroppedWeightsProperties {
    private static final int MOST_ROUNDS = 3;

    private static void requireZero(CompiledModel model, Evidence evidence) {
        assertThat(dropped(model, evidence).count()).isPositive();
    }

    /** What is dropped, none of it more than zero. */
    private static DroppedWeights dropped(CompiledModel model, Evidence evidence) {
        DroppedWeights dropped = DroppedWeights.of(model.program(), model.inputs(evidence));
        assertThat(dropped.largest()).isEqualTo(0.0);
        return dropped;
    }

    /** Hard evidence, likelihoods of 1e-300, and all that lies between. */
    private static Evidence extreme(FactorGraph graph, Random random) {
        Evidence.Builder evidence = graph.evidence();
        graph.variables().forEach(variable -> {
            double[] likelihood = new double[variable.cardinality()];
            int kind = random.nextInt(4);
            for (int s = 0; s < likelihood.length; s++) {
                likelihood[s] = kind == 0 ? 0 : kind == 1 ? 1e-300 : Math.pow(10, -300 * random.nextDouble());
            }
            likelihood[random.nextInt(likelihood.length)] = 1;
            evidence.likelihood(variable, likelihood);
        });
        return evidence.build();
    }

    @Property(tries = 60)
    void ofRowAttention(@ForAll("cases") Case given, @ForAll long seed) {
        CompilerOptions options = CompilerOptions.loopy(Math.min(MOST_ROUNDS, Math.max(1, given.rounds())));
        Evidence evidence = extreme(given.graph(), new Random(seed));
        requireZero(BpCompiler.compile(given.graph(), options), evidence);
        requireZero(BpCompiler.compile(given.graph(), options.withDamping(0.5)), evidence);
    }

    @Property(tries = 60)
    void ofLogOdds(@ForAll("booleans") Case given, @ForAll long seed) {
        CompilerOptions options = CompilerOptions.loopy(Math.min(MOST_ROUNDS, Math.max(1, given.rounds())))
                .withConstruction(Construction.LOG_ODDS);
        CompiledModel model = BpCompiler.compile(given.graph(), options);
        dropped(model, extreme(given.graph(), new Random(seed)));
    }

    @Test
    void ofTablesThatSpanTheRangeOfDoubles() {
        FactorGraph.Builder builder = FactorGraph.builder().variable("a", "no", "yes");
        double most = Math.exp(300);
        double least = Math.exp(-300);
        for (int i = 0; i < 12; i++) {
            builder.variable("b" + i, "no", "yes")
                    .factor(List.of("a", "b" + i), i % 2 == 0 ? most : least, least, most, i % 3 == 0 ? 0 : most);
        }
        FactorGraph graph = builder.build();
        Random random = new Random(1);
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.loopy(MOST_ROUNDS));
        for (int i = 0; i < 5; i++) {
            Evidence evidence = extreme(graph, random);
            requireZero(model, evidence);
            FoldedModels.requireEqualsDense(model, List.of(evidence), FoldedModels.ROUNDING);
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return CaseArbitraries.cases();
    }

    @Provide
    Arbitrary<Case> booleans() {
        return CaseArbitraries.booleans();
    }
}
