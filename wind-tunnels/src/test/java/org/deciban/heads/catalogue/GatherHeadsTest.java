package org.deciban.heads.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import java.nio.file.Path;
import java.util.List;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.io.Bif;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatherHeadsTest {
    private static FactorGraph network(String name) {
        return Bif.read(Path.of("..", "examples", "networks", name + ".bif"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"asia", "polytree", "wet-grass", "grid-3x3", "dating"})
    void gatherHeadsAreRetrievalHeads(String name) {
        CompiledModel model = BpCompiler.compile(network(name), CompilerOptions.loopy(1));
        List<Reading> readings = GatherHeads.measure(model);
        assertThat(readings).anyMatch(reading -> reading.head().startsWith("sum.0"));
        assertThat(readings).anyMatch(reading -> reading.head().startsWith("minus.0"));
        for (Reading reading : readings) {
            assertThat(reading.difference()).as("%s", reading).isLessThan(1e-9);
        }
    }

    /** The mean, over all messages of factors with another variable, of (degree of the first other variable + 1) / D. */
    @Test
    void theMassOfASumHeadIsItsTargetsOverD() {
        FactorGraph graph = network("asia");
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.loopy(1));
        assertThat(GatherHeads.measure(model).stream()
                        .filter(reading -> reading.head().startsWith("sum.0")
                                && reading.score().equals("mass on targets"))
                        .map(Reading::measured))
                .singleElement(DOUBLE)
                .isCloseTo(meanOfTargets(graph) / denominator(graph), within(1e-9));
    }

    private static int denominator(FactorGraph graph) {
        int largest = 0;
        for (int v = 0; v < graph.variables().size(); v++) {
            largest = Math.max(largest, graph.degree(v));
        }
        int denominator = 1;
        while (denominator <= largest + 1) {
            denominator *= 2;
        }
        return denominator;
    }

    private static double meanOfTargets(FactorGraph graph) {
        double sum = 0;
        int messages = 0;
        for (int f = 0; f < graph.factors().size(); f++) {
            int[] scope = graph.scope(f);
            for (int target = 0; scope.length > 1 && target < scope.length; target++) {
                sum += graph.degree(scope[target == 0 ? 1 : 0]) + 1;
                messages++;
            }
        }
        return sum / messages;
    }

    @Test
    void modelsThatRunOnAnotherGraphAreRefused() {
        CompiledModel model = BpCompiler.compile(network("asia"), CompilerOptions.exact());
        assertThatThrownBy(() -> GatherHeads.measure(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopy");
    }
}
