/**
 * Inference on factor graphs: exact answers by enumeration and by junction tree.
 *
 * <p>Every method takes a {@link org.deciban.factorgraph.FactorGraph} and {@link org.deciban.factorgraph.Evidence}, uses the
 * tables exactly as they are (rows of conditional tables are never renormalised) and throws
 * {@link org.deciban.factorgraph.ImpossibleEvidenceException} where the evidence has probability zero; no method returns
 * NaN.
 */
@NullMarked
package org.deciban.factorgraph.inference;

import org.jspecify.annotations.NullMarked;
