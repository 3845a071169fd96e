package org.deciban.heads.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.TokenOrigin.Kind;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.heads.detect.RetrievalScore;
import org.deciban.heads.detect.Tally;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * The gather heads of compiled belief propagation as retrieval heads: what a message token is to find are the messages into a variable
 * of its factor and the evidence of that, wherever they stand.
 *
 * <p>Theory: the sum head of a slot looks at all of them alike, {@code 1/D} each, with D the power of two above the largest degree + 1,
 * and leaves {@code (D − c)/D} to the sink for c targets; the minus head looks at the one message that the factor itself sent, with
 * weight 1. So both find all of their targets, and the mass on them is {@code c/D} and 1.
 */
public final class GatherHeads {
    /** As many as the longest path of the tree takes. */
    private static final int TREE_ROUNDS = 4;

    private static final String GATHER = "gather";
    private static final String SUM = "sum.";
    private static final String MINUS = "minus.";

    private GatherHeads() {}

    /**
     * The scores of the heads of the first gather layer: for each, the share of its targets among as many keys of largest weight, the
     * sink apart, and the mass on them. Heads of the layer that do not gather are measured on the targets of the first slot, of which
     * they are predicted to find none.
     *
     * @param model compiled by row attention to run on its graph itself
     * @throws IllegalArgumentException if it has no such layer, or runs on another graph
     */
    public static List<Reading> measure(CompiledModel model) {
        if (!model.intermediate().runsOnTheGraphItself()) {
            throw new IllegalArgumentException(
                    "gather heads are read off models that run on their graph itself. Maybe compile in mode loopy?");
        }
        int layer = IntStream.range(0, model.transformer().layers().size())
                .filter(l -> model.transformer().layers().get(l).name().equals(GATHER))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the model has no gather layer. Maybe compile it by row attention?"));
        Layer gather = model.transformer().layers().get(layer);
        Set<Integer> sinks = new HashSet<>();
        for (int token = 0; token < model.tokens().rows(); token++) {
            if (model.origin(token).kind() == Kind.SINK) {
                sinks.add(token);
            }
        }
        List<Reading> readings = new ArrayList<>();
        for (int head = 0; head < gather.heads().size(); head++) {
            String name = gather.heads().get(head).name();
            boolean minus = name.startsWith(MINUS);
            boolean gathers = minus || name.startsWith(SUM);
            int slot = gathers ? Integer.parseInt(name.substring(name.indexOf('.') + 1)) : 0;
            List<Set<Integer>> targets = targets(model, slot, minus);
            double[][] attention = attention(model, layer, head);
            Tally mass = Tally.NONE;
            Tally chance = Tally.NONE;
            for (Set<Integer> wanted : targets) {
                if (!wanted.isEmpty()) {
                    mass = mass.and(
                            minus ? 1 : (double) wanted.size() / model.bounds().sumDenominator());
                    chance = chance.and(wanted.size() / (double) (attention.length - sinks.size()));
                }
            }
            String label = name + " " + layer + "." + head;
            readings.add(new Reading(
                    label,
                    "retrieval of all targets",
                    model.bounds().addressPrice(),
                    gathers ? 1 : 0,
                    RetrievalScore.ofTargets(attention, targets, sinks).mean(),
                    chance.mean()));
            readings.add(new Reading(
                    label,
                    "mass on targets",
                    model.bounds().addressPrice(),
                    gathers ? mass.mean() : 0,
                    RetrievalScore.massOnTargets(attention, targets).mean(),
                    chance.mean()));
        }
        return readings;
    }

    /** A tree of four variables, whose posterior is compared with enumeration. */
    static CatalogueEntry entry() {
        FactorGraph graph = FactorGraph.builder()
                .variable("rain", "no", "yes")
                .variable("sprinkler", "no", "yes")
                .variable("grass", "dry", "wet")
                .variable("shoes", "dry", "wet")
                .factor(List.of("rain"), 0.8, 0.2)
                .factor(List.of("sprinkler"), 0.7, 0.3)
                .factor(List.of("rain", "sprinkler", "grass"), 1, 0, 0.1, 0.9, 0.2, 0.8, 0.01, 0.99)
                .factor(List.of("grass", "shoes"), 0.9, 0.1, 0.3, 0.7)
                .build();
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.loopy(TREE_ROUNDS));
        List<Evidence> inputs = List.of(
                Evidence.none(),
                graph.evidence().observe("shoes", "wet").build(),
                graph.evidence().observe("shoes", "wet").observe("rain", "yes").build());
        double worst = inputs.stream()
                .mapToDouble(evidence -> model.infer(evidence)
                        .farthestFrom(Enumeration.run(graph, evidence).marginals())
                        .magnitude())
                .max()
                .orElseThrow();
        return new CatalogueEntry(
                "gather heads of belief propagation",
                "look up the messages into a variable, wherever they stand",
                inputs.size(),
                model.tokens().rows(),
                worst,
                measure(model));
    }

    /** What each message token is to find in a slot, from the graph alone. */
    private static List<Set<Integer>> targets(CompiledModel model, int slot, boolean minus) {
        FactorGraph graph = model.graph();
        List<Set<Integer>> targets = new ArrayList<>();
        for (int token = 0; token < model.tokens().rows(); token++) {
            Set<Integer> wanted = new HashSet<>();
            TokenOrigin origin = model.origin(token);
            if (origin.kind() == Kind.MESSAGE) {
                int factor = origin.factor().orElseThrow();
                int target = origin.variable().orElseThrow();
                OptionalInt bound = IntStream.of(graph.scope(factor))
                        .filter(variable -> variable != target)
                        .skip(slot)
                        .findFirst();
                bound.ifPresent(variable -> wanted.addAll(found(model, variable, minus ? factor : -1)));
            }
            targets.add(wanted);
        }
        return targets;
    }

    /** The messages into a variable and its own token, or, of one factor, its message alone. */
    private static Set<Integer> found(CompiledModel model, int variable, int ofFactor) {
        Set<Integer> found = new HashSet<>();
        for (int token = 0; token < model.tokens().rows(); token++) {
            TokenOrigin origin = model.origin(token);
            boolean belongs = origin.kind() == Kind.MESSAGE || origin.kind() == Kind.VARIABLE && ofFactor < 0;
            if (belongs
                    && origin.variable().orElseThrow() == variable
                    && (ofFactor < 0 || origin.factor().orElseThrow() == ofFactor)) {
                found.add(token);
            }
        }
        return found;
    }

    private static double[][] attention(CompiledModel model, int layer, int head) {
        HookPoint point = new HookPoint(layer, head, Site.PATTERN);
        Matrix pattern = model.trace(Evidence.none(), point::equals).get(point);
        double[][] rows = new double[pattern.rows()][pattern.columns()];
        for (int row = 0; row < rows.length; row++) {
            pattern.addRowTo(row, rows[row], 0);
        }
        return rows;
    }
}
