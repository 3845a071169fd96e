package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.JunctionTree;
import org.junit.jupiter.api.Test;

/** Thousands of programs against their meaning, which {@link RandomProgram} computes by itself. */
class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("programs", 1000);

    @Test
    void everyAnswerIsThatOfTheWorlds() {
        int compared = 0;
        int contradictions = 0;
        int cyclic = 0;
        int disjunctions = 0;
        int negations = 0;
        for (long seed = Long.getLong("seed", 0); compared < PROGRAMS; seed++) {
            RandomProgram program = RandomPrograms.draw(seed);
            Optional<Map<String, Double>> expected = program.posteriors();
            if (expected == null) {
                continue;
            }
            String text = program.text();
            String about = "seed " + seed + "\n" + text;
            Grounding grounding;
            try {
                grounding = Grounding.of(ProgramReader.parse(text, "random"));
            } catch (RuntimeException e) {
                throw new AssertionError(about, e);
            }
            compared++;
            contradictions += expected.isEmpty() ? 1 : 0;
            cyclic += grounding.statistics().cyclicAtoms() > 0 ? 1 : 0;
            disjunctions += grounding.clauses().stream()
                            .anyMatch(clause -> clause.head().size() > 1)
                    ? 1
                    : 0;
            negations += text.contains("\\+") ? 1 : 0;
            compare(about, grounding, expected);
        }
        // Each kind of program is drawn often.
        assertThat(contradictions).isGreaterThan(PROGRAMS / 50);
        assertThat(cyclic).isGreaterThan(PROGRAMS / 10);
        assertThat(disjunctions).isGreaterThan(PROGRAMS / 5);
        assertThat(negations).isGreaterThan(PROGRAMS / 3);
    }

    private static void compare(String about, Grounding grounding, Optional<Map<String, Double>> expected) {
        Optional<Marginals> marginals = marginals(grounding);
        assertThat(marginals.isPresent()).as(about).isEqualTo(expected.isPresent());
        if (marginals.isEmpty()) {
            return;
        }
        Map<String, Double> posteriors = expected.get();
        for (Atom query : grounding.queries()) {
            assertThat(grounding.findTruth(query).orElseThrow().probability(marginals.get()))
                    .as(query + " of " + about)
                    .isEqualTo(posteriors.getOrDefault(query.toString(), 0.0), within(1e-10));
        }
        assertThat(grounding.queries().stream().map(Atom::toString)).as(about).containsAll(posteriors.keySet());
    }

    /** Empty if the evidence is impossible. */
    private static Optional<Marginals> marginals(Grounding grounding) {
        Optional<Evidence> evidence = grounding.findEvidence();
        if (evidence.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    JunctionTree.run(grounding.graph(), evidence.get()).marginals());
        } catch (ImpossibleEvidenceException e) {
            return Optional.empty();
        }
    }
}
