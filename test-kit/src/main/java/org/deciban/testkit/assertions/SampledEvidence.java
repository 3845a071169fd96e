package org.deciban.testkit.assertions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A parameter of type {@code List<Evidence>}: the empty evidence, then sets drawn from the model of the first {@link ModelFile}
 * parameter by {@link org.deciban.proofs.verify.EvidenceSampler}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ModelParameters.class)
public @interface SampledEvidence {
    /** How many sets are drawn. */
    int sets() default 5;

    /** The same seed draws the same sets. */
    long seed() default 1;
}
