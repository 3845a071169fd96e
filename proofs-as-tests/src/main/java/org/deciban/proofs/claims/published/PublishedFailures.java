package org.deciban.proofs.claims.published;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.deciban.compiler.published.PublishedGraph;
import org.deciban.compiler.published.PublishedLayout;
import org.deciban.compiler.published.PublishedModel;
import org.deciban.compiler.published.PublishedNode;
import org.deciban.compiler.published.PublishedState;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;
import org.deciban.proofs.claims.CaseDomain;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.claims.propagation.UndirectedBeliefs;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.PublishedTrees;

/** Why the published construction is no round of belief propagation: the reasons of {@link PublishedRoundClaim}. */
final class PublishedFailures {
    private static final double HOT = 1000;

    /** As many as the published figures were taken from. */
    private static final int TREES = 400;

    /** Of a difference of two samples: one of twelve figures is outside by chance once in ten thousand runs. */
    private static final double STANDARD_ERRORS = 4.5;

    /** Half a unit of the last digit of a figure. */
    private static final double LAST_DIGIT = 0.0005;

    /** Long enough for what oscillates to be seen, and for what converges to have done so. */
    private static final int MANY_ROUNDS = 40;

    /** A share that was found before, on 400 paths. */
    private record Figure(PublishedLayout layout, double temperature, double share) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure(PublishedLayout.A, 1, 0.002),
            new Figure(PublishedLayout.A, 10, 0.075),
            new Figure(PublishedLayout.A, HOT, 0.082),
            new Figure(PublishedLayout.A_OWN_INDEX, 1, 0.024),
            new Figure(PublishedLayout.A_OWN_INDEX, 10, 0.107),
            new Figure(PublishedLayout.A_OWN_INDEX, HOT, 0.108),
            new Figure(PublishedLayout.B, 1, 0),
            new Figure(PublishedLayout.B, 10, 0),
            new Figure(PublishedLayout.B, HOT, 0.083),
            new Figure(PublishedLayout.B_OWN_INDEX, 1, 0),
            new Figure(PublishedLayout.B_OWN_INDEX, 10, 0),
            new Figure(PublishedLayout.B_OWN_INDEX, HOT, 0.108));

    /** Chains of Boolean variables, with evidence on the first: all that fits into two slots. */
    private static final Domain<Case> CHAINS = CaseDomain.of(random -> {
                int variables = 2 + random.nextInt(7);
                FactorGraph.Builder chain = FactorGraph.builder();
                for (int v = 0; v < variables; v++) {
                    chain.variable("v" + v, "false", "true");
                }
                for (int v = 1; v < variables; v++) {
                    double[] table = random.doubles(4, 0.05, 1).toArray();
                    chain.factor(List.of("v" + (v - 1), "v" + v), table);
                }
                FactorGraph graph = chain.build();
                double belief = random.nextDouble();
                Evidence evidence =
                        graph.evidence().likelihood("v0", 1 - belief, belief).build();
                return new Case(graph, evidence, Case.Entries.MODERATE, variables);
            })
            .over(MANY_ROUNDS);

    private static final Domain<Case> TREES_WITH_INNER_NODE = CaseDomain.of(random -> {
                int variables = 3 + random.nextInt(6);
                FactorGraph tree = RandomModels.tree(random.nextLong(), variables, TableLaw.binary());
                return new Case(tree, Evidence.none(), Case.Entries.MODERATE, variables);
            })
            .over(MANY_ROUNDS);

    private PublishedFailures() {}

    /** Each reason as a statement about trees, or as one computation. */
    static Finding of(Tries tries) {
        return Trials.someCaseRefutes(
                        "after 40 published rounds a variable without evidence has heard of the evidence on another",
                        tries,
                        CHAINS,
                        PublishedFailures::errorOfTarget,
                        1e-3)
                .and(Trials.someCaseRefutes(
                        "a forward pass of layout A at λ = 1000 is the published round",
                        tries,
                        PublishedDomains.PATHS,
                        graph -> errorOfRound(PublishedLayout.A, graph),
                        1e-6))
                .and(gathers(tries))
                .and(Trials.everyCase(
                        "other tables make no difference to any belief, in 8 rounds; beliefs that differ",
                        tries,
                        PublishedDomains.PATHS,
                        PublishedFailures::differencesByTables,
                        0))
                .and(fit())
                .and(chain())
                .and(Trials.someCaseRefutes(
                        "with node beliefs in the place of messages some round from the second on holds the posterior",
                        tries,
                        TREES_WITH_INNER_NODE,
                        PublishedFailures::errorOfUndirected,
                        1e-9));
    }

    /** The round as it is meant, computed on the graph, so that no weight is to blame; 0 where there is nothing to pass on. */
    private static double errorOfTarget(Case given) {
        boolean speaks = given.graph().factors().stream().anyMatch(factor -> factor.arity() == 1);
        if (speaks || given.evidence().isEmpty()) {
            return 0;
        }
        PublishedGraph graph = PublishedGraph.of(given.graph(), given.evidence());
        for (int round = 0; round < MANY_ROUNDS; round++) {
            graph = graph.afterTargetRound();
        }
        Marginals posterior = Enumeration.run(given.graph(), given.evidence()).marginals();
        double worst = 0;
        for (int v = 0; v < given.graph().variables().size(); v++) {
            Variable variable = given.graph().variables().get(v);
            if (!given.evidence().variables().contains(variable)) {
                worst = Math.max(worst, Math.abs(graph.beliefs().get(v) - posterior.probability(variable, 1)));
            }
        }
        return worst;
    }

    /** By how much a forward pass at λ = 1000 misses the beliefs of the round that is meant. */
    static double errorOfRound(PublishedLayout layout, PublishedGraph graph) {
        List<PublishedState> states =
                PublishedModel.of(layout, graph.nodes().size(), HOT).round(graph);
        List<Double> target = graph.afterTargetRound().beliefs();
        double worst = 0;
        for (int i = 0; i < states.size(); i++) {
            double error = Math.abs(states.get(i).belief() - target.get(i));
            worst = error <= worst ? worst : error;
        }
        return worst;
    }

    private static Finding gathers(Tries tries) {
        int trees = Math.max(TREES, tries.count());
        List<String> shares = new ArrayList<>();
        boolean all = true;
        for (Figure figure : FIGURES) {
            GatherShare share = GatherShare.of(
                    figure.layout, figure.temperature, PublishedTrees::path, trees, new Random(tries.seed()));
            double sampling =
                    Math.max(share.standardError(), Math.sqrt(figure.share * (1 - figure.share) / share.slots()));
            double difference = sampling * Math.sqrt(1 + (double) trees / TREES);
            all &= Math.abs(share.value() - figure.share) <= STANDARD_ERRORS * difference + LAST_DIGIT;
            shares.add(String.format(
                    Locale.ROOT,
                    "%s λ=%.0f %.3f (%.3f)",
                    figure.layout,
                    figure.temperature,
                    share.value(),
                    figure.share));
        }
        return Finding.of(
                all,
                "share of slots that gather their neighbour, and the figure it must be within sampling error of: "
                        + String.join(", ", shares),
                trees * FIGURES.size());
    }

    private static double differencesByTables(PublishedGraph graph) {
        PublishedGraph others = new PublishedGraph(graph.nodes().stream()
                .map(node -> new PublishedNode(
                        node.isFactor(), node.belief(), node.neighbours(), List.of(0.9, 0.1, 0.2, 0.8)))
                .toList());
        return Stream.of(PublishedLayout.A, PublishedLayout.A_OWN_INDEX, PublishedLayout.PAIRED_BITS)
                .map(layout -> PublishedModel.of(layout, graph.nodes().size(), HOT))
                .filter(model -> !model.run(others, 8).equals(model.run(graph, 8)))
                .count();
    }

    /** From probabilities; from logits it would be exact, see A6. */
    private static Finding fit() {
        double[] weights = UnitFit.leastSquares(new double[] {1, 1, 0}, UnitFit.FROM_PROBABILITIES);
        double error = UnitFit.maxError(weights, UnitFit.FROM_PROBABILITIES);
        return Finding.of(
                Math.abs(error - 0.1425) < 1e-4,
                String.format(
                        Locale.ROOT,
                        "the least-squares fit of σ(w·m + b) to updateBelief is off by up to %.4f (0.143)",
                        error),
                1);
    }

    /** v0 (0.9) – f – v2: the factor keeps ½, so both variables hear ½. */
    private static Finding chain() {
        PublishedGraph chain = new PublishedGraph(List.of(
                new PublishedNode(false, 0.9, List.of(1), PublishedNode.NO_TABLE),
                new PublishedNode(true, 0.5, List.of(0, 2), List.of(0.9, 0.1, 0.1, 0.9)),
                new PublishedNode(false, 0.5, List.of(1), PublishedNode.NO_TABLE)));
        PublishedGraph target = chain;
        boolean halves = true;
        for (List<PublishedState> states :
                PublishedModel.of(PublishedLayout.PAIRED_BITS, 3, HOT).run(chain, MANY_ROUNDS)) {
            target = target.afterTargetRound();
            halves &= states.stream().allMatch(state -> Math.abs(state.belief() - 0.5) < 1e-12);
            halves &= target.beliefs().equals(List.of(0.5, 0.5, 0.5));
        }
        return Finding.of(
                halves, "the chain v0 (0.9) – f – v2 holds [.5, .5, .5] after one round and in " + MANY_ROUNDS, 1);
    }

    private static double errorOfUndirected(Case given) {
        Marginals posterior = Enumeration.run(given.graph(), given.evidence()).marginals();
        return UndirectedBeliefs.afterEachRound(given.graph(), given.evidence(), MANY_ROUNDS).stream()
                .skip(2)
                .mapToDouble(round -> round.farthestFrom(posterior).magnitude())
                .min()
                .orElseThrow();
    }
}
