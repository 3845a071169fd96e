package org.deciban.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.compiler.internal.ir.ChainInterpreter;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowInterpreter;
import org.deciban.compiler.internal.ir.RowVariable;
import org.deciban.compiler.internal.lowering.BeliefCoding;
import org.deciban.compiler.internal.lowering.ChainScan;
import org.deciban.compiler.internal.lowering.LoweredModel;
import org.deciban.compiler.internal.lowering.RowAttention;
import org.deciban.compiler.internal.lowering.RowCoding;
import org.deciban.compiler.internal.lowering.ScanCoding;
import org.deciban.compiler.internal.lowering.logodds.LogOdds;
import org.deciban.compiler.internal.lowering.logodds.LogOddsCoding;
import org.deciban.compiler.internal.passes.BinariseGates;
import org.deciban.compiler.internal.passes.ChainFactors;
import org.deciban.factorgraph.Topology;
import org.deciban.transformer.LoopedTransformer;

/** How belief propagation becomes weights. */
public enum Construction {
    /** Row attention: any arity, any number of states; attention weights are posteriors over table rows. */
    ROWS {
        @Override
        boolean compilesJunctionTrees() {
            return true;
        }

        @Override
        long tokenCount(RowFactorGraph graph) {
            return RowAttention.tokenCount(graph);
        }

        @Override
        long mostEntries(RowFactorGraph graph, ModelBounds bounds) {
            return RowAttention.mostEntries(graph, bounds);
        }

        @Override
        LoopedTransformer loop(ModelBounds bounds, CompilerOptions options) {
            return RowAttention.loop(bounds, options.damping());
        }

        @Override
        LoweredModel lower(RowFactorGraph graph, ModelBounds bounds, CompilerOptions options) {
            return RowAttention.lower(graph, bounds, options.damping());
        }

        @Override
        BeliefCoding coding(List<Integer> cardinalities, ModelBounds bounds) {
            return new RowCoding(cardinalities, bounds);
        }

        @Override
        List<String> problems(RowFactorGraph graph, CompilerOptions options) {
            if (options.task() == Task.MARGINALS) {
                return List.of();
            }
            List<String> problems = new ArrayList<>();
            problems.add("row attention sums over table rows and cannot take their maximum."
                    + " Maybe ask for --construction log-odds?");
            problems.addAll(LOG_ODDS.problems(LOG_ODDS.fit(graph, options), options));
            return problems;
        }
    },

    /**
     * Log-odds: variables of two states, factors of at most three variables; a message is one scalar, and a round is one layer
     * if no factor has more than two variables, else two. AND, OR, noisy-OR and noisy-AND of more inputs are split into
     * gates of two inputs with variables in between, which take rounds of their own: the beliefs of round t are then those of
     * the split graph. The only construction for {@link Task#MAP}, for which inhibited inputs are not split.
     */
    LOG_ODDS {
        @Override
        boolean compilesJunctionTrees() {
            return false;
        }

        @Override
        RowFactorGraph fit(RowFactorGraph graph, CompilerOptions options) {
            return BinariseGates.apply(
                    graph, LogOdds.MOST_SLOTS + 1, options.task().objective());
        }

        @Override
        long tokenCount(RowFactorGraph graph) {
            return LogOdds.tokenCount(graph);
        }

        @Override
        long mostEntries(RowFactorGraph graph, ModelBounds bounds) {
            return LogOdds.mostEntries(graph, bounds);
        }

        @Override
        LoopedTransformer loop(ModelBounds bounds, CompilerOptions options) {
            return LogOdds.loop(bounds, options.damping(), options.task().activation);
        }

        @Override
        LoweredModel lower(RowFactorGraph graph, ModelBounds bounds, CompilerOptions options) {
            return LogOdds.lower(graph, bounds, options.damping(), options.task().activation);
        }

        @Override
        BeliefCoding coding(List<Integer> cardinalities, ModelBounds bounds) {
            return new LogOddsCoding(cardinalities.size(), message -> "message " + message);
        }

        @Override
        List<String> problems(RowFactorGraph graph, CompilerOptions options) {
            String wayOut = options.task() == Task.MARGINALS
                    ? ". Maybe ask for --construction rows?"
                    : ". Maybe ask for --task marginals with --construction rows?";
            String gates = options.task() == Task.MARGINALS ? "AND, OR, noisy-OR and noisy-AND" : "AND and OR";
            List<String> problems = new ArrayList<>();
            for (RowVariable variable : graph.variables()) {
                if (variable.cardinality() != 2) {
                    problems.add("variable " + variable.name() + " has " + variable.cardinality()
                            + " states; log-odds take variables of 2" + wayOut);
                }
            }
            for (RowFactor factor : graph.factors()) {
                if (factor.slots() > LogOdds.MOST_SLOTS + 1) {
                    problems.add("factor " + factor.name() + " has " + factor.slots() + " variables; log-odds take "
                            + (LogOdds.MOST_SLOTS + 1) + " at most, and " + gates + " of any number" + wayOut);
                }
            }
            options.bounds()
                    .filter(bounds -> bounds.slots() > LogOdds.MOST_SLOTS)
                    .ifPresent(bounds -> problems.add("the bounds have " + bounds.slots()
                            + " slots; log-odds take at most " + LogOdds.MOST_SLOTS));
            return problems;
        }
    },

    /**
     * A scan over chains: all posteriors of n variables in 2⌈log2 n⌉ + 3 layers, by products of transfer matrices that double in reach.
     * Each variable has at most two neighbours, and there is no cycle. One round is the whole scan. Beside the posteriors it has the
     * filtered ones: {@link CompiledModel#filtered}.
     */
    SCAN {
        @Override
        boolean compilesJunctionTrees() {
            return false;
        }

        @Override
        RowFactorGraph fit(RowFactorGraph graph, CompilerOptions options) {
            return ChainFactors.apply(graph);
        }

        @Override
        OptionalInt roundsForExactness(Topology topology) {
            return topology.isForest() ? OptionalInt.of(1) : OptionalInt.empty();
        }

        @Override
        List<double[][]> logBeliefsAfterEachRound(
                RowFactorGraph graph, double[][] logEvidence, int rounds, CompilerOptions options) {
            return ChainInterpreter.logBeliefs(graph, logEvidence);
        }

        @Override
        long tokenCount(RowFactorGraph graph) {
            return ChainScan.tokenCount(graph);
        }

        @Override
        long mostEntries(RowFactorGraph graph, ModelBounds bounds) {
            return ChainScan.mostEntries(graph, bounds);
        }

        @Override
        LoopedTransformer loop(ModelBounds bounds, CompilerOptions options) {
            return ChainScan.loop(bounds);
        }

        @Override
        LoweredModel lower(RowFactorGraph graph, ModelBounds bounds, CompilerOptions options) {
            return ChainScan.lower(graph, bounds);
        }

        @Override
        BeliefCoding coding(List<Integer> cardinalities, ModelBounds bounds) {
            return new ScanCoding(cardinalities, bounds);
        }

        @Override
        List<String> problems(RowFactorGraph graph, CompilerOptions options) {
            List<String> problems = new ArrayList<>();
            for (String problem : ChainFactors.problems(graph)) {
                problems.add(problem + ". Maybe ask for --construction rows, with --tree shallow if it is a tree?");
            }
            if (options.task() == Task.MAP) {
                problems.add(
                        "a scan adds up paths and cannot take the best of them. Maybe ask for --construction log-odds?");
            }
            if (options.mode().equals(Optional.of(Mode.LOOPY)) || options.damping() > 0) {
                problems.add(
                        "a scan is exact and has no messages to damp. Maybe leave out the damping, or --mode loopy?");
            }
            if (options.rounds().isPresent() && options.rounds().getAsInt() != 1) {
                problems.add("a scan is one round, asked for "
                        + options.rounds().getAsInt() + ". Maybe leave out the rounds?");
            }
            return problems;
        }
    };

    /** Whether composite variables of any number of states can be compiled, and so junction trees. */
    abstract boolean compilesJunctionTrees();

    /** The same distribution in a form that this construction accepts, where a pass can give it. */
    RowFactorGraph fit(RowFactorGraph graph, CompilerOptions options) {
        return graph;
    }

    /** The rounds after which beliefs are posteriors; empty if they never are. */
    OptionalInt roundsForExactness(Topology topology) {
        return topology.roundsForExactness();
    }

    /** The intermediate form run without weights: entry t of the rounds 0 … rounds, {@code [variable][state]}, unnormalised. */
    List<double[][]> logBeliefsAfterEachRound(
            RowFactorGraph graph, double[][] logEvidence, int rounds, CompilerOptions options) {
        return RowInterpreter.logBeliefsAfterEachRound(
                graph, logEvidence, rounds, options.damping(), options.task().objective());
    }

    abstract long tokenCount(RowFactorGraph graph);

    /** An upper bound of the token entries that are not zero. */
    abstract long mostEntries(RowFactorGraph graph, ModelBounds bounds);

    /** The weights alone. */
    abstract LoopedTransformer loop(ModelBounds bounds, CompilerOptions options);

    /** Weights and tokens of a graph without {@link #problems} that fits in the bounds. */
    abstract LoweredModel lower(RowFactorGraph graph, ModelBounds bounds, CompilerOptions options);

    /** How evidence enters a model of variables with so many states, and how its outputs are read. */
    abstract BeliefCoding coding(List<Integer> cardinalities, ModelBounds bounds);

    /** Why a graph cannot be compiled so, each with a way out; empty if it can. */
    abstract List<String> problems(RowFactorGraph graph, CompilerOptions options);
}
