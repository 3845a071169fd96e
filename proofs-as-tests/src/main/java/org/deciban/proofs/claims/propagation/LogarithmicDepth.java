package org.deciban.proofs.claims.propagation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.IntermediateModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Pasteable;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.folded.FoldedEngine;

/**
 * A5. Eliminating every other variable, then every other one of those left, makes cliques {left, middle, right} and a clique tree
 * in which no way up has more than {@code L = ⌊log2 n⌋ + 1} cliques. A path has at most {@code 2L − 1} cliques, two edges between
 * one and the next and a variable at either end: {@code 4L − 2} edges, which take {@code 2L − 1} rounds. On a tree L is at
 * most {@code ⌈log n / log 1.5⌉ + 1}. A scan composes transfer matrices of stretches that double in length: {@code ⌈log2 n⌉ + 1}
 * compositions of two layers each and one to read.
 */
@Claim(
        id = "A5",
        title = "Depth need not grow like the diameter",
        published = "For every graph, as many layers as its diameter are necessary for the exact posterior",
        statement =
                "For every chain of n variables the compiler has a transformer that holds all posteriors after at most"
                        + " 2⌊log2 n⌋ + 1 rounds, and one, a scan, that does after 2⌈log2 n⌉ + 3 layers; and for every tree with factors over two variables after at most"
                        + " 2⌈log n / log 1.5⌉ + 1, of two layers each and one to read; its cliques have three variables",
        assumptions = {
            "all the rounds",
            "messages about pairs of variables, not about one",
            "a chain or tree: elsewhere short paths take cliques of more than three variables"
        },
        source =
                "arXiv 2603.17063; construction: this project, after cyclic reduction, rake and compress, and the scan of Hillis and Steele",
        status = Status.FAILS_AS_STATED)
public final class LogarithmicDepth implements ClaimSuite {
    private static final double ROUNDING = 1e-12;
    private static final double VISIBLE = 0.01;
    private static final double FAULT = 1e-6;
    private static final int LONG = 1000;
    private static final int MOST_VARIABLES = 100;
    private static final int FEW_VARIABLES = 12;
    private static final Domain<Chain> CHAINS = Chain.between(2, MOST_VARIABLES);
    private static final Domain<Chain> STIFF_CHAINS = Chain.stiffUpTo(MOST_VARIABLES);
    private static final Domain<FactorGraph> TREES = Domain.of(
            LogarithmicDepth::tree,
            graph -> Pasteable.of(graph, Evidence.none(), 1).toString());

    /** Of every shape between a chain and a star: the parent is one of the last few, or of all. */
    private static FactorGraph tree(Random random) {
        int variables = 2 + random.nextInt(MOST_VARIABLES - 1);
        if (random.nextInt(3) == 0) {
            return RandomModels.tree(random.nextLong(), variables, TableLaw.binary());
        }
        int back = 1 + random.nextInt(4);
        FactorGraph.Builder builder = FactorGraph.builder();
        for (int v = 0; v < variables; v++) {
            builder.variable("x" + v, "0", "1");
        }
        for (int v = 1; v < variables; v++) {
            int parent = Math.max(0, v - 1 - random.nextInt(back));
            builder.factor(
                    List.of("x" + parent, "x" + v), random.doubles(4, 0.05, 1).toArray());
        }
        return builder.build();
    }

    static IntermediateModel shallow(FactorGraph graph) {
        return BpCompiler.intermediate(graph, CompilerOptions.exact().withShallowTree());
    }

    private static IntermediateModel scan(FactorGraph graph) {
        return BpCompiler.intermediate(graph, CompilerOptions.exact().withConstruction(Construction.SCAN));
    }

    /** Layers as a share of those that the statement allows. */
    private static double layersOfScan(Chain chain) {
        int log = 32 - Integer.numberOfLeadingZeros(chain.variables() - 1);
        return scan(chain.graph()).cost().layers() / (2.0 * log + 3);
    }

    private static double errorOfScan(Chain chain, Engine engine) {
        return distance(
                chain, BpCompiler.compile(scan(chain.graph())).on(engine).infer(chain.evidence()));
    }

    private static double distance(Chain chain, Marginals beliefs) {
        double[][] smoothed = chain.smoothed();
        double worst = 0;
        for (int v = 0; v < chain.variables(); v++) {
            for (int s = 0; s < chain.states(); s++) {
                double belief = beliefs.probability(Chain.name(v), Integer.toString(s));
                worst = Math.max(worst, Math.abs(belief - smoothed[v][s]));
            }
        }
        return worst;
    }

    private static double error(Chain chain, Engine engine) {
        Marginals beliefs =
                BpCompiler.compile(shallow(chain.graph())).on(engine).infer(chain.evidence());
        return distance(chain, beliefs);
    }

    /** Rounds as a share of those that the statement allows. */
    private static double rounds(Chain chain) {
        int log = 31 - Integer.numberOfLeadingZeros(chain.variables());
        return shallow(chain.graph()).rounds() / (2.0 * log + 1);
    }

    private static double rounds(FactorGraph tree) {
        double log = Math.ceil(Math.log(tree.variables().size()) / Math.log(1.5));
        return shallow(tree).rounds() / (2 * log + 1);
    }

    /** Belief propagation on the tree itself, for as many rounds as it needs, is the other side. */
    private static double error(FactorGraph tree) {
        int needed = Topology.of(tree).roundsForExactness().orElseThrow();
        Marginals posterior = BeliefPropagation.beliefsAfterEachRound(tree, Evidence.none(), needed)
                .get(needed);
        Marginals beliefs = BpCompiler.compile(shallow(tree)).infer(Evidence.none());
        return beliefs.farthestFrom(posterior).magnitude();
    }

    @Override
    public Finding holds(Tries tries) {
        return Trials.everyCase(
                        "rounds on chains, as a share of 2⌊log2 n⌋ + 1", tries, CHAINS, LogarithmicDepth::rounds, 1)
                .and(Trials.everyCase(
                        "rounds on trees, as a share of 2⌈log n / log 1.5⌉ + 1",
                        tries,
                        TREES,
                        LogarithmicDepth::rounds,
                        1))
                .and(Trials.everyCase(
                        "transformer = forward and backward algorithm on chains",
                        tries.dividedBy(8),
                        CHAINS,
                        chain -> error(chain, new FoldedEngine()),
                        ROUNDING))
                .and(Trials.everyCase(
                        "transformer = posterior on trees",
                        tries.dividedBy(8),
                        TREES,
                        LogarithmicDepth::error,
                        ROUNDING))
                .and(longChain(tries))
                .and(Trials.everyCase(
                        "layers of a scan, as a share of 2⌈log2 n⌉ + 3",
                        tries,
                        CHAINS,
                        LogarithmicDepth::layersOfScan,
                        1))
                .and(Trials.everyCase(
                        "scan = forward and backward algorithm on chains",
                        tries.dividedBy(8),
                        CHAINS,
                        chain -> errorOfScan(chain, new FoldedEngine()),
                        ROUNDING))
                .and(longScan(tries));
    }

    private static Finding longScan(Tries tries) {
        Chain chain = new Chain(LONG, 2, false, 3 * tries.seed());
        return Finding.within(
                ROUNDING,
                errorOfScan(chain, new FoldedEngine()),
                "a scan of a chain of " + LONG + " in "
                        + scan(chain.graph()).cost().layers() + " layers",
                1);
    }

    private static Finding longChain(Tries tries) {
        Chain chain = new Chain(LONG, 2, false, 3 * tries.seed());
        IntermediateModel model = shallow(chain.graph());
        Topology topology = Topology.of(chain.graph());
        return Finding.within(
                ROUNDING,
                error(chain, new FoldedEngine()),
                "a chain of " + LONG + " in " + model.rounds() + " rounds and "
                        + model.cost().layers() + " layers, where its own messages take "
                        + topology.roundsForExactness().orElseThrow() + " rounds",
                1);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Chain>> kinds = new LinkedHashMap<>();
        kinds.put("of the chains have 32 variables or more", chain -> chain.variables() >= 32);
        kinds.put("are declared in another order", Chain::shuffled);
        kinds.put("have three states", chain -> chain.states() == 3);
        kinds.put("have zeros", Chain::hasZeros);
        kinds.put("have log-odds up to 20", Chain::isExtreme);
        kinds.put("carry what one end knows to the other", Chain::isStiff);
        Map<String, Predicate<FactorGraph>> ofTrees = new LinkedHashMap<>();
        ofTrees.put(
                "of the trees have a path of 40 edges or more",
                tree -> Topology.of(tree).longestPath().orElse(0) >= 40);
        ofTrees.put(
                "have a variable of four neighbours or more",
                tree -> IntStream.range(0, tree.variables().size()).anyMatch(v -> tree.degree(v) > 4));
        return Coverage.of(tries, CHAINS, kinds, 0.15).and(Coverage.of(tries, TREES, ofTrees, 0.15));
    }

    private static double worstOneRoundEarly(Chain chain) {
        IntermediateModel model = shallow(chain.graph());
        return chain.withEvidenceOnEach()
                .mapToDouble(one -> distance(
                        one, model.beliefsAfterEachRound(one.evidence()).get(model.rounds() - 1)))
                .max()
                .orElseThrow();
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        Finding tooFew = Trials.someCaseRefutes(
                "one round less is enough, whatever single variable the evidence is on",
                tries.dividedBy(4),
                Chain.stiffUpTo(FEW_VARIABLES),
                LogarithmicDepth::worstOneRoundEarly,
                VISIBLE);
        Finding single = Trials.someCaseRefutes(
                "so many rounds of messages about one variable each are enough",
                tries,
                STIFF_CHAINS,
                chain -> {
                    int rounds = shallow(chain.graph()).rounds();
                    return distance(
                            chain,
                            BeliefPropagation.beliefsAfterEachRound(chain.graph(), chain.evidence(), rounds)
                                    .get(rounds));
                },
                VISIBLE);
        return tooFew.and(single).and(cliquesOfGrids());
    }

    /** Treewidth k: no clique tree of a k × k grid has smaller cliques, so its tables grow exponentially with k. */
    private static Finding cliquesOfGrids() {
        List<Integer> largest = IntStream.rangeClosed(2, 6)
                .map(k -> shallow(RandomModels.grid(1, k, k, TableLaw.binary()))
                                .cost()
                                .junctionTree()
                                .width()
                        + 1)
                .boxed()
                .toList();
        boolean grow = IntStream.rangeClosed(2, 6).allMatch(k -> largest.get(k - 2) > k);
        return Finding.of(grow, "variables of the largest clique on k × k grids, k = 2 to 6: " + largest, 5);
    }

    @Override
    public Optional<Finding> failsAsStated(Tries tries) {
        return Optional.of(Trials.someCaseRefutes(
                "a transformer that holds all posteriors of a chain has at least as many layers as edges from end to end",
                tries.dividedBy(4),
                CHAINS,
                chain -> {
                    int saved = chain.variables()
                            - 1
                            - shallow(chain.graph()).cost().layers();
                    return saved > 0 && error(chain, new FoldedEngine()) <= ROUNDING ? saved : 0;
                },
                0));
    }

    @Override
    public Finding bites(Tries tries) {
        Tries fewer = tries.dividedBy(16);
        return bites(fewer, "gather", "sum.0")
                .and(bites(fewer, "gather", "minus.1"))
                .and(bites(fewer, "update", "rows"))
                // Level 0 reads evidence, of which many a chain has none where the weight is moved: so more of them.
                .and(scanBites(tries.dividedBy(2), "gather.0", "reach.0"))
                .and(scanBites(fewer, "gather.1", "reach.1"))
                .and(scanBites(fewer, "gather.2", "reach.2"))
                .and(scanBites(fewer, "update", "rows"));
    }

    private static Finding scanBites(Tries tries, String layer, String part) {
        return PerturbedEngine.isNoticed(
                new PerturbedEngine(layer, part, FAULT),
                tries,
                Chain.between(FEW_VARIABLES / 2, FEW_VARIABLES),
                (chain, engine) -> errorOfScan(chain, engine),
                ROUNDING);
    }

    private static Finding bites(Tries tries, String layer, String part) {
        return PerturbedEngine.isNoticed(
                new PerturbedEngine(layer, part, FAULT),
                tries,
                Chain.between(FEW_VARIABLES / 2, FEW_VARIABLES),
                LogarithmicDepth::error,
                ROUNDING);
    }
}
