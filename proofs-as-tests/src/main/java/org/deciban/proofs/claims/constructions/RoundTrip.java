package org.deciban.proofs.claims.constructions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.decompile.Decompilation;
import org.deciban.compiler.decompile.Decompilation.Recovered;
import org.deciban.compiler.decompile.Decompiler;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.generators.Case;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

/**
 * A graph that was compiled, its weights and tokens, and what decompiling makes of them.
 *
 * @param model compiled for bounds that may be wider than the graph needs, damped or not
 * @param tokens with the evidence, in another order than the compiler's
 */
record RoundTrip(Case given, CompiledModel model, Matrix tokens) {

    static RoundTrip of(Seeded drawn) {
        Random random = drawn.random();
        Case given = drawn.given();
        CompilerOptions options =
                CompilerOptions.loopy(given.rounds()).withDamping(random.nextBoolean() ? 0 : random.nextDouble());
        ModelBounds bounds = Bounds.wider(Bounds.least(given, options), random);
        CompiledModel model = BpCompiler.compile(given.graph(), options.withBounds(bounds));
        return new RoundTrip(given, model, shuffled(model.embed(given.evidence()), random));
    }

    private static Matrix shuffled(Matrix tokens, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int token = 0; token < tokens.rows(); token++) {
            order.add(token);
        }
        Collections.shuffle(order, random);
        double[] entries = new double[tokens.rows() * tokens.columns()];
        for (int token = 0; token < tokens.rows(); token++) {
            tokens.addRowTo(order.get(token), entries, token * tokens.columns());
        }
        return Matrix.ofRowMajor(tokens.rows(), tokens.columns(), entries);
    }

    /** How far the graph that comes back is another than the one that was compiled; infinite if none does. */
    double deviation() {
        return deviation(Decompiler.decompile(model.transformer(), tokens), true);
    }

    /** The same, of other weights. */
    double deviationWith(Transformer other) {
        return deviation(Decompiler.decompile(other, tokens), true);
    }

    /** The same, of other tokens. */
    double deviationWith(Matrix other) {
        return deviation(Decompiler.decompile(model.transformer(), other), true);
    }

    /** The same, and a table is another if it is a multiple of what it was. */
    double deviationOfUnscaledTables() {
        return deviation(Decompiler.decompile(model.transformer(), tokens), false);
    }

    /**
     * The largest relative difference of two table entries, two likelihoods or the dampings; infinite if sizes, scopes, rounds or
     * the places of zeros differ.
     */
    private double deviation(Decompilation answer, boolean upToScale) {
        if (!(answer instanceof Recovered recovered)) {
            return Double.POSITIVE_INFINITY;
        }
        FactorGraph before = given.graph();
        FactorGraph after = recovered.graph();
        boolean sameShape = cardinalities(after).equals(cardinalities(before))
                && after.factors().size() == before.factors().size()
                && recovered.rounds() == model.rounds();
        if (!sameShape) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = Math.abs(recovered.damping() - model.damping());
        for (int f = 0; f < before.factors().size(); f++) {
            double here = Arrays.equals(after.scope(f), before.scope(f))
                    ? difference(
                            after.factors().get(f).table(),
                            before.factors().get(f).table(),
                            upToScale)
                    : Double.POSITIVE_INFINITY;
            worst = Math.max(worst, here);
        }
        for (int v = 0; v < before.variables().size(); v++) {
            double[] found = recovered.evidence().likelihood(after.variables().get(v));
            double[] wanted = given.evidence().likelihood(before.variables().get(v));
            worst = Math.max(worst, difference(found, wanted, true));
        }
        return worst;
    }

    private static List<Integer> cardinalities(FactorGraph graph) {
        return graph.variables().stream().map(Variable::cardinality).toList();
    }

    private static double difference(double[] actual, double[] expected, boolean upToScale) {
        double actualScale = upToScale ? Arrays.stream(actual).max().orElseThrow() : 1;
        double expectedScale = upToScale ? Arrays.stream(expected).max().orElseThrow() : 1;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            double wanted = expected[i] / expectedScale;
            double found = actual[i] / actualScale;
            worst = Math.max(worst, found == wanted ? 0 : Math.abs(found - wanted) / wanted);
        }
        return worst;
    }
}
