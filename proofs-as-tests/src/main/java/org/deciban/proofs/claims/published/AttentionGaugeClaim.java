package org.deciban.proofs.claims.published;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.proofs.claims.CaseDomain;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;

/** A7. */
@Claim(
        id = "A7",
        title = "Attention weights are a gauge",
        published = "Exact posteriors force the attention weights to be projectDim and crossProject.",
        statement =
                "Outputs depend on the weights up to S in GL(d) for the residual stream, G in GL(d_k) and H in GL(d_v) for each head, "
                        + "and the order of heads and of hidden units; of W_Q and W_K the attention determines W_QᵀW_K alone. And every code of "
                        + "addresses whose scores tell the match by a margin λ gathers the same to within n·e^(−λ).",
        assumptions = {
            "tokens and read-out are written in the basis S too",
            "no normalisation in the layer; with RMSNorm S would have to be orthogonal",
            "the margin λ of a code is above ln(n / accuracy)"
        },
        source = "arXiv 2603.17063, the uniqueness theorem, the part about attention",
        status = {Status.FAILS_AS_STATED, Status.HOLDS_REPAIRED})
public final class AttentionGaugeClaim implements ClaimSuite {
    /** Per unit of {@link Yardstick}: its 4e-15, times the condition 4 of each of S, G and H. */
    private static final double ROUNDING = 64 * LayerRounds.ROUNDING;

    /** Cases to draw where one is looked for, and where shares are. */
    private static final int SOUGHT = 30;

    private static final int COVERED = 200;

    static final double MARGIN = 1000;

    /** The largest error of a sum of weights e^(−1000) = 0 and one weight that is 1. */
    private static final double GATHERED = 1e-12;

    private static final Engine ENGINE = new DenseEngine();

    private static final Domain<Gauged> GAUGED = Domain.of(Gauged::draw, Gauged::smaller, Gauged::toString);

    private static final Domain<AddressedTree> TREES =
            Domain.of(AddressedTree::draw, AddressedTree::smaller, AddressedTree::toString);

    private static final Domain<Case> GRAPHS = CaseDomain.of(random -> Cases.draw(random, random.nextInt(3) == 0));

    /** Other weights than the published ones have the same outputs, to the bit; and those have not the outputs that were meant. */
    @Override
    public Optional<Finding> failsAsStated(Tries tries) {
        Finding same = Trials.someCaseRefutes(
                "weights with the outputs of projectDim and crossProject are projectDim and crossProject",
                tries,
                Domain.of(
                        AddressedTree::draw,
                        AddressedTree::smaller,
                        tree -> "the same outputs, to the bit, with W_Q and W_V times 2, W_K and W_O divided by 2, on\n"
                                + tree),
                tree -> tree.publishedDoubled() ? 1 : 0,
                0.5);
        Finding wrong = Trials.someCaseRefutes(
                "projectDim and crossProject gather what the neighbour believes, at λ = " + MARGIN,
                tries,
                TREES,
                AddressedTree::publishedError,
                1e-6);
        Finding others = Stream.of(AddressCode.values())
                .map(code -> Trials.everyCase(
                        "heads of the code " + code + " do", tries, TREES, tree -> tree.error(code, MARGIN), GATHERED))
                .reduce(Finding::and)
                .orElseThrow();
        return Optional.of(same.and(wrong).and(others));
    }

    @Override
    public Finding holds(Tries tries) {
        return Trials.everyCase(
                        "a layer in other bases is the same layer, per unit of what it adds up",
                        tries,
                        GAUGED,
                        gauged -> gauged.error(ENGINE),
                        ROUNDING)
                .and(Trials.everyCase(
                        "the attention of generic tokens determines W_QᵀW_K, relative to its largest entry",
                        tries,
                        Domain.of(Pattern::draw, Pattern::toString),
                        Pattern::error,
                        1e-9))
                .and(Trials.everyCase(
                        "a compiled model with every head in other bases is belief propagation, round by round",
                        tries.dividedBy(2),
                        GRAPHS,
                        AttentionGaugeClaim::compiledInOtherBases,
                        ForwardPassError.ROUNDING))
                .and(Trials.everyCase(
                        "one-hot and paired-bit addresses gather the same at λ = " + MARGIN,
                        tries,
                        TREES,
                        tree -> tree.difference(AddressCode.ONE_HOT, AddressCode.PAIRED_BITS, MARGIN),
                        GATHERED));
    }

    private static double compiledInOtherBases(Case given) {
        Random random = new Random(given.rounds());
        Engine changed = new OtherBases(random);
        return ForwardPassError.of(
                BpCompiler.compile(given.graph(), CompilerOptions.loopy(given.rounds()))
                        .on(changed),
                given);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Gauged>> kinds = new LinkedHashMap<>();
        kinds.put("of bases that are not orthogonal", gauged -> !gauged.gauge().isOrthogonal());
        kinds.put("that are", gauged -> gauged.gauge().isOrthogonal());
        kinds.put(
                "of four dimensions or more", gauged -> gauged.given().tokens().columns() >= 4);
        kinds.put(
                "with two heads in a layer",
                gauged -> gauged.given().transformer().layers().stream()
                        .anyMatch(layer -> layer.heads().size() >= 2));
        kinds.put("with two tokens or more", gauged -> gauged.given().tokens().rows() >= 2);
        Map<String, Predicate<AddressedTree>> trees = new LinkedHashMap<>();
        trees.put("of trees with 3 to 7 nodes", tree -> tree.graph().nodes().size() <= 7);
        trees.put("with 10 or more", tree -> tree.graph().nodes().size() >= 10);
        return Trials.covers(tries.atLeast(COVERED), GAUGED, kinds, 0.2)
                .and(Trials.covers(tries.atLeast(COVERED), TREES, trees, 0.2));
    }

    /** At λ = 1 codes leak, and each by its own margins. */
    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                "one-hot and paired-bit addresses gather the same at λ = 1",
                tries,
                TREES,
                tree -> tree.difference(AddressCode.ONE_HOT, AddressCode.PAIRED_BITS, 1),
                1e-3);
    }

    /** A weight of the layer in the new bases moved by 1e-9. */
    @Override
    public Finding bites(Tries tries) {
        return MovedWeight.ALL.stream()
                .map(weight -> Trials.someCaseRefutes(
                        "with " + weight + " moved by 1e-9 a layer in other bases is the same layer",
                        tries.dividedBy(2).atLeast(SOUGHT),
                        GAUGED,
                        gauged -> gauged.error(new MovedWeight(weight, 1e-9)),
                        ROUNDING))
                .reduce(Finding::and)
                .orElseThrow();
    }
}
