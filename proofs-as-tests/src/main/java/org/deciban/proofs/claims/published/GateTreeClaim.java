package org.deciban.proofs.claims.published;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompileException;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.Enumeration;
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
import org.deciban.proofs.generators.Gates;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;

/** A3. */
@Claim(
        id = "A3",
        title = "Factors of arity k in ⌈log2 k⌉ layers",
        published = "Reasoning of depth d over factors of arity k takes d·⌈log2 k⌉ layers with two heads.",
        statement =
                "For every tree of AND, OR, noisy-AND and noisy-OR gates of at most k inputs and depth d, with any negations: the "
                        + "root's belief is its probability after d·⌈log2 k⌉ rounds over gates of two inputs, which are 2·d·⌈log2 k⌉ + 1 "
                        + "layers of the log-odds construction. Of a general table over k variables it is false: across one Boolean "
                        + "variable a table has rank 2, and a table over four can have rank 4 in every pairing.",
        assumptions = {
            "tables are gates",
            "the inputs of a gate are independent: the graph is a tree",
            "d·⌈log2 k⌉ rounds, of which none can be left out"
        },
        source = "arXiv 2603.17063, the depth theorem; the rank argument is this project's",
        status = {Status.HOLDS, Status.FAILS_AS_STATED})
public final class GateTreeClaim implements ClaimSuite {
    private static final double ROUNDING = 1e-12;

    /** Singular values below this share of the largest are zero but for rounding. */
    private static final double ZERO = 1e-9;

    /** Cases to draw where one is looked for, and where shares are. */
    private static final int SOUGHT = 30;

    private static final int COVERED = 200;

    /** Enough for belief propagation on one gate and two cycles to have converged, or not to. */
    private static final int MANY_ROUNDS = 60;

    private static final Domain<GateTree> TREES = Domain.of(GateTree::draw, GateTree::smaller, GateTree::text);

    private static final Variable[] FOUR = {
        Variable.of("a", "0", "1"), Variable.of("b", "0", "1"), Variable.of("c", "0", "1"), Variable.of("d", "0", "1")
    };

    /** A factor over four Boolean variables, with entries in [0, 1). */
    private static final Domain<Case> TABLES = CaseDomain.of(random -> {
        FactorGraph.Builder builder = FactorGraph.builder();
        Stream.of(FOUR).forEach(builder::variable);
        FactorGraph graph = builder.factor(
                        Factor.of(List.of(FOUR), random.doubles(16).toArray()))
                .build();
        return new Case(graph, Evidence.none(), Case.Entries.MODERATE, 1);
    });

    /** A gate and one or two factors over two of its variables. */
    private static final Domain<Case> GATES_WITH_CYCLES = CaseDomain.of(random -> {
                FactorGraph graph = Gates.graph(random, random.nextInt(3) == 0, 1 + random.nextInt(2));
                return new Case(graph, Evidence.none(), Case.Entries.GATES, 1);
            })
            .over(MANY_ROUNDS);

    /** The three ways to put four variables, by number, into two pairs. */
    private static final int[][] PAIRINGS = {{0, 1, 2, 3}, {0, 2, 1, 3}, {0, 3, 1, 2}};

    @Override
    public Finding holds(Tries tries) {
        return Trials.everyCase(
                        "after d·⌈log2 k⌉ rounds the root's belief is its probability",
                        tries,
                        TREES,
                        tree -> error(tree, tree.rounds(), new DenseEngine()),
                        ROUNDING)
                .and(Trials.everyCase(
                        "the layers are 2·d·⌈log2 k⌉ + 1; how many more",
                        tries.dividedBy(2),
                        TREES,
                        tree -> Math.abs(compile(tree, tree.rounds())
                                        .transformer()
                                        .layers()
                                        .size()
                                - 2 * tree.rounds()
                                - 1),
                        0))
                .and(Trials.everyCase(
                        "row attention takes any table over four variables in one round",
                        tries.dividedBy(2),
                        TABLES,
                        given -> BpCompiler.compile(given.graph(), CompilerOptions.loopy(1))
                                .infer(given.evidence())
                                .farthestFrom(Enumeration.run(given.graph(), given.evidence())
                                        .marginals())
                                .magnitude(),
                        ROUNDING));
    }

    private static CompiledModel compile(GateTree tree, int rounds) {
        return BpCompiler.compile(tree.graph(), CompilerOptions.loopy(rounds).withConstruction(Construction.LOG_ODDS));
    }

    private static double error(GateTree tree, int rounds, Engine engine) {
        CompiledModel model = compile(tree, rounds).on(engine);
        FactorGraph graph = model.graph();
        double belief =
                model.infer(tree.evidence(graph)).probability(graph.variables().get(0), 1);
        return Math.abs(belief - tree.probability());
    }

    /** Of a table, and of the two factors that were to replace it. */
    @Override
    public Optional<Finding> failsAsStated(Tries tries) {
        return Optional.of(Trials.someCaseRefutes(
                        "every table over four variables is two of three variables, summed over a Boolean one; σ3/σ1",
                        tries,
                        TABLES,
                        given -> distanceFromRankTwo(given.graph()),
                        1e-3)
                .and(Trials.everyCase(
                        "two factors of three variables, summed over one, have rank 2; σ3/σ1",
                        tries,
                        Domain.of(GateTreeClaim::summed, GateTreeClaim::text),
                        table -> thirdSingularValue(table, PAIRINGS[0]),
                        ZERO))
                .and(Trials.everyCase(
                        "the log-odds construction refuses such tables; tables that it took",
                        tries.dividedBy(4),
                        TABLES,
                        given -> isRefused(given.graph()) ? 0 : 1,
                        0)));
    }

    /** The smallest over the pairings; 0 for a graph without such a factor. */
    private static double distanceFromRankTwo(FactorGraph graph) {
        return graph.factors().stream()
                .filter(factor -> factor.size() == 16 && factor.arity() == 4)
                .mapToDouble(factor -> Stream.of(PAIRINGS)
                        .mapToDouble(pairing -> thirdSingularValue(factor.table(), pairing))
                        .min()
                        .orElseThrow())
                .findFirst()
                .orElse(0);
    }

    /**
     * σ3/σ1 of the unfolding whose rows are the joint states of the first two variables of a pairing: the distance of the table to the
     * nearest one of rank 2, in the spectral norm and relative to the table's own.
     */
    private static double thirdSingularValue(double[] table, int[] pairing) {
        RealMatrix unfolding = new Array2DRowRealMatrix(4, 4);
        for (int joint = 0; joint < table.length; joint++) {
            int row = 2 * bit(joint, pairing[0]) + bit(joint, pairing[1]);
            int column = 2 * bit(joint, pairing[2]) + bit(joint, pairing[3]);
            unfolding.setEntry(row, column, table[joint]);
        }
        double[] values = new SingularValueDecomposition(unfolding).getSingularValues();
        return values[2] / values[0];
    }

    /** The state of a variable in the joint state of a table: the last variable is the lowest bit. */
    private static int bit(int joint, int variable) {
        return joint >> (3 - variable) & 1;
    }

    private static double[] summed(Random random) {
        double[] left = random.doubles(8).toArray();
        double[] right = random.doubles(8).toArray();
        double[] sums = new double[16];
        for (int joint = 0; joint < sums.length; joint++) {
            for (int u = 0; u < 2; u++) {
                sums[joint] += left[2 * (joint >> 2) + u] * right[4 * u + (joint & 3)];
            }
        }
        return sums;
    }

    private static String text(double[] table) {
        return Arrays.toString(table);
    }

    private static boolean isRefused(FactorGraph graph) {
        try {
            BpCompiler.compile(graph, CompilerOptions.loopy(1).withConstruction(Construction.LOG_ODDS));
            return false;
        } catch (CompileException e) {
            return true;
        }
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<GateTree>> kinds = new LinkedHashMap<>();
        kinds.put("of trees of depth 2 or 3", tree -> tree.depth() >= 2);
        kinds.put("of one gate of five inputs or more", tree -> tree.depth() == 1 && tree.arity() >= 5);
        kinds.put("whose largest gate has no power of two", tree -> Integer.bitCount(tree.arity()) > 1);
        kinds.put("with noise", tree -> !tree.isDeterministic());
        kinds.put("without", GateTree::isDeterministic);
        kinds.put("with an AND at the root", GateTree::conjunction);
        kinds.put("with an OR", tree -> !tree.conjunction());
        kinds.put(
                "that need all of four rounds or more",
                tree -> tree.longestWay() == tree.rounds() && tree.rounds() >= 4);
        Map<String, Predicate<Case>> tables = new LinkedHashMap<>();
        tables.put(
                "of tables with σ3/σ1 above a percent in every pairing",
                given -> distanceFromRankTwo(given.graph()) > 0.01);
        return Trials.covers(tries.atLeast(COVERED), TREES, kinds, 0.05)
                .and(Trials.covers(tries.atLeast(COVERED), TABLES, tables, 0.5));
    }

    /** With a round less where the tree needs all; and where the inputs of a gate depend on each other. */
    @Override
    public Finding needsItsAssumptions(Tries tries) {
        return Trials.someCaseRefutes(
                        "where inputs depend on each other the beliefs are the posteriors after " + MANY_ROUNDS
                                + " rounds",
                        tries.dividedBy(4).atLeast(SOUGHT),
                        GATES_WITH_CYCLES,
                        GateTreeClaim::errorWithCycles,
                        1e-3)
                .and(Trials.someCaseRefutes(
                        "one round less than the longest way through the gates will do",
                        tries.atLeast(SOUGHT),
                        TREES,
                        tree -> tree.isLeaf() ? 0 : error(tree, tree.longestWay() - 1, new DenseEngine()),
                        1e-3));
    }

    private static double errorWithCycles(Case given) {
        if (given.maxArity() < 3) {
            return 0;
        }
        CompilerOptions options = CompilerOptions.loopy(MANY_ROUNDS).withConstruction(Construction.LOG_ODDS);
        return BpCompiler.compile(given.graph(), options)
                .infer(given.evidence())
                .farthestFrom(Enumeration.run(given.graph(), given.evidence()).marginals())
                .magnitude();
    }

    /** An output weight of each kind of part of the log-odds construction moved by 1e-6. */
    @Override
    public Finding bites(Tries tries) {
        return Stream.of("gather.sum.0", "gather.sum.1", "gather.feed_forward", "update.feed_forward")
                .map(where -> {
                    int dot = where.indexOf('.');
                    Engine moved = new PerturbedEngine(where.substring(0, dot), where.substring(dot + 1), 1e-6);
                    return Trials.someCaseRefutes(
                            "with a weight of " + where + " moved by 1e-6 the root's belief is its probability",
                            tries.dividedBy(4).atLeast(SOUGHT),
                            TREES,
                            tree -> error(tree, tree.rounds(), moved),
                            ROUNDING);
                })
                .reduce(Finding::and)
                .orElseThrow();
    }
}
