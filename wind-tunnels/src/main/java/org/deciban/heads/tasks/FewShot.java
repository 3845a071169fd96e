package org.deciban.heads.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deciban.tunnels.TokenSequence;

/**
 * Examples of a relation, then a question: {@code ^ x_1 y_1 x_2 y_2 … x}. Relation r maps input i to output (i + shift_r) mod size, so
 * that one example tells it from the others.
 */
public final class FewShot implements HeadTask {
    /** A relation by its name. */
    public record Relation(String name, int shift) {}

    private final int size;
    private final List<Relation> relations;

    /**
     * @param size inputs, and outputs, at least 2
     * @param relations with shifts that differ modulo the size
     * @throws IllegalArgumentException if two relations are one, or there is none
     */
    public FewShot(int size, List<Relation> relations) {
        this.size = size;
        this.relations = List.copyOf(relations);
        long different = relations.stream()
                .mapToInt(relation -> Math.floorMod(relation.shift(), size))
                .distinct()
                .count();
        if (size < 2 || relations.isEmpty() || different < relations.size()) {
            throw new IllegalArgumentException(
                    "relations must differ modulo a size ≥ 2, got " + relations + " and " + size);
        }
    }

    /** Successor, predecessor, opposite and same, of an even number of inputs. */
    public static FewShot standard(int size) {
        return new FewShot(
                size,
                List.of(
                        new Relation("successor", 1),
                        new Relation("predecessor", -1),
                        new Relation("opposite", size / 2),
                        new Relation("same", 0)));
    }

    /** The number of inputs, and of outputs. */
    public int size() {
        return size;
    }

    /** The relations. */
    public List<Relation> relations() {
        return relations;
    }

    /** What a relation maps an input to, both from 0. */
    public int apply(int relation, int input) {
        return Math.floorMod(input + relations.get(relation).shift(), size);
    }

    /** The symbol of an input. */
    public static int inputSymbol(int input) {
        return 1 + input;
    }

    /** The symbol of an output. */
    public int outputSymbol(int output) {
        return 1 + size + output;
    }

    @Override
    public List<String> symbols() {
        List<String> names = new ArrayList<>(List.of("^"));
        IntStream.range(0, size).forEach(i -> names.add("x" + i));
        names.addAll(outcomes());
        return List.copyOf(names);
    }

    @Override
    public List<String> outcomes() {
        return IntStream.range(0, size).mapToObj(i -> "y" + i).toList();
    }

    @Override
    public int minimumLength() {
        return 4;
    }

    /** Of 2k + 2 tokens, with k examples: an odd length draws one less. */
    @Override
    public TokenSequence draw(RandomGenerator random, int length) {
        return draw(random, length, random.nextInt(relations.size()));
    }

    /** The same of one relation. */
    public TokenSequence draw(RandomGenerator random, int length, int relation) {
        int[] inputs = inputs(random, length);
        return prompt(
                inputs,
                IntStream.of(inputs).map(input -> apply(relation, input)).toArray());
    }

    /** A prompt whose outputs are drawn without regard to the inputs, so that it says nothing of a relation. */
    public TokenSequence drawUninformative(RandomGenerator random, int length) {
        int[] inputs = inputs(random, length);
        return prompt(inputs, random.ints(inputs.length, 0, size).toArray());
    }

    private int[] inputs(RandomGenerator random, int length) {
        return random.ints(HeadTask.requireLength(length, minimumLength()) / 2, 0, size)
                .toArray();
    }

    /**
     * Examples, then a question.
     *
     * @param inputs the last one is asked for
     * @param outputs of the examples; as many, or one less
     */
    public TokenSequence prompt(int[] inputs, int[] outputs) {
        int[] symbols = new int[2 * inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            symbols[2 * i + 1] = inputSymbol(inputs[i]);
            if (i < inputs.length - 1) {
                symbols[2 * i + 2] = outputSymbol(outputs[i]);
            }
        }
        return TokenSequence.ofSymbols(symbols, 1 + 2 * size);
    }

    /** Every input after the first. */
    @Override
    public int[] positions(TokenSequence tokens) {
        return Sequences.afterStart(tokens.length(), position -> position >= 3 && position % 2 == 1);
    }

    @Override
    public double[][] expected(TokenSequence tokens, int[] positions) {
        int shift = tokens.symbol(2) - outputSymbol(tokens.symbol(1) - inputSymbol(0));
        double[][] expected = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            int input = tokens.symbol(positions[p]) - inputSymbol(0);
            expected[p] = Sequences.certain(Math.floorMod(input + shift, size), size);
        }
        return expected;
    }
}
