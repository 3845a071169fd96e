/**
 * Inference on factor graphs: exact answers by enumeration and by junction tree, beliefs by belief propagation.
 *
 * <p>Every method takes a {@link org.deciban.factorgraph.FactorGraph} and {@link org.deciban.factorgraph.Evidence}, uses the
 * tables exactly as they are (rows of conditional tables are never renormalised) and throws
 * {@link org.deciban.factorgraph.ImpossibleEvidenceException} where it finds that the evidence has probability zero; no
 * method returns NaN.
 *
 * <p>A <em>posterior</em> is the exact conditional distribution of a variable given the evidence. A <em>belief</em> is what
 * belief propagation holds after some rounds. They are equal on trees after enough rounds, and in general nowhere else.
 */
@NullMarked
package org.deciban.factorgraph.inference;

import org.jspecify.annotations.NullMarked;
