package org.deciban.testkit.generators;

import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.testkit.contracts.Fault;
import org.deciban.testkit.contracts.TextbookPropagation;

/** False claims about belief propagation with a fault, tried on graphs of five variables or more. They must fail. */
class PlantedFaults {
    /** Without a limit of time: that this ends is part of the claim. */
    @Property(tries = 200, shrinking = ShrinkingMode.FULL)
    void evidenceMakesNoDifference(@ForAll("largeGraphs") Case given) {
        requireSame(
                given,
                c -> TextbookPropagation.beliefsAfterEachRound(c.graph(), Evidence.none(), c.rounds(), Fault.NONE));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.FULL)
    void theOrderOfATableMakesNoDifference(@ForAll("largeGraphs") Case given) {
        requireSame(
                given,
                c -> TextbookPropagation.beliefsAfterEachRound(
                        c.graph(), c.evidence(), c.rounds(), Fault.UNTRANSPOSED_FACTOR));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.FULL)
    void beliefsCanBeSentForMessages(@ForAll("largeGraphs") Case given) {
        requireSame(
                given,
                c -> TextbookPropagation.beliefsAfterEachRound(
                        c.graph(), c.evidence(), c.rounds(), Fault.ECHOING_BELIEFS));
    }

    /** At least five variables as drawn; what they shrink to may have fewer. */
    @Provide
    static Arbitrary<Case> largeGraphs() {
        return CaseArbitraries.drawnBy(random -> {
            Case drawn = Cases.loopy(random);
            while (drawn.graph().variables().size() < 5) {
                drawn = random.nextBoolean() ? Cases.loopy(random) : Cases.polytree(random);
            }
            return drawn;
        });
    }

    private static void requireSame(Case given, Function<Case, List<Marginals>> faulty) {
        try {
            List<Marginals> expected =
                    BeliefPropagation.beliefsAfterEachRound(given.graph(), given.evidence(), given.rounds());
            List<Marginals> actual = faulty.apply(given);
            for (int round = 0; round < expected.size(); round++) {
                double worst =
                        actual.get(round).farthestFrom(expected.get(round)).magnitude();
                if (!(worst <= 1e-6)) {
                    throw new Counterexample(given);
                }
            }
        } catch (ImpossibleEvidenceException e) {
            Assume.that(false);
        }
    }
}
