package org.deciban.proofs.claims.published;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.published.PublishedLayout;
import org.deciban.proofs.claims.CaseDomain;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.engine.DenseEngine;

/** A2. */
@Claim(
        id = "A2",
        title = "One layer is one round of belief propagation",
        published =
                "There are weights such that for every state decode(forward(encode(state))) is one round of belief propagation: two "
                        + "heads projectDim and crossProject on scalar indices, and updateBelief in the feed-forward.",
        statement =
                "There is a map from bounds (slots, states, address bits, degree) to weights such that for every factor graph within "
                        + "them, all evidence and every t the tokens hold after t turns of gather and update what t rounds of belief "
                        + "propagation hold.",
        assumptions = {
            "messages are directed: what a factor said is taken away from what it hears",
            "the graph lies within the bounds; ratios within a message above 1e-300"
        },
        source =
                "arXiv 2603.17063 and the formal sources it cites; layouts A and B of this project's published package",
        status = {Status.FAILS_AS_STATED, Status.HOLDS_REPAIRED})
public final class PublishedRoundClaim implements ClaimSuite {
    /** Cases to draw where one is looked for, and where shares are. */
    private static final int SOUGHT = 100;

    private static final int COVERED = 200;

    private static final Domain<Case> GRAPHS = CaseDomain.of(random -> Cases.draw(random, random.nextInt(3) == 0));

    private static final Domain<TwoGraphs> TWO = Domain.of(TwoGraphs::draw, TwoGraphs::smaller, TwoGraphs::toString);

    @Override
    public Optional<Finding> failsAsStated(Tries tries) {
        return Optional.of(PublishedFailures.of(tries));
    }

    @Override
    public Finding holds(Tries tries) {
        return Trials.everyCase(
                        "two graphs with one set of weights hold in every round what belief propagation holds",
                        tries,
                        TWO,
                        two -> two.error(new DenseEngine()),
                        ForwardPassError.ROUNDING)
                .and(Trials.everyCase(
                        "with paired-bit addresses and nothing else repaired a forward pass is the published round",
                        tries,
                        PublishedDomains.PATHS,
                        graph -> PublishedFailures.errorOfRound(PublishedLayout.PAIRED_BITS, graph),
                        ForwardPassError.ROUNDING));
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Case>> kinds = new LinkedHashMap<>();
        kinds.put("of graphs with cycles", given -> !given.isForest());
        kinds.put("without", Case::isForest);
        kinds.put(
                "with tables e^(±30)",
                given -> given.entries() == Case.Entries.EXTREME || given.entries() == Case.Entries.EXTREME_WITH_ZEROS);
        kinds.put(
                "with zeros",
                given -> given.entries() == Case.Entries.WITH_ZEROS
                        || given.entries() == Case.Entries.EXTREME_WITH_ZEROS);
        kinds.put("with factors over three variables or more", given -> given.maxArity() >= 3);
        kinds.put("with three states or more", given -> given.maxStates() >= 3);
        kinds.put("of three rounds or more", given -> given.rounds() >= 3);
        kinds.put("with hard evidence", given -> List.of("hard", "both").contains(given.evidenceKind()));
        kinds.put("whose evidence is possible", given -> !ForwardPassError.isImpossible(given));
        return Trials.covers(tries.atLeast(COVERED), GRAPHS, kinds, 0.1);
    }

    /** Without the minus heads each factor hears what it said itself. */
    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                "without the heads that take away what the factor itself said the tokens hold the same",
                tries.atLeast(SOUGHT),
                GRAPHS,
                given -> ForwardPassError.of(compile(given).on(new WithoutHeads("minus.")), given),
                1e-3);
    }

    private static CompiledModel compile(Case given) {
        return BpCompiler.compile(given.graph(), CompilerOptions.loopy(given.rounds()));
    }

    /** One output weight of each kind of part moved by 1e-6. */
    @Override
    public Finding bites(Tries tries) {
        List<PerturbedEngine> moved = new ArrayList<>();
        for (String head : List.of("sum.0", "minus.0", "erase")) {
            moved.add(new PerturbedEngine("gather", head, 1e-6));
        }
        Collections.addAll(
                moved,
                new PerturbedEngine("update", "rows", 1e-6),
                new PerturbedEngine("update", "erase", 1e-6),
                new PerturbedEngine("update", "feed_forward", 1e-6));
        return moved.stream()
                .map(engine -> Trials.someCaseRefutes(
                        "with a weight of " + engine.layer() + "." + engine.part()
                                + " moved by 1e-6 they hold the same",
                        tries.dividedBy(4).atLeast(SOUGHT / 4),
                        TWO,
                        two -> two.error(engine),
                        ForwardPassError.ROUNDING))
                .reduce(Finding::and)
                .orElseThrow();
    }
}
