package org.deciban.testkit.generators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

class ShrinkingTest {
    @Test
    void aFaultFoundOnFiveVariablesOrMoreShrinksToThreeAtMost() {
        List<Throwable> failures = EngineTestKit.engine("jqwik")
                .selectors(selectClass(PlantedFaults.class))
                .configurationParameter("jqwik.database", "")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();

        assertThat(failures)
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                Counterexample.class,
                                counterexample -> assertThat(
                                                counterexample.found().graph().variables())
                                        .hasSizeLessThanOrEqualTo(3)));
    }

    @Test
    void everyStepOfShrinkingIsNearerToTheEnd() {
        for (long seed = 0; seed < 20; seed++) {
            Shrinkable<Case> drawn = ShrinkableCase.of(Cases.loopy(new Random(seed)));
            assertThat(drawn.shrink())
                    .isNotEmpty()
                    .allSatisfy(smaller -> assertThat(smaller.distance()).isLessThan(drawn.distance()));
        }
    }

    @Test
    void evidenceShrinksToOneHardObservationOfWhatMatters() {
        FactorGraph graph = FactorGraph.builder()
                .variable("x", "a", "b")
                .variable("y", "a", "b")
                .variable("z", "a", "b")
                .build();
        Arbitrary<Evidence> evidence = CaseArbitraries.evidenceAbout(graph);
        Shrinkable<Evidence> current = evidence.generator(1000).stream(new Random(1))
                .filter(e -> e.value().variables().size() == 3)
                .findFirst()
                .orElseThrow();

        // What is true of evidence about y, whatever it is about x and z.
        for (boolean shrunk = true; shrunk; ) {
            Shrinkable<Evidence> before = current;
            current = before.shrink()
                    .filter(e ->
                            e.value().variables().contains(graph.variables().get(1)))
                    .findFirst()
                    .orElse(before);
            shrunk = current != before;
        }

        assertThat(current.value().variables())
                .containsExactly(graph.variables().get(1));
        assertThat(current.value().findObservedState(graph.variables().get(1))).isPresent();
    }
}
