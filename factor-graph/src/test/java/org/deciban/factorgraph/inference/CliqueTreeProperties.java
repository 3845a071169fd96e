package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.CliqueTree.Clique;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;

class CliqueTreeProperties {
    private static CliqueTree tree(ReducedModel model, EliminationOrder.Rule rule, int ties) {
        return new CliqueTree(
                new EliminationOrder(model.cardinality(), scopes(model), rule, ties), model.cardinality());
    }

    private static List<int[]> scopes(ReducedModel model) {
        return model.tables().stream().map(ReducedModel.Table::scope).toList();
    }

    private static Set<Integer> set(int[] variables) {
        return Arrays.stream(variables).boxed().collect(Collectors.toSet());
    }

    @Property(tries = 300)
    void cliquesFormATreeWithTheRunningIntersectionProperty(@ForAll long seed) {
        ReducedModel model = new ReducedModel(RandomCase.graph(new Random(seed)), Evidence.none());
        List<CliqueTree> trees = new ArrayList<>(List.of(Triangulation.shallow(model.cardinality(), scopes(model))));
        for (EliminationOrder.Rule rule : EliminationOrder.Rule.values()) {
            trees.add(tree(model, rule, (int) seed));
        }
        for (CliqueTree tree : trees) {
            List<Clique> cliques = tree.cliques();
            int[] timesResidual = new int[model.cardinality().length];
            for (int c = 0; c < cliques.size(); c++) {
                Clique clique = cliques.get(c);
                Arrays.stream(clique.residual()).forEach(v -> timesResidual[v]++);
                assertThat(set(clique.separator())).doesNotContainAnyElementsOf(set(clique.residual()));
                assertThat(clique.isRoot()).isEqualTo(clique.separator().length == 0);
                if (!clique.isRoot()) {
                    assertThat(clique.parent()).isGreaterThan(c);
                    Set<Integer> parent = set(cliques.get(clique.parent()).variables());
                    assertThat(parent).containsAll(set(clique.separator()));
                }
            }
            // A variable is residual in one clique and reaches every other through separators: the cliques that hold it
            // are connected.
            assertThat(Arrays.stream(timesResidual)).allMatch(times -> times == 1);
            for (int[] scope : scopes(model)) {
                assertThat(set(cliques.get(tree.cliqueOf(scope)).variables())).containsAll(set(scope));
            }
        }
    }

    @Property(tries = 100)
    void noCliqueIsContainedInAnother(@ForAll long seed) {
        ReducedModel model = new ReducedModel(RandomCase.graph(new Random(seed)), Evidence.none());
        List<Clique> cliques = tree(model, EliminationOrder.Rule.MIN_FILL, 0).cliques();
        for (Clique a : cliques) {
            for (Clique b : cliques) {
                assertThat(a == b || !set(b.variables()).containsAll(set(a.variables())))
                        .isTrue();
            }
        }
    }

    @Property(tries = 50)
    void kTreesAreTriangulatedWithTheirTreewidth(@ForAll long seed) {
        int k = 1 + (int) Math.floorMod(seed, 4L);
        FactorGraph graph = RandomModels.kTree(seed, 25, k, TableLaw.binary());
        assertThat(JunctionTree.of(graph, Evidence.none()).width()).isEqualTo(k);
    }

    @Property(tries = 50)
    void forestsAreTriangulatedWithoutFill(@ForAll long seed) {
        FactorGraph graph = RandomModels.tree(seed, 60, TableLaw.binary().withStates(2, 5));
        JunctionTree tree = JunctionTree.of(graph, Evidence.none());
        assertThat(tree.width()).isEqualTo(1);
        long pairs = graph.factors().stream()
                .filter(f -> f.arity() == 2)
                .mapToLong(f -> f.size())
                .sum();
        assertThat(tree.cells()).isEqualTo(pairs);
    }

    /** Half of a chain, rounded up, goes in each round: that many cliques lie on the way from the lowest to the root. */
    @Property(tries = 100)
    void shallowTreesOfChainsHaveTheDepthOfALogarithm(@ForAll @IntRange(min = 1, max = 3000) int n, @ForAll long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        List<int[]> scopes = IntStream.range(0, n - 1)
                .mapToObj(i -> new int[] {order.get(i), order.get(i + 1)})
                .toList();
        CliqueTree tree = Triangulation.shallow(binary(n), scopes);
        assertThat(tree.width()).isLessThanOrEqualTo(2);
        assertThat(depth(tree)).isLessThanOrEqualTo(32 - Integer.numberOfLeadingZeros(n));
    }

    /** A third of a tree goes in each round. */
    @Property(tries = 100)
    void shallowTreesOfTreesHaveTheDepthOfALogarithm(
            @ForAll @IntRange(min = 1, max = 1000) int n,
            @ForAll @IntRange(min = 1, max = 50) int back,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<int[]> scopes = IntStream.range(1, n)
                .mapToObj(v -> new int[] {Math.max(0, v - 1 - random.nextInt(back)), v})
                .toList();
        CliqueTree tree = Triangulation.shallow(binary(n), scopes);
        assertThat(tree.width()).isLessThanOrEqualTo(2);
        assertThat(depth(tree)).isLessThanOrEqualTo((int) Math.ceil(Math.log(n) / Math.log(1.5)) + 1);
    }

    @Example
    void aShallowTreeOfALadderIsShortAndALittleWider() {
        FactorGraph ladder = RandomModels.grid(1, 2, 200, TableLaw.binary());
        ReducedModel model = new ReducedModel(ladder, Evidence.none());
        CliqueTree tree = Triangulation.shallow(model.cardinality(), scopes(model));
        assertThat(depth(tree)).isLessThanOrEqualTo(12);
        assertThat(tree.width()).isBetween(2, 5);
    }

    /**
     * Cliques of four and of ten variables in turn, each sharing one with the next: a round can take one variable of every
     * clique, a ninth of all and more, and nothing is filled in until no clique has a variable of its own left. Then a chain
     * is left, which gets a clique of three for each of its variables at most.
     */
    @Example
    void aShallowTreeAddsNothingToCliquesThatHaveVariablesOfTheirOwn() {
        List<int[]> scopes = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < 20; i++) {
            int size = i % 2 == 0 ? 4 : 10;
            scopes.add(IntStream.range(first, first + size).toArray());
            first += size - 1;
        }
        CliqueTree tree = Triangulation.shallow(binary(first + 1), scopes);
        assertThat(tree.width()).isEqualTo(9);
        assertThat(tree.cells().intValueExact()).isBetween(10 * (16 + 1024), 10 * (16 + 1024) + 20 * 8);
    }

    /** These graphs are so large that the search does not end before all rules were tried. */
    @Property(tries = 5)
    void theCheapestTreeIsNoWorseThanThatOfAnyRule(@ForAll long seed) {
        FactorGraph graph =
                RandomModels.factors(seed, 40, 140, 2, TableLaw.binary().withStates(2, 4));
        ReducedModel model = new ReducedModel(graph, Evidence.none());
        CliqueTree cheapest = Triangulation.cheapest(model.cardinality(), scopes(model));
        assertThat(cheapest.approximateCells()).isEqualTo(cheapest.cells().doubleValue());
        for (EliminationOrder.Rule rule : EliminationOrder.Rule.values()) {
            assertThat(cheapest.cells())
                    .isLessThanOrEqualTo(tree(model, rule, 0).cells());
        }
    }

    private static int[] binary(int variables) {
        int[] cardinality = new int[variables];
        Arrays.fill(cardinality, 2);
        return cardinality;
    }

    /** The most cliques on a way up; parents come after their children. */
    private static int depth(CliqueTree tree) {
        List<Clique> cliques = tree.cliques();
        int[] below = new int[cliques.size()];
        int deepest = 0;
        for (int c = 0; c < below.length; c++) {
            deepest = Math.max(deepest, ++below[c]);
            if (!cliques.get(c).isRoot()) {
                int parent = cliques.get(c).parent();
                below[parent] = Math.max(below[parent], below[c]);
            }
        }
        return deepest;
    }

    @Example
    void gridsAreCutAlongTheirShortSide() {
        FactorGraph grid = RandomModels.grid(1, 4, 40, TableLaw.binary());
        assertThat(JunctionTree.of(grid, Evidence.none()).width()).isEqualTo(4);
    }

    @Example
    void evidenceMakesCliquesSmaller() {
        FactorGraph ring = RandomModels.grid(1, 2, 20, TableLaw.binary());
        Evidence one = ring.evidence().observe(ring.variables().get(10), 0).build();
        JunctionTree before = JunctionTree.of(ring, Evidence.none());
        JunctionTree after = JunctionTree.of(ring, one);
        assertThat(after.cells()).isLessThan(before.cells());
    }
}
