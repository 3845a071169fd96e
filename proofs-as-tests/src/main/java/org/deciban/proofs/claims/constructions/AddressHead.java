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
 * 0 alone; its content; 1. A row of the score is one product {@code query dimension · key dimension · weight}.
 */
final class AddressHead {
    private final Addresses addresses;
    private final List<double[]> terms = new ArrayList<>();

    private AddressHead(Addresses addresses) {
        this.addresses = addresses;
        terms.add(new double[] {one(), content(), 1});
    }

    /** Pairs swapped on the query's side: −β for a wrong bit, and for a right one nothing but zeros. */
    static AddressHead ofPairs(Addresses addresses) {
        AddressHead head = new AddressHead(addresses);
        for (int pair = 0; pair < 2 * addresses.bits(); pair += 2) {
            head.term(head.asked(pair), pair + 1, -addresses.price());
            head.term(head.asked(pair + 1), pair, -addresses.price());
        }
        return head;
    }

    /**
     * What a ±1 code scores: β/2 for a right bit and −β/2 for a wrong one, and −β/2 for each bit to make up for it. It is read off
     * the pairs here, with the same products but for those that are zero.
     */
    static AddressHead ofSigns(Addresses addresses) {
        AddressHead head = new AddressHead(addresses);
        double half = addresses.price() / 2;
        for (int pair = 0; pair < 2 * addresses.bits(); pair += 2) {
            for (int sign = 0; sign < 4; sign++) {
                head.term(head.asked(pair + sign / 2), pair + sign % 2, sign == 0 || sign == 3 ? half : -half);
            }
        }
        head.term(head.one(), head.one(), -half * addresses.bits());
        return head;
    }

    /** The same with a weight added to one of the products: the first that is not the content's. */
    AddressHead withFirstWeightMovedBy(double moved) {
        terms.get(1)[2] += moved;
        return this;
    }

    /** The same with a product that should not be there, between the first dimension of either side. */
    AddressHead withMatchScored(double weight) {
        term(asked(addresses.query() & 1), addresses.query() & 1, weight);
        return this;
    }

    /** The same, its products in another order: the order in which a score is added up. */
    AddressHead shuffled(Random random) {
        Collections.shuffle(terms, random);
        return this;
    }

    private void term(int query, int key, double weight) {
        terms.add(new double[] {query, key, weight});
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
            queries[t * d + (int) terms.get(t)[0]] = terms.get(t)[2];
            keys[t * d + (int) terms.get(t)[1]] = 1;
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
