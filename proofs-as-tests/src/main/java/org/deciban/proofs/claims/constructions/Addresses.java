package org.deciban.proofs.claims.constructions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.proofs.claims.Domain;

/**
 * Tokens with addresses, and one query.
 *
 * @param bits bits of an address
 * @param price β, what a wrong bit costs in the score
 * @param query the address that is asked for
 * @param keys the address of each token
 * @param content of each token, what else the score adds up, at least 0
 */
record Addresses(int bits, double price, int query, List<Integer> keys, List<Double> content) {
    /** Copies the lists. */
    Addresses {
        keys = List.copyOf(keys);
        content = List.copyOf(content);
    }

    /** Whether a token has the address that is asked for. */
    boolean matches(int token) {
        return keys.get(token) == query;
    }

    /** The number of tokens. */
    int tokens() {
        return keys.size();
    }

    /** Wrong bits of a token. */
    int distance(int token) {
        return Integer.bitCount(keys.get(token) ^ query);
    }

    /** The same without content. */
    Addresses bare() {
        return new Addresses(bits, price, query, keys, Collections.nCopies(tokens(), 0.0));
    }

    /** The same at another price. */
    Addresses at(double other) {
        return new Addresses(bits, other, query, keys, content);
    }

    /**
     * 1 to 12 bits, 1 to 40 tokens of which one or more match, prices from 1/8 to 2048, a quarter of them at 1024 or above, content
     * from 0 to 100.
     */
    static Domain<Addresses> domain() {
        return Domain.of(Addresses::draw, Addresses::smaller, Addresses::toString);
    }

    private static Addresses draw(Random random) {
        int bits = 1 + random.nextInt(12);
        int query = random.nextInt(1 << bits);
        List<Integer> keys = new ArrayList<>(List.of(query));
        int others = random.nextInt(40);
        for (int i = 0; i < others; i++) {
            // Half of the others are wrong in one bit, which leaks most.
            keys.add(random.nextBoolean() ? query ^ 1 << random.nextInt(bits) : random.nextInt(1 << bits));
        }
        Collections.shuffle(keys, random);
        Double[] content = new Double[keys.size()];
        Arrays.setAll(content, i -> 100 * random.nextDouble());
        boolean hard = random.nextInt(4) == 0;
        double price = hard ? 1024 << random.nextInt(2) : Math.scalb(1.0, random.nextInt(13) - 3);
        return new Addresses(bits, price, query, keys, Arrays.asList(content));
    }

    /** One token less; one bit less; contents rounded. */
    private Stream<Addresses> smaller() {
        Stream<Addresses> fewer = IntStream.range(0, tokens()).mapToObj(this::without);
        Stream<Addresses> shorter = bits > 1 ? Stream.of(withBits(bits - 1)) : Stream.empty();
        List<Double> rounded = content.stream().map(c -> Math.rint(10 * c) / 10).toList();
        Stream<Addresses> plainer =
                rounded.equals(content) ? Stream.empty() : Stream.of(new Addresses(bits, price, query, keys, rounded));
        return Stream.of(fewer, shorter, plainer).flatMap(some -> some).filter(some -> some.keys.contains(some.query));
    }

    private Addresses without(int token) {
        List<Integer> fewer = new ArrayList<>(keys);
        List<Double> contents = new ArrayList<>(content);
        fewer.remove(token);
        contents.remove(token);
        return new Addresses(bits, price, query, fewer, contents);
    }

    private Addresses withBits(int fewer) {
        int mask = (1 << fewer) - 1;
        return new Addresses(
                fewer, price, query & mask, keys.stream().map(key -> key & mask).toList(), content);
    }

    @Override
    public String toString() {
        return "β = " + price + ", " + bits + " bits, query " + binary(query) + ", keys "
                + keys.stream().map(this::binary).toList() + ", content " + content + "\n";
    }

    private String binary(int address) {
        return Integer.toBinaryString(1 << bits | address).substring(1);
    }
}
