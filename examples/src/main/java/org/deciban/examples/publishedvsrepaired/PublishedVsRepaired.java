package org.deciban.examples.publishedvsrepaired;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
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
import org.deciban.transformer.Matrix;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** Who hears whom, what they then believe, and what is true. */
public final class PublishedVsRepaired {
    private static final double TEMPERATURE = 1000;
    private static final int ROUNDS = 3;

    private final FactorGraph graph;
    private final Evidence evidence;
    private final PublishedGraph nodes;
    private final List<String> names;
    private final PrintStream out;

    private PublishedVsRepaired(FactorGraph graph, Evidence evidence, PrintStream out) {
        this.graph = graph;
        this.evidence = evidence;
        this.nodes = PublishedGraph.of(graph, evidence);
        this.names = new ArrayList<>();
        graph.variables().forEach(v -> names.add(v.name()));
        graph.factors().forEach(f -> names.add(f.name()));
        names.add("nobody");
        this.out = out;
    }

    /** Tells the story. */
    public static void main(String[] arguments) {
        tell(System.out);
    }

    static void tell(PrintStream out) {
        FactorGraph chain = FactorGraph.builder()
                .variable("v0", "false", "true")
                .variable("v2", "false", "true")
                .factor(List.of("v0", "v2"), 0.9, 0.1, 0.2, 0.8)
                .build();
        out.println("A CHAIN, v0 - f(v0, v2) - v2, with v0 believed to 0.9");
        new PublishedVsRepaired(
                        chain, chain.evidence().likelihood("v0", 0.1, 0.9).build(), out)
                .compare();

        FactorGraph tree = FactorGraph.builder()
                .variable("rain", "false", "true")
                .variable("wet", "false", "true")
                .variable("muddy", "false", "true")
                .factor(List.of("rain", "wet"), 0.9, 0.1, 0.2, 0.8)
                .factor(List.of("wet", "muddy"), 0.95, 0.05, 0.3, 0.7)
                .build();
        out.println();
        out.println(
                "A TREE WITH AN INTERNAL NODE, rain - f - wet - f - muddy, with rain believed to 0.2 and muddy to 0.9");
        Evidence atBothEnds = tree.evidence()
                .likelihood("rain", 0.8, 0.2)
                .likelihood("muddy", 0.1, 0.9)
                .build();
        new PublishedVsRepaired(tree, atBothEnds, out).compare();
    }

    private void compare() {
        hears("layout A as printed: heard is who asks for the largest index", PublishedLayout.A);
        hears("layout A with own indices as keys: heard is who has the largest index", PublishedLayout.A_OWN_INDEX);
        hears("paired bits: heard is who was asked for", PublishedLayout.PAIRED_BITS);
        out.println();
        out.println("beliefs after " + ROUNDS
                + " rounds: no published round crosses a factor, so even the one that was meant");
        out.println("forgets what was known; with one message per direction and the factor's table, the posterior");
        believes("layout A as printed", PublishedLayout.A);
        believes("layout A with own indices as keys", PublishedLayout.A_OWN_INDEX);
        believes("paired bits, the round that was meant", PublishedLayout.PAIRED_BITS);
        believes("directed messages, rows", compiled(Construction.ROWS));
        believes("directed messages, log-odds", compiled(Construction.LOG_ODDS));
        believes("the posterior", Enumeration.run(graph, evidence).marginals());
    }

    private Marginals compiled(Construction construction) {
        return BpCompiler.compile(graph, CompilerOptions.exact().withConstruction(construction))
                .infer(evidence);
    }

    /** Prints for every slot whom it asks for, whom its head attends to, and what it gathers. */
    private void hears(String title, PublishedLayout layout) {
        PublishedModel model = PublishedModel.of(layout, nodes.nodes().size(), TEMPERATURE);
        Matrix tokens = model.encode(nodes);
        ForwardTrace trace = ForwardTrace.of(point -> point.site() == Site.PATTERN);
        new DenseEngine().prepare(model.transformer()).forward(tokens, trace);
        List<PublishedState> states = model.round(nodes);
        out.println();
        out.println(title);
        for (int i = 0; i < states.size(); i++) {
            PublishedNode node = nodes.nodes().get(i);
            for (int slot = 0; slot < node.neighbours().size(); slot++) {
                String asked = names.get(node.neighbours().get(slot));
                String heard = attended(trace.get(new HookPoint(slot, 0, Site.PATTERN)), i);
                out.printf(
                        Locale.ROOT,
                        "  %-13s asks for %-13s hears %-13s %.4f%s%n",
                        names.get(i),
                        asked,
                        heard,
                        states.get(i).gathered().get(slot),
                        heard.equals(asked)
                                ? ""
                                : String.format(Locale.ROOT, "  wrong, %.4f", nodes.target(node, slot)));
            }
        }
    }

    private String attended(Matrix pattern, int query) {
        List<Integer> heard = IntStream.range(0, pattern.columns())
                .filter(key -> pattern.get(query, key) > 1e-3)
                .boxed()
                .toList();
        return heard.size() == pattern.columns()
                ? "all of them"
                : heard.stream().map(names::get).collect(Collectors.joining(" and "));
    }

    private void believes(String title, PublishedLayout layout) {
        List<List<PublishedState>> rounds =
                PublishedModel.of(layout, nodes.nodes().size(), TEMPERATURE).run(nodes, ROUNDS);
        List<PublishedState> last = rounds.get(ROUNDS - 1);
        List<Double> beliefs = IntStream.range(0, graph.variables().size())
                .mapToObj(v -> last.get(v).belief())
                .toList();
        print(title, beliefs);
    }

    private void believes(String title, Marginals marginals) {
        List<Double> beliefs = new ArrayList<>();
        for (Variable variable : graph.variables()) {
            beliefs.add(marginals.probability(variable, 1));
        }
        print(title, beliefs);
    }

    private void print(String title, List<Double> beliefs) {
        String numbers = IntStream.range(0, beliefs.size())
                .mapToObj(v -> String.format(Locale.ROOT, "%s %.6f", names.get(v), beliefs.get(v)))
                .collect(Collectors.joining("  "));
        out.printf("  %-38s %s%n", title, numbers);
    }
}
