package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.compiler.Construction;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A suite that would pass with a wrong weight proves nothing: each must notice 1e-6 on one weight of each part. */
class ForwardPassBitesTest {
    private static final int CASES = 60;
    private static final double PERTURBATION = 1e-6;

    private static final List<String> ROW_ATTENTION =
            List.of("gather.sum.0", "gather.minus.0", "gather.erase", "update.rows", "update.erase");

    /** A round of one layer, and of two. */
    private static final List<String> LOG_ODDS = List.of(
            "round.sum.0",
            "round.minus.0",
            "round.erase",
            "round.forget",
            "round.feed_forward",
            "gather.sum.1",
            "gather.minus.1",
            "gather.erase",
            "gather.feed_forward",
            "update.forget",
            "update.feed_forward");

    /** A claim, by name, and whether it is about forests alone. */
    private record Claim(String name, boolean forests, BiConsumer<ForwardPassClaims, Case> check) {
        boolean fails(ForwardPassClaims claims, Case given) {
            try {
                check.accept(claims, given);
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

    private static final List<Claim> CLAIMS = List.of(
            new Claim("BP at every round", false, ForwardPassClaims::transformerEqualsBpAtEveryRound),
            new Claim("intermediate form", false, ForwardPassClaims::transformerEqualsItsIntermediateForm),
            new Claim("enumeration", true, ForwardPassClaims::onForestsTransformerEqualsEnumeration),
            new Claim("exact mode", true, ForwardPassClaims::exactModeEqualsEnumeration),
            new Claim("damping", false, (claims, given) -> claims.dampedTransformerEqualsDampedBp(given, 0.3)),
            new Claim(
                    "order of declaration",
                    false,
                    (claims, given) -> claims.orderOfDeclarationDoesNotMatter(given, new Random(1))),
            new Claim("one set of weights", false, (claims, given) -> claims.oneSetOfWeightsServesBoth(given, given)));

    static Stream<Arguments> claimsAndParts() {
        Stream<Arguments> ofRows = CLAIMS.stream()
                .flatMap(claim -> ROW_ATTENTION.stream().map(part -> Arguments.of(claim, Construction.ROWS, part)));
        Stream<Arguments> ofLogOdds = CLAIMS.stream()
                .flatMap(claim -> LOG_ODDS.stream().map(part -> Arguments.of(claim, Construction.LOG_ODDS, part)));
        return Stream.concat(ofRows, ofLogOdds);
    }

    @ParameterizedTest(name = "{0} notices {2} of {1}")
    @MethodSource("claimsAndParts")
    void noticesOneWeight(Claim claim, Construction construction, String where) {
        String layer = where.substring(0, where.indexOf('.'));
        String part = where.substring(where.indexOf('.') + 1);
        ForwardPassClaims perturbed =
                new ForwardPassClaims(new PerturbedEngine(layer, part, PERTURBATION), construction);
        assertThat(IntStream.range(0, CASES)
                        .filter(seed -> claim.fails(perturbed, draw(construction, new Random(seed), claim.forests)))
                        .count())
                .as("cases in which the perturbed model is refuted")
                .isPositive();
    }

    private static Case draw(Construction construction, Random random, boolean forest) {
        return construction == Construction.ROWS ? Cases.draw(random, forest) : Cases.drawBoolean(random, forest);
    }
}
