package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroundingTest {
    static List<Path> programs() {
        return Programs.all();
    }

    @Test
    void thereAreMoreThanSixtyPrograms() {
        assertThat(programs()).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theGraphGivesTheProbabilitiesOfTheWorlds(Path file) {
        KnowledgeBase base = Programs.read(file);
        Map<String, BigFraction> expected = Worlds.posteriors(base);
        Map<String, Double> actual = Programs.posteriors(base);
        // Of a query with variables, atoms that are true in no world need not be listed.
        expected.forEach((atom, probability) -> assertThat(actual.getOrDefault(atom, 0.0))
                .as(atom)
                .isEqualTo(probability.doubleValue(), within(1e-10)));
        actual.forEach((atom, probability) -> assertThat(expected.containsKey(atom) || probability == 0)
                .as(atom)
                .isTrue());
        assertThat(expected).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyFactorIsSmallAndEveryVariableHasAnOrigin(Path file) {
        Grounding grounding = Grounding.of(Programs.read(file));
        assertThat(grounding.graph().factors()).allMatch(factor -> factor.arity() <= 3);
        assertThat(grounding.origins().keySet())
                .containsExactlyElementsOf(grounding.graph().variables());
    }
}
