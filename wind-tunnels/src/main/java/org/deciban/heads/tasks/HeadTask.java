package org.deciban.heads.tasks;

import java.util.List;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.TokenSequence;

/**
 * A task on symbols whose answer is known in plain Java. Symbol 0 begins every sequence and stands nowhere else.
 *
 * <p>Implementations are immutable and draw from the generator that they are given alone.
 */
public interface HeadTask {
    /** The symbol that begins a sequence. */
    int START = 0;

    /** The names of the symbols. */
    List<String> symbols();

    /** The names of the outcomes: those of the symbols, unless a task says otherwise. */
    default List<String> outcomes() {
        return symbols();
    }

    /** The fewest tokens that {@link #draw} takes: the start and one more, unless a task says otherwise. */
    default int minimumLength() {
        return 2;
    }

    /**
     * A sequence at random: the start, then symbols each alike and on its own, unless a task says otherwise.
     *
     * @param length the most tokens; some tasks draw a few less
     * @throws IllegalArgumentException if fewer than {@link #minimumLength}
     */
    default TokenSequence draw(RandomGenerator random, int length) {
        int vocabulary = symbols().size();
        requireLength(length, minimumLength());
        return TokenSequence.ofSymbols(Sequences.uniform(random, length, vocabulary), vocabulary);
    }

    /** The positions of a sequence at which there is something to answer, ascending: from 1 on, unless a task says otherwise. */
    default int[] positions(TokenSequence tokens) {
        return Sequences.afterStart(tokens.length(), position -> true);
    }

    /**
     * The answer.
     *
     * @return shape {@code [positions, outcomes]}, probabilities
     */
    double[][] expected(TokenSequence tokens, int[] positions);

    /** A sequence of this task as people read it. */
    default String text(TokenSequence tokens) {
        StringBuilder text = new StringBuilder();
        for (int symbol : tokens.symbols()) {
            text.append(text.isEmpty() ? "" : " ").append(symbols().get(symbol));
        }
        return text.toString();
    }

    /**
     * A length, if there are enough tokens.
     *
     * @throws IllegalArgumentException naming both
     */
    static int requireLength(int length, int least) {
        if (length < least) {
            throw new IllegalArgumentException("a sequence must have at least " + least + " tokens, got " + length);
        }
        return length;
    }
}
