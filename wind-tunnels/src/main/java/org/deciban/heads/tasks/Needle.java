package org.deciban.heads.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deciban.tunnels.TokenSequence;

/**
 * A needle in a haystack: {@code ^ hay ! y_1 … y_ℓ hay ? y_1 … y_ℓ}. The hay has a period, which differs from one stack to the other,
 * so that it goes on as it did a period ago; after the question the needle is to be said.
 *
 * @param hay symbols that hay is made of, at least 2
 * @param payloads symbols that needles are made of, at least 2
 * @param period of the hay, at least 2
 * @param needle ℓ, at least 1
 */
public record Needle(int hay, int payloads, int period, int needle) implements HeadTask {
    /**
     * @throws IllegalArgumentException if a bound does not hold
     */
    public Needle {
        if (hay < 2 || payloads < 2 || period < 2 || needle < 1) {
            throw new IllegalArgumentException(
                    "a haystack must have ≥ 2 symbols of hay, ≥ 2 of needles, a period ≥ 2 and a" + " needle ≥ 1, got "
                            + hay + ", " + payloads + ", " + period + " and " + needle);
        }
    }

    /** The symbol before a needle. */
    public int mark() {
        return 1 + hay + payloads;
    }

    /** The question for it. */
    public int question() {
        return mark() + 1;
    }

    @Override
    public List<String> symbols() {
        List<String> names = new ArrayList<>(List.of("^"));
        IntStream.range(0, hay).forEach(i -> names.add("h" + i));
        IntStream.range(0, payloads).forEach(i -> names.add("y" + i));
        names.add("!");
        names.add("?");
        return List.copyOf(names);
    }

    /** Two stacks of a period and one token, two needles, and three signs. */
    @Override
    public int minimumLength() {
        return 2 * (period + 1) + 2 * needle + 3;
    }

    @Override
    public TokenSequence draw(RandomGenerator random, int length) {
        int spare = HeadTask.requireLength(length, minimumLength()) - minimumLength();
        int first = period + 1 + random.nextInt(spare + 1);
        int second = 2 * (period + 1) + spare - first;
        int[] payload = random.ints(needle, 1 + hay, mark()).toArray();
        IntStream.Builder symbols = IntStream.builder();
        symbols.add(START);
        stack(random, first).forEach(symbols::add);
        symbols.add(mark());
        IntStream.of(payload).forEach(symbols::add);
        stack(random, second).forEach(symbols::add);
        symbols.add(question());
        IntStream.of(payload).forEach(symbols::add);
        return TokenSequence.ofSymbols(symbols.build().toArray(), question() + 1);
    }

    private IntStream stack(RandomGenerator random, int length) {
        int[] word = random.ints(period, 1, 1 + hay).toArray();
        return IntStream.range(0, length).map(i -> word[i % period]);
    }

    /** Where a symbol stands first. */
    private static int first(TokenSequence tokens, int symbol) {
        return IntStream.range(0, tokens.length())
                .filter(position -> tokens.symbol(position) == symbol)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the sequence has no symbol " + symbol));
    }

    /** Where the needle stands, from its first symbol to its last. */
    public int[] needlePositions(TokenSequence tokens) {
        int mark = first(tokens, mark());
        return IntStream.rangeClosed(mark + 1, mark + needle).toArray();
    }

    /** Where it is to be said: from the question to the symbol before the last of the answer. */
    public int[] answerPositions(TokenSequence tokens) {
        int question = first(tokens, question());
        return IntStream.range(question, question + needle).toArray();
    }

    /** Where hay is to go on. */
    public int[] hayPositions(TokenSequence tokens) {
        return Sequences.afterStart(tokens.length() - 1, position -> isHay(tokens, position));
    }

    private boolean isHay(TokenSequence tokens, int position) {
        return position >= period
                && IntStream.rangeClosed(position - period + 1, position + 1)
                        .allMatch(i -> tokens.symbol(i) >= 1 && tokens.symbol(i) <= hay);
    }

    @Override
    public int[] positions(TokenSequence tokens) {
        return IntStream.concat(IntStream.of(hayPositions(tokens)), IntStream.of(answerPositions(tokens)))
                .toArray();
    }

    /** The symbol that comes next, which the sequence holds. */
    @Override
    public double[][] expected(TokenSequence tokens, int[] positions) {
        double[][] expected = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            expected[p] = Sequences.certain(tokens.symbol(positions[p] + 1), question() + 1);
        }
        return expected;
    }
}
