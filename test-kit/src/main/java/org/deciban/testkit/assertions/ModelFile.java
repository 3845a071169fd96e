package org.deciban.testkit.assertions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A parameter of a test that holds a model read from a file, in the format of its name: a {@link
 * org.deciban.factorgraph.FactorGraph}, or a {@link org.deciban.compiler.CompiledModel} of it, exact where the compiler can
 * make it so.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ModelParameters.class)
public @interface ModelFile {
    /** A resource beside the test class, or of the class path if it begins with a slash; else a file. */
    String value();
}
