package org.deciban.proofs.claims.constructions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * A head that looks for an address, written down from its definition and not by the compiler.
 *
 * <p>Dimensions: the address of a token as pairs, (1,0) for a 0 and (0,1) for a 1; the address it asks for, the same way, on token
 * 0 alone; its content; 1. A score is a sum of {@link Term}s, one for each dimension of queries and keys.
 */
final class AddressHead {
    private final Addresses addresses;
    private final List<Term> terms;

    /** {@code weight · query[query] · key[key]}. */
    private record Term(int query, int key, double weight) {}

    private AddressHead(Addresses addresses, List<Term> terms) {
        this.addresses = addresses;
        this.terms = terms;
    }

    /** Pairs swapped on the query's side: −β for a wrong bit, and for a right one nothing but zeros. */
    static AddressHead ofPairs(Addresses addresses) {
        AddressHead head = ofContent(addresses);
        for (int pair = 0; pair < 2 * addresses.bits(); pair += 2) {
            head = head.with(head.asked(pair), pair + 1, -addresses.price())
                    .with(head.asked(pair + 1), pair, -addresses.price());
        }
        return head;
    }

    /**
     * What a ±1 code scores: β/2 for a right bit and −β/2 for a wrong one, and −β/2 for each bit to make up for it. It is read off
     * the pairs here, with the same products but for those that are zero.
     */
    static AddressHead ofSigns(Addresses addresses) {
        AddressHead head = ofContent(addresses);
        double half = addresses.price() / 2;
        for (int pair = 0; pair < 2 * addresses.bits(); pair += 2) {
            for (int asked = 0; asked < 2; asked++) {
                for (int found = 0; found < 2; found++) {
                    head = head.with(head.asked(pair + asked), pair + found, asked == found ? half : -half);
                }
            }
        }
        return head.with(head.one(), head.one(), -half * addresses.bits());
    }

    private static AddressHead ofContent(Addresses addresses) {
        AddressHead head = new AddressHead(addresses, List.of());
        return head.with(head.one(), head.content(), 1);
    }

    /** The same with the price of one wrong bit another: bit 0, asked for as 0 and found as 1. */
    AddressHead withFirstPrice(double price) {
        Term first = terms.get(1);
        List<Term> changed = new ArrayList<>(terms);
        changed.set(1, new Term(first.query, first.key, -price));
        return new AddressHead(addresses, changed);
    }

    /** The same with a product that should not be there, where bit 0 matches. */
    AddressHead withMatchScored(double weight) {
        int pairDimension = addresses.query() & 1;
        return with(asked(pairDimension), pairDimension, weight);
    }

    /** The same, its products in another order: the order in which a score is added up. */
    AddressHead shuffled(Random random) {
        List<Term> shuffled = new ArrayList<>(terms);
        Collections.shuffle(shuffled, random);
        return new AddressHead(addresses, shuffled);
    }

    private AddressHead with(int query, int key, double weight) {
        List<Term> more = new ArrayList<>(terms);
        more.add(new Term(query, key, weight));
        return new AddressHead(addresses, more);
    }

    private int asked(int pairDimension) {
        return 2 * addresses.bits() + pairDimension;
    }

    private int content() {
        return 4 * addresses.bits();
    }

    private int one() {
        return 4 * addresses.bits() + 1;
    }

    private int width() {
        return 4 * addresses.bits() + 2;
    }

    /** The scores of token 0 in a dense forward pass, by key. */
    double[] scores() {
        return row(Site.SCORES);
    }

    /** The attention weights of token 0 in a dense forward pass, by key. */
    double[] weights() {
        return row(Site.PATTERN);
    }

    private double[] row(Site site) {
        ForwardTrace trace = ForwardTrace.of(point -> point.site() == site);
        new DenseEngine().prepare(transformer()).forward(tokens(), trace);
        double[] row = new double[addresses.tokens()];
        trace.get(new HookPoint(0, 0, site)).addRowTo(0, row, 0);
        return row;
    }

    private Matrix tokens() {
        double[] entries = new double[addresses.tokens() * width()];
        for (int token = 0; token < addresses.tokens(); token++) {
            int start = token * width();
            write(addresses.keys().get(token), entries, start);
            entries[start + content()] = addresses.content().get(token);
            entries[start + one()] = 1;
        }
        write(addresses.query(), entries, asked(0));
        return Matrix.ofRowMajor(addresses.tokens(), width(), entries);
    }

    private void write(int address, double[] entries, int start) {
        for (int bit = 0; bit < addresses.bits(); bit++) {
            entries[start + 2 * bit + (address >> bit & 1)] = 1;
        }
    }

    private Transformer transformer() {
        int d = width();
        double[] queries = new double[terms.size() * d];
        double[] keys = new double[terms.size() * d];
        for (int t = 0; t < terms.size(); t++) {
            queries[t * d + terms.get(t).query] = terms.get(t).weight;
            keys[t * d + terms.get(t).key] = 1;
        }
        AttentionHead head = new AttentionHead(
                "address",
                Matrix.ofRowMajor(terms.size(), d, queries),
                Matrix.ofRowMajor(terms.size(), d, keys),
                Matrix.zeros(1, d),
                Matrix.zeros(d, 1));
        FeedForward nothing = new FeedForward(
                Matrix.zeros(1, d), Matrix.zeros(1, 1), Matrix.zeros(d, 1), Matrix.zeros(d, 1), Activation.RELU);
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("token", d);
        return new Transformer(layout.build(), List.of(new Layer("layer", List.of(head), nothing)));
    }
}
