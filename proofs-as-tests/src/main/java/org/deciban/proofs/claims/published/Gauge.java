package org.deciban.proofs.claims.published;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.LUDecomposition;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

/**
 * An element of the gauge group of this architecture: a basis S of the residual stream, for each head a basis of its queries and keys and
 * one of its values, an order of the heads of a layer and of its hidden units.
 *
 * <pre>
 *   x → S x,   W_Q → G W_Q S⁻¹,   W_K → G⁻ᵀ W_K S⁻¹,   W_V → H W_V S⁻¹,   W_O → S W_O H⁻¹,
 *   W_1 → P W_1 S⁻¹,   b_1 → P b_1,   W_2 → S W_2 P⁻¹,   b_2 → S b_2
 * </pre>
 *
 * <p>Every S in GL(d) will do, since nothing but the hidden units acts entry by entry; with an RMSNorm it would have to be orthogonal.
 *
 * @param basis S
 * @param inverse S⁻¹
 */
record Gauge(Matrix basis, Matrix inverse, long seed) {
    /** Entries of diagonal parts lie between 1/this and this. */
    private static final double STRETCH = 2;

    /** A basis of so many dimensions; orthogonal in half of the cases. */
    static Gauge draw(int d, Random random) {
        Matrix basis = random.nextBoolean() ? AddressCode.rotation(d, random) : basis(d, random);
        return new Gauge(basis, inverse(basis), random.nextLong());
    }

    /** Rotation, diagonal, rotation: the condition number is 4 at most. */
    private static Matrix basis(int d, Random random) {
        Matrix.Builder diagonal = Matrix.builder(d, d);
        for (int i = 0; i < d; i++) {
            diagonal.append(i, Math.pow(STRETCH, 2 * random.nextDouble() - 1)).endRow();
        }
        Matrix stretched = Algebra.product(diagonal.build(), AddressCode.rotation(d, random));
        return Algebra.product(AddressCode.rotation(d, random), stretched);
    }

    /** Whether S is, to 1e-9. */
    boolean isOrthogonal() {
        Matrix square = Algebra.product(basis, basis.transposed());
        double worst = 0;
        for (int i = 0; i < square.rows(); i++) {
            for (int j = 0; j < square.columns(); j++) {
                worst = Math.max(worst, Math.abs(square.get(i, j) - (i == j ? 1 : 0)));
            }
        }
        return worst < 1e-9;
    }

    private static Matrix inverse(Matrix matrix) {
        return Algebra.matrix(
                new LUDecomposition(Algebra.real(matrix)).getSolver().getInverse());
    }

    /** Tokens in the new basis, shape {@code [tokens, d]}. */
    Matrix to(Matrix tokens) {
        return Algebra.product(tokens, basis.transposed());
    }

    /** Tokens of the new basis in the old one. */
    Matrix from(Matrix tokens) {
        return Algebra.product(tokens, inverse.transposed());
    }

    /** The weights in the new bases. */
    Transformer to(Transformer transformer) {
        Random random = new Random(seed);
        return new Transformer(
                transformer.layout(),
                transformer.layers().stream().map(layer -> to(layer, random)).toList());
    }

    private Layer to(Layer layer, Random random) {
        List<AttentionHead> heads = new ArrayList<>();
        layer.heads().forEach(head -> heads.add(to(head, random)));
        Collections.shuffle(heads, random);
        FeedForward units = layer.feedForward();
        List<Integer> order = new ArrayList<>();
        for (int unit = 0; unit < units.hiddenDim(); unit++) {
            order.add(unit);
        }
        Collections.shuffle(order, random);
        Matrix.Builder shuffle = Matrix.builder(order.size(), order.size());
        order.forEach(unit -> shuffle.append(unit, 1).endRow());
        Matrix p = shuffle.build();
        Matrix back = order.isEmpty() ? p : p.transposed();
        FeedForward changed = units.isNone()
                ? units
                : new FeedForward(
                        Algebra.product(p, Algebra.product(units.w1(), inverse)),
                        Algebra.product(p, units.b1()),
                        Algebra.product(basis, Algebra.product(units.w2(), back)),
                        Algebra.product(basis, units.b2()),
                        units.activation());
        return new Layer(layer.name(), heads, changed);
    }

    private AttentionHead to(AttentionHead head, Random random) {
        Matrix g = basis(head.keyDim(), random);
        Matrix h = basis(head.valueDim(), random);
        return new AttentionHead(
                head.name(),
                Algebra.product(g, Algebra.product(head.wQ(), inverse)),
                Algebra.product(inverse(g).transposed(), Algebra.product(head.wK(), inverse)),
                Algebra.product(h, Algebra.product(head.wV(), inverse)),
                Algebra.product(basis, Algebra.product(head.wO(), inverse(h))));
    }
}
