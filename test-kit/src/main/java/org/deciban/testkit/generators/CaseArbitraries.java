package org.deciban.testkit.generators;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitrary;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Case.Entries;
import org.deciban.proofs.generators.Cases;

/**
 * Graphs with evidence, by family. They shrink by {@link org.deciban.proofs.generators.Reductions}: what is left of a tree may
 * be no tree but is a forest, what is left of a loopy graph may have no cycle. The evidence may be impossible.
 *
 * <p>A family that an implementation does not support is left out by {@code filter}, which holds for what is shrunk as well.
 */
public final class CaseArbitraries {
    private CaseArbitraries() {}

    /** Cases drawn by a function of a random stream. */
    public static Arbitrary<Case> drawnBy(Function<? super RandomGenerator, Case> draw) {
        return new DrawnArbitrary<>(random -> ShrinkableCase.of(draw.apply(random)));
    }

    /** Not {@code Arbitraries.oneOf}, which would shrink by going to another family first. */
    private static Arbitrary<Case> drawnByOneOf(List<Function<RandomGenerator, Case>> families) {
        return drawnBy(random -> families.get(random.nextInt(families.size())).apply(random));
    }

    /** All families, each as often. */
    public static Arbitrary<Case> any() {
        return drawnByOneOf(
                List.of(Cases::tree, Cases::polytree, Cases::forest, Cases::loopy, Cases::gates, Cases::strong));
    }

    /** See {@link Cases#tree}. */
    public static Arbitrary<Case> trees() {
        return drawnBy(Cases::tree);
    }

    /** See {@link Cases#polytree}. */
    public static Arbitrary<Case> polytrees() {
        return drawnBy(Cases::polytree);
    }

    /** See {@link Cases#forest}. */
    public static Arbitrary<Case> forests() {
        return drawnBy(Cases::forest);
    }

    /** Trees, polytrees and forests: everything on which belief propagation ends at the posterior. */
    public static Arbitrary<Case> withoutCycles() {
        return drawnByOneOf(List.of(Cases::tree, Cases::polytree, Cases::forest));
    }

    /** See {@link Cases#loopy}. */
    public static Arbitrary<Case> loopy() {
        return drawnBy(Cases::loopy);
    }

    /** Loopy graphs and strongly coupled grids. */
    public static Arbitrary<Case> withCycles() {
        return drawnByOneOf(List.of(Cases::loopy, Cases::strong));
    }

    /** See {@link Cases#gates}. */
    public static Arbitrary<Case> gates() {
        return drawnBy(Cases::gates);
    }

    /** See {@link Cases#strong}. */
    public static Arbitrary<Case> strong() {
        return drawnBy(Cases::strong);
    }

    /** Variables of two states and factors over at most three of them, a third without cycles; see {@link Cases#drawBoolean}. */
    public static Arbitrary<Case> booleans() {
        return drawnBy(random -> Cases.drawBoolean(random, random.nextInt(3) == 0));
    }

    /** Evidence about one graph, see {@link Cases#evidence}; it shrinks to less evidence, hard evidence and fewer digits. */
    public static Arbitrary<Evidence> evidenceAbout(FactorGraph graph) {
        return new DrawnArbitrary<Case>(random ->
                        ShrinkableCase.ofEvidence(new Case(graph, Cases.evidence(graph, random), Entries.MODERATE, 0)))
                .map(Case::evidence);
    }
}
