package org.deciban.proofs.claims.published;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.generators.Pasteable;

/**
 * A tree of gates: a leaf is a variable that is true with some probability, a gate is AND or OR of what is below it, with negations,
 * inhibition and leak.
 *
 * <pre>
 *   OR    P(out) = 1 − (1 − leak) · Π (1 − strength_i · P(input i))
 *   AND   P(out) =     (1 − leak) · Π (1 − strength_i · (1 − P(input i)))
 * </pre>
 *
 * @param conjunction AND, else OR
 * @param leak in [0, 1)
 * @param inputs none for a leaf
 * @param leaf the probability of a leaf
 */
record GateTree(boolean conjunction, double leak, List<Input> inputs, double leaf) {
    /** The most leaves of a tree, so that its junction tree is small. */
    private static final int MOST_LEAVES = 14;

    /** What a gate reads. */
    record Input(GateTree tree, boolean negated, double strength) {
        double probability() {
            return negated ? 1 - tree.probability() : tree.probability();
        }
    }

    /** A tree of 1 to 3 levels, gates of 2 to 9 inputs and at most 14 leaves. */
    static GateTree draw(Random random) {
        GateTree drawn = draw(1 + random.nextInt(3), random);
        while (drawn.leaves() > MOST_LEAVES) {
            drawn = draw(1 + random.nextInt(3), random);
        }
        return drawn;
    }

    private static GateTree draw(int levels, Random random) {
        if (levels == 0) {
            return leaf(random.nextDouble());
        }
        boolean deterministic = random.nextInt(3) == 0;
        int count = 2 + (levels == 1 ? random.nextInt(8) : random.nextInt(3));
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // The first input goes all the way down, the others as far as it happens.
            GateTree below = draw(i == 0 ? levels - 1 : random.nextInt(levels), random);
            double strength = deterministic || random.nextInt(4) == 0 ? 1 : random.nextDouble();
            inputs.add(new Input(below, random.nextInt(3) == 0, strength));
        }
        double leak = deterministic || random.nextBoolean() ? 0 : random.nextDouble() / 10;
        return new GateTree(random.nextBoolean(), leak, inputs, 0);
    }

    private static GateTree leaf(double probability) {
        return new GateTree(false, 0, List.of(), probability);
    }

    boolean isLeaf() {
        return inputs.isEmpty();
    }

    int leaves() {
        return isLeaf()
                ? 1
                : inputs.stream().mapToInt(input -> input.tree.leaves()).sum();
    }

    /** Gates on the longest way down. */
    int depth() {
        return isLeaf()
                ? 0
                : 1
                        + inputs.stream()
                                .mapToInt(input -> input.tree.depth())
                                .max()
                                .orElseThrow();
    }

    /** The most inputs of a gate. */
    int arity() {
        int below = inputs.stream().mapToInt(input -> input.tree.arity()).max().orElse(0);
        return Math.max(inputs.size(), below);
    }

    /** {@code d · ⌈log2 k⌉}. */
    int rounds() {
        return depth() * logarithm(arity());
    }

    /** The rounds that information takes through a balanced binary tree in the place of every gate. */
    int longestWay() {
        return isLeaf()
                ? 0
                : logarithm(inputs.size())
                        + inputs.stream()
                                .mapToInt(input -> input.tree.longestWay())
                                .max()
                                .orElseThrow();
    }

    private static int logarithm(int inputs) {
        return 32 - Integer.numberOfLeadingZeros(inputs - 1);
    }

    boolean isDeterministic() {
        return leak == 0 && inputs.stream().allMatch(input -> input.strength == 1 && input.tree.isDeterministic());
    }

    /** The probability that the root is true, from the formulas above. */
    double probability() {
        if (isLeaf()) {
            return leaf;
        }
        double product = 1 - leak;
        for (Input input : inputs) {
            double p = input.probability();
            product *= 1 - input.strength * (conjunction ? 1 - p : p);
        }
        return conjunction ? product : 1 - product;
    }

    /** One factor for each gate; the root is the first variable. */
    FactorGraph graph() {
        FactorGraph.Builder builder = FactorGraph.builder();
        List<Factor> factors = new ArrayList<>();
        addTo(builder, factors, new int[1]);
        factors.forEach(builder::factor);
        return builder.build();
    }

    /** What the leaves are, as evidence about them in the order of {@link #graph()}. */
    Evidence evidence(FactorGraph graph) {
        Evidence.Builder evidence = graph.evidence();
        addTo(evidence, graph, new int[1]);
        return evidence.build();
    }

    private Variable addTo(FactorGraph.Builder builder, List<Factor> factors, int[] next) {
        Variable variable = Variable.of("x" + next[0]++, "0", "1");
        builder.variable(variable);
        List<Variable> scope = new ArrayList<>();
        for (Input input : inputs) {
            scope.add(input.tree.addTo(builder, factors, next));
        }
        if (!isLeaf()) {
            scope.add(variable);
            factors.add(Factor.of(scope, table()));
        }
        return variable;
    }

    private void addTo(Evidence.Builder evidence, FactorGraph graph, int[] next) {
        Variable variable = graph.variables().get(next[0]++);
        if (isLeaf()) {
            evidence.likelihood(variable, 1 - leaf, leaf);
        }
        inputs.forEach(input -> input.tree.addTo(evidence, graph, next));
    }

    /** By the same formulas with inputs that are 0 or 1; the output in the lowest bit. */
    private double[] table() {
        double[] table = new double[2 << inputs.size()];
        for (int joint = 0; joint < table.length / 2; joint++) {
            double product = 1 - leak;
            for (int i = 0; i < inputs.size(); i++) {
                boolean isTrue = (joint >> (inputs.size() - 1 - i) & 1) == 1;
                boolean counts = isTrue != inputs.get(i).negated;
                product *= counts == conjunction ? 1 : 1 - inputs.get(i).strength;
            }
            table[2 * joint + 1] = conjunction ? product : 1 - product;
            table[2 * joint] = conjunction ? 1 - product : product;
        }
        return table;
    }

    /** A subtree, without an input, a gate turned into a leaf, with whole strengths and probabilities of one digit. */
    Stream<GateTree> smaller() {
        if (isLeaf()) {
            double rounded = new BigDecimal(leaf).round(new MathContext(1)).doubleValue();
            return Stream.of(rounded).filter(p -> p != leaf).map(GateTree::leaf);
        }
        Stream<GateTree> below = inputs.stream().map(Input::tree).filter(tree -> !tree.isLeaf());
        Stream<GateTree> fewer =
                IntStream.range(0, inputs.size() > 2 ? inputs.size() : 0).mapToObj(this::without);
        Stream<GateTree> plain = Stream.of(new GateTree(
                        conjunction,
                        0,
                        inputs.stream()
                                .map(input -> new Input(input.tree, false, 1))
                                .toList(),
                        0))
                .filter(tree -> !tree.equals(this));
        Stream<GateTree> inner = IntStream.range(0, inputs.size()).boxed().flatMap(i -> {
            Input input = inputs.get(i);
            Stream<GateTree> cut = Stream.of(leaf(0.5)).filter(leaf -> !input.tree.isLeaf());
            return Stream.concat(cut, input.tree.smaller())
                    .map(tree -> with(i, new Input(tree, input.negated, input.strength)));
        });
        return Stream.of(below, fewer, plain, inner).flatMap(stream -> stream);
    }

    private GateTree without(int index) {
        List<Input> fewer = new ArrayList<>(inputs);
        fewer.remove(index);
        return new GateTree(conjunction, leak, fewer, 0);
    }

    private GateTree with(int index, Input changed) {
        List<Input> other = new ArrayList<>(inputs);
        other.set(index, changed);
        return new GateTree(conjunction, leak, other, 0);
    }

    /** As a file that can be pasted; the root is x0. */
    String text() {
        FactorGraph graph = graph();
        return Pasteable.of(graph, evidence(graph), rounds()) + "P(x0) = " + probability();
    }
}
