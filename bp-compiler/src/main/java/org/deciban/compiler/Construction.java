package org.deciban.compiler;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowVariable;
import org.deciban.compiler.internal.lowering.BeliefCoding;
import org.deciban.compiler.internal.lowering.LoweredModel;
import org.deciban.compiler.internal.lowering.RowAttention;
import org.deciban.compiler.internal.lowering.RowCoding;
import org.deciban.compiler.internal.lowering.logodds.LogOdds;
import org.deciban.compiler.internal.lowering.logodds.LogOddsCoding;
import org.deciban.compiler.internal.passes.BinariseGates;
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
    };

    /** Whether composite variables of any number of states can be compiled, and so junction trees. */
    abstract boolean compilesJunctionTrees();

    /** The same distribution in a form that this construction accepts, where a pass can give it. */
    RowFactorGraph fit(RowFactorGraph graph, CompilerOptions options) {
        return graph;
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
