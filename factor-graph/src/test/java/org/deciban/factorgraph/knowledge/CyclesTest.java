package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reachability in graphs with cycles, against a sum over sets of edges that is done here, edge by edge out of what is reached. */
class CyclesTest {
    private record Edge(int from, int to, int percent) {}

    /** What is left to decide: the edges that lead out of what is reached, those found missing apart. */
    private record State(Set<Integer> reached, List<Edge> edges) {}

    /** A graph whose edges are there independently of each other, one way or both ways at once. */
    private record Graph(List<Edge> edges, boolean undirected) {
        String program(String questions) {
            StringBuilder text = new StringBuilder();
            edges.forEach(
                    edge -> text.append(String.format("0.%02d::e(%d,%d).%n", edge.percent(), edge.from(), edge.to())));
            return text + "c(X,Y) :- e(X,Y).\n" + (undirected ? "c(X,Y) :- e(Y,X).\n" : "")
                    + "r(0).\nr(Y) :- r(X), c(X,Y).\n" + questions;
        }

        /** The probability of a set of reached nodes. */
        double probability(Predicate<Set<Integer>> test) {
            return probability(new State(Set.of(0), edges), test, new HashMap<>());
        }

        private double probability(State state, Predicate<Set<Integer>> test, Map<State, Double> known) {
            Double before = known.get(state);
            if (before != null) {
                return before;
            }
            Optional<Edge> open = state.edges().stream()
                    .filter(edge -> leadsOut(edge, state.reached()))
                    .findFirst();
            double probability = test.test(state.reached()) ? 1 : 0;
            if (open.isPresent()) {
                Edge edge = open.get();
                List<Edge> others = new ArrayList<>(state.edges());
                others.remove(edge);
                Set<Integer> further = new TreeSet<>(state.reached());
                further.add(edge.to());
                further.add(edge.from());
                double p = edge.percent() / 100.0;
                probability = p * probability(reduced(further, others), test, known)
                        + (1 - p) * probability(new State(state.reached(), others), test, known);
            }
            known.put(state, probability);
            return probability;
        }

        private boolean leadsOut(Edge edge, Set<Integer> reached) {
            boolean forwards = reached.contains(edge.from()) && !reached.contains(edge.to());
            return forwards || undirected && reached.contains(edge.to()) && !reached.contains(edge.from());
        }

        /** Without the edges that lead nowhere new. */
        private static State reduced(Set<Integer> reached, List<Edge> edges) {
            return new State(
                    reached,
                    edges.stream()
                            .filter(edge -> !reached.contains(edge.to()) || !reached.contains(edge.from()))
                            .toList());
        }
    }

    private static final class Drawing {
        private final Random random = new Random(11);
        private final List<Edge> edges = new ArrayList<>();

        void way(int from, int to) {
            edges.add(new Edge(from, to, 10 + random.nextInt(80)));
        }

        void bothWays(int a, int b, boolean undirected) {
            way(a, b);
            if (!undirected) {
                way(b, a);
            }
        }
    }

    private static Graph graph(String kind, int nodes, boolean undirected) {
        Drawing drawing = new Drawing();
        switch (kind) {
            case "ring":
                for (int n = 0; n < nodes; n++) {
                    drawing.bothWays(n, (n + 1) % nodes, undirected);
                }
                break;
            case "ladder":
                for (int n = 0; n < nodes; n += 2) {
                    drawing.bothWays(n, n + 1, undirected);
                    if (n + 2 < nodes) {
                        drawing.bothWays(n, n + 2, undirected);
                        drawing.bothWays(n + 1, n + 3, undirected);
                    }
                }
                break;
            case "complete":
                for (int a = 0; a < nodes; a++) {
                    for (int b = 0; b < a; b++) {
                        drawing.bothWays(b, a, undirected);
                    }
                }
                break;
            default:
                for (int n = 1; n < nodes; n++) {
                    drawing.bothWays(Math.max(0, n - 1 - drawing.random.nextInt(3)), n, undirected);
                }
                for (int more = 0; more < 3; more++) {
                    int from = drawing.random.nextInt(nodes);
                    drawing.way(from, (from + 1 + drawing.random.nextInt(nodes - 1)) % nodes);
                }
        }
        return new Graph(drawing.edges, undirected);
    }

    private static Map<String, Double> posteriors(String program) {
        return Programs.posteriors(ProgramReader.parse(program, "graph"));
    }

    @ParameterizedTest
    @CsvSource({
        "ring, 10, false", "ring, 30, false", "ring, 30, true", "ladder, 10, false", "ladder, 12, false",
                "ladder, 10, true",
        "tree, 10, false", "tree, 12, false", "tree, 14, false", "tree, 12, true", "complete, 4, false",
                "complete, 5, true"
    })
    void theFarEndIsReachedAsOftenAsTheEdgesSay(String kind, int nodes, boolean undirected) {
        Graph graph = graph(kind, nodes, undirected);
        int target = kind.equals("ring") ? nodes / 2 : nodes - 1;
        assertThat(posteriors(graph.program("query(r(" + target + ")).")).get("r(" + target + ")"))
                .isEqualTo(graph.probability(reached -> reached.contains(target)), within(1e-10));
    }

    @ParameterizedTest
    @CsvSource({"ring, 8, false", "ladder, 6, false", "tree, 12, false", "tree, 10, true", "complete, 4, true"})
    void everyNodeGivenThatOneOnTheCycleIsNotReached(String kind, int nodes, boolean undirected) {
        Graph graph = graph(kind, nodes, undirected);
        int without = nodes - 2;
        Map<String, Double> posteriors = posteriors(graph.program("query(r(_)). evidence(r(" + without + "), false)."));
        double evidence = graph.probability(reached -> !reached.contains(without));
        for (int n = 0; n < nodes; n++) {
            int node = n;
            double both = graph.probability(reached -> reached.contains(node) && !reached.contains(without));
            assertThat(posteriors.get("r(" + n + ")")).as("r(" + n + ")").isEqualTo(both / evidence, within(1e-10));
        }
    }

    @Test
    void aCycleThatIsTooDenseIsRefusedAndPrinted() {
        assertThatThrownBy(() -> posteriors(graph("complete", 20, false).program("query(r(19)).")))
                .isInstanceOf(GroundingBudgetException.class)
                .hasMessageContaining("19 atoms depend on each other")
                .hasMessageContaining("copies")
                // Every two of them do, so that a shortest cycle has two steps: r(a) <- r(b), r(b) <- r(a), each by the
                // rule in its line.
                .hasMessageFindingMatch(
                        "A shortest cycle:\n  (r\\(\\d+\\)) <- (r\\(\\d+\\))  by graph:(\\d+):1\n  \\2 <- \\1  by graph:\\3:1\nMaybe");
    }

    @Test
    void ofALongCycleTheFirstStepsArePrinted() {
        // Each atom of a ring of 40 reads the next one by the rule in its line, and by chords of a third of the ring
        // around it.
        StringBuilder program = new StringBuilder();
        int n = 40;
        for (int i = 0; i < n; i++) {
            program.append("0.5::t(" + i + ").\nx(" + i + ") :- t(" + i + "), (x(" + (i + 1) % n + ") ; x("
                    + (i + 13) % n + ")).\nx(" + i + ") :- x(" + (i + 17) % n + "), t(" + i + ").\n");
        }
        program.append("0.5::s.\nx(0) :- s.\nquery(x(1)).\n");
        assertThatThrownBy(() -> Grounding.of(ProgramReader.parse(program.toString(), "ring")))
                .isInstanceOf(GroundingBudgetException.class)
                .hasMessageContaining("40 atoms depend on each other")
                .hasMessageMatching(
                        "(?s).*A shortest cycle:\n(  x\\(\\d+\\) <- x\\(\\d+\\)  by ring:\\d+:1\n)+(  and \\d+ more, back to the first\n)?Maybe.*")
                .hasMessageNotContaining("group");
    }

    @Test
    void atomsThatOnlyDependOnEachOtherAreTrueInNoWorld() {
        Map<String, Double> posteriors = posteriors(
                "0.5::a. p :- q, a. q :- p. s :- a, p. s :- t, a. t :- s, \\+ a. query(p). query(s). query(t).");
        assertThat(posteriors.values()).containsOnly(0.0);
    }
}
