package org.deciban.proofs.claims.constructions;

import java.util.Random;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.ModelBounds;
import org.deciban.proofs.generators.Case;

/** Size bounds that a graph fits in. */
final class Bounds {
    private Bounds() {}

    /** The least. */
    static ModelBounds least(Case given, CompilerOptions options) {
        return BpCompiler.intermediate(given.graph(), options).bounds();
    }

    /** Some that cover others, wider in every direction by chance. */
    static ModelBounds wider(ModelBounds least, Random random) {
        ModelBounds other = new ModelBounds(
                1 + random.nextInt(3),
                1 + random.nextInt(5),
                1 + random.nextInt(4),
                1 + random.nextInt(6),
                random.nextInt(8));
        return least.and(other);
    }
}
