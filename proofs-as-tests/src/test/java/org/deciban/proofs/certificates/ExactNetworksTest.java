package org.deciban.proofs.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.assertj.core.api.Assumptions;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.inference.NumberPosterior;
import org.deciban.factorgraph.io.ModelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The enclosure of the forward pass on published networks, against exact rationals. */
class ExactNetworksTest {
    private static final double MOST = 1e-9;

    @ParameterizedTest
    @ValueSource(strings = {"asia", "dating", "grid-3x3", "polytree", "wet-grass"})
    void everyExampleNetworkIsWithin1em9OfItsExactPosterior(String name) {
        requireWithin(Path.of("../examples/networks", name + ".bif"));
    }

    @Test
    void alarmIsWithin1em9OfItsExactPosterior() {
        Path alarm = Path.of("../../shared/data/bif/alarm.bif");
        Assumptions.assumeThat(Files.exists(alarm)).isTrue();
        requireWithin(alarm);
    }

    private static void requireWithin(Path file) {
        FactorGraph graph = ModelFiles.read(file);
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.exact());
        IntervalForwardPass pass = IntervalForwardPass.of(model.program(), model.inputs(Evidence.none()));
        NumberPosterior<BigFraction> exact =
                JunctionTree.of(graph, Evidence.none()).posteriorInRationals();
        List<Interval> states =
                pass.distributions().stream().flatMap(List::stream).toList();
        for (Variable variable : graph.variables()) {
            for (int s = 0; s < variable.cardinality(); s++) {
                Interval enclosure = states.get(model.logitRows(variable).get(s));
                BigFraction truth = exact.probability(variable, s);
                BigFraction most = new BigFraction(MOST);
                assertThat(truth.subtract(new BigFraction(enclosure.lo())))
                        .as("%s state %d, from below", variable, s)
                        .isLessThanOrEqualTo(most);
                assertThat(new BigFraction(enclosure.hi()).subtract(truth))
                        .as("%s state %d, from above", variable, s)
                        .isLessThanOrEqualTo(most);
            }
        }
    }
}
