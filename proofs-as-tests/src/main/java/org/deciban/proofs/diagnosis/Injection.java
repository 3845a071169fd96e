package org.deciban.proofs.diagnosis;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.deciban.compiler.TokenOrigin;
import org.deciban.proofs.diagnosis.Diagnosis.Kind;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/** Puts faults into tokens; {@link WeightNoise} puts them into weights. Places are drawn by the random numbers given. */
public final class Injection {
    private static final List<TokenOrigin.Kind> OF_THE_GRAPH =
            List.of(TokenOrigin.Kind.VARIABLE, TokenOrigin.Kind.MESSAGE, TokenOrigin.Kind.ROW);

    private Injection() {}

    /**
     * Multiplies the table entry that one row token holds.
     *
     * @param factor greater than 0; 1 changes nothing
     */
    public static Injected wrongEntry(Suspect sound, Random random, double factor) {
        int token = draw(sound.tokensOf(TokenOrigin.Kind.ROW), random);
        int dimension = sound.transformer().layout().subspace("log_potential").start();
        double moved = sound.tokens().get(token, dimension) + Math.log(factor);
        Matrix tokens = sound.tokens().with(List.of(new Cell(token, dimension)), new double[] {moved});
        return new Injected(sound.with(tokens), Kind.WRONG_WEIGHTS, Set.of(sound.node(token)));
    }

    /** Flips one bit of an address: a token's own, or one of those that it asks. */
    public static Injected flippedBit(Suspect sound, Random random) {
        return flippedBits(sound, random, 1);
    }

    /**
     * Flips bits of addresses, each of another token. Several may hide each other, as where two tokens change places.
     *
     * @param count at least 1
     * @throws IllegalArgumentException if there are fewer tokens with addresses
     */
    public static Injected flippedBits(Suspect sound, Random random, int count) {
        int most = sound.tokens().rows() - 1;
        if (!(count >= 1 && count <= most)) {
            throw new IllegalArgumentException("bits to flip must be from 1 to " + most + ", got " + count);
        }
        Set<Place> places = new LinkedHashSet<>();
        Set<Integer> flipped = new HashSet<>();
        Matrix tokens = sound.tokens();
        while (flipped.size() < count) {
            int token = drawToken(sound, random);
            if (flipped.add(token)) {
                tokens = flipped(sound, tokens, token, random);
                places.add(sound.node(token));
            }
        }
        return new Injected(sound.with(tokens), Kind.WRONG_ROUTING, places);
    }

    private static Matrix flipped(Suspect sound, Matrix tokens, int token, Random random) {
        List<Subspace> addresses = sound.transformer().layout().subspaces().stream()
                .filter(block -> block.name().startsWith("own_") || block.name().matches("slot_(variable|cell)\\..*"))
                .filter(block -> IntStream.range(0, block.size()).anyMatch(i -> tokens.get(token, block.at(i)) != 0))
                .toList();
        Subspace block = draw(addresses, random);
        int pair = 2 * random.nextInt(block.size() / 2);
        Cell zero = new Cell(token, block.at(pair));
        Cell one = new Cell(token, block.at(pair + 1));
        double[] exchanged = {tokens.get(token, one.dimension()), tokens.get(token, zero.dimension())};
        return tokens.with(List.of(zero, one), exchanged);
    }

    /** A token of a variable, a message or a row, each kind as often as the others. */
    public static int drawToken(Suspect sound, Random random) {
        return draw(sound.tokensOf(OF_THE_GRAPH.get(random.nextInt(OF_THE_GRAPH.size()))), random);
    }

    /** Takes tokens away. What is left may lack what the read-out reads, and then cannot be run. */
    public static Injected without(Suspect sound, Collection<Integer> removed) {
        return rebuilt(sound, removed, false);
    }

    /**
     * Puts zeros in the place of tokens: they stand for nothing, and the others keep their numbers, so that the model can be run. Zeros
     * differ from no address, so that every head looks there too; as a rule the model then rules out every state of some variable.
     */
    public static Injected blanked(Suspect sound, Collection<Integer> blanked) {
        return rebuilt(sound, blanked, true);
    }

    private static Injected rebuilt(Suspect sound, Collection<Integer> gone, boolean keepsRows) {
        Set<Integer> all = new HashSet<>(gone);
        Matrix tokens = sound.tokens();
        int rows = keepsRows ? tokens.rows() : tokens.rows() - all.size();
        Matrix.Builder left = Matrix.builder(rows, tokens.columns());
        Set<Place> places = new LinkedHashSet<>();
        for (int token = 0; token < tokens.rows(); token++) {
            if (!all.contains(token)) {
                tokens.forEachInRow(token, left::append);
                left.endRow();
            } else {
                places.add(sound.node(token));
                if (keepsRows) {
                    left.endRow();
                }
            }
        }
        return new Injected(sound.with(left.build()), Kind.MISSING_GROUNDING, places);
    }

    private static <T> T draw(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
