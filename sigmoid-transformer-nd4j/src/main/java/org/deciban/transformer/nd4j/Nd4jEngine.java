package org.deciban.transformer.nd4j;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * The dense forward pass, with matrix products by ND4J: the same weights as on the {@link
 * org.deciban.transformer.engine.DenseEngine}, sums in another order.
 *
 * <p>In float64 every entry of the residual stream, and every score and attention weight, agrees with the dense engine's to 1e-12
 * of the larger of 1 and the entry, over the few layers of the tests' random programs and the tens of layers of compiled models;
 * in float32 to 2e-5 on the random programs, and the beliefs of compiled models to 5e-6. A key that scores more than 708.1 below
 * the best one weighs exactly 0.0. See {@link Precision} for what float32 changes.
 *
 * <p>Set {@code OMP_NUM_THREADS=1} in the environment: then blocks of tokens and queries are shared out over Java's common pool.
 * Results are the same to the bit from run to run, with one thread of Java or several, as long as that variable, the libraries and
 * the kind of processor stay the same.
 *
 * <p>Memory: the weights once for each distinct layer, zeros included; at most 64 MB of residual streams unless one run has more,
 * with queries, keys and values of one head and the mixed values of a layer; 8 MB of scores for each thread.
 */
public final class Nd4jEngine implements Engine {
    private final Precision precision;

    /** In float64. ND4J is not touched before something is prepared. */
    public Nd4jEngine() {
        this(Precision.FLOAT64);
    }

    /** In a precision of choice. */
    public Nd4jEngine(Precision precision) {
        this.precision = precision;
    }

    @Override
    public String name() {
        return precision.engineName();
    }

    /**
     * {@inheritDoc}
     *
     * @throws BackendException if ND4J or its native code is not there
     */
    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        return new Prepared(transformer, precision, Backend.arithmetic(precision));
    }

    /**
     * {@inheritDoc}
     *
     * @throws BackendException if ND4J or its native code is not there
     */
    @Override
    public PreparedProgram prepare(Program program) {
        return prepare(program, precision, Backend.arithmetic(precision));
    }

    static PreparedProgram prepare(Program program, Precision precision, Arithmetic arithmetic) {
        return new Nd4jProgram(program, new Prepared(program.transformer(), precision, arithmetic));
    }

    /** What an observer can see; nothing can be replaced. */
    static final Set<Site> SHOWN =
            EnumSet.of(Site.RESID_PRE, Site.RESID_MID, Site.RESID_POST, Site.SCORES, Site.PATTERN);

    /** A transformer whose weights are ND4J's. */
    static final class Prepared implements PreparedTransformer {
        final Precision precision;
        final Arithmetic arithmetic;
        final ForwardPass pass;
        private final Transformer transformer;
        private final int modelDim;

        Prepared(Transformer transformer, Precision precision, Arithmetic arithmetic) {
            this.precision = precision;
            this.arithmetic = arithmetic;
            this.transformer = transformer;
            this.modelDim = transformer.layout().modelDim();
            List<Weights.OfLayer> layers = Weights.of(transformer, precision);
            this.pass = new ForwardPass(layers, arithmetic, precision);
        }

        @Override
        public Matrix forward(Matrix tokens, ForwardObserver observer) {
            if (tokens.rows() == 0 || tokens.columns() != modelDim) {
                throw new IllegalArgumentException(
                        "tokens must have shape [tokens ≥ 1, " + modelDim + "], got " + tokens.shape());
            }
            requireShown(observer);
            double[] entries = precision.fit(tokens.toRowMajor());
            try (Stream stream = new Stream(Weights.array(entries, modelDim, precision), 1, tokens.rows())) {
                pass.run(stream, observer, LayerListener.NONE);
                return stream.toMatrix(arithmetic);
            }
        }

        private void requireShown(ForwardObserver observer) {
            observer.requireFits(transformer);
            for (HookPoint point : HookPoint.allOf(transformer)) {
                if (observer.replaces(point) || observer.wants(point) && !SHOWN.contains(point.site())) {
                    throw new UnsupportedOperationException("the engine nd4j shows " + SHOWN
                            + " and replaces nothing, asked for " + point + ". Maybe take the dense engine?");
                }
            }
        }
    }
}
