package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A suite that would pass with a wrong weight proves nothing: each must notice 1e-6 on one weight of each head. */
class ForwardPassBitesTest {
    private static final int CASES = 60;

    /** A claim, by name, and whether it is about forests alone. */
    private record Claim(String name, boolean forests, BiConsumer<ForwardPassClaims, Case> check) {
        boolean fails(ForwardPassClaims claims, long seed) {
            try {
                check.accept(claims, Cases.draw(new Random(seed), forests));
                return false;
            } catch (AssertionError e) {
                return true;
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> claimsAndHeads() {
        return Stream.of(
                        new Claim("BP at every round", false, ForwardPassClaims::transformerEqualsBpAtEveryRound),
                        new Claim("intermediate form", false, ForwardPassClaims::transformerEqualsItsIntermediateForm),
                        new Claim("enumeration", true, ForwardPassClaims::onForestsTransformerEqualsEnumeration),
                        new Claim("exact mode", true, ForwardPassClaims::exactModeEqualsEnumeration),
                        new Claim(
                                "damping",
                                false,
                                (claims, given) -> claims.dampedTransformerEqualsDampedBp(given, 0.3)),
                        new Claim(
                                "order of declaration",
                                false,
                                (claims, given) -> claims.orderOfDeclarationDoesNotMatter(given, new Random(1))),
                        new Claim(
                                "one set of weights",
                                false,
                                (claims, given) -> claims.oneSetOfWeightsServesBoth(given, given)))
                .flatMap(claim -> Stream.of(
                                "gather.sum.0", "gather.minus.0", "gather.erase", "update.rows", "update.erase")
                        .map(head -> Arguments.of(claim, head)));
    }

    @ParameterizedTest(name = "{0} notices {1}")
    @MethodSource("claimsAndHeads")
    void noticesOneWeight(Claim claim, String where) {
        String layer = where.substring(0, where.indexOf('.'));
        String head = where.substring(where.indexOf('.') + 1);
        ForwardPassClaims perturbed = new ForwardPassClaims(new PerturbedEngine(layer, head, 1e-6));
        assertThat(IntStream.range(0, CASES)
                        .filter(seed -> claim.fails(perturbed, seed))
                        .count())
                .as("cases in which the perturbed model is refuted")
                .isPositive();
    }
}
