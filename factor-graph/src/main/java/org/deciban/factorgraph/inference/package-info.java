/**
 * Inference on factor graphs: exact posteriors, and the beliefs of belief propagation.
 *
 * <p>A <em>posterior</em> is the exact conditional distribution of a variable given the evidence. A <em>belief</em> is what
 * belief propagation holds after some rounds. They are equal on trees after enough rounds, and in general nowhere else.
 */
@NullMarked
package org.deciban.factorgraph.inference;

import org.jspecify.annotations.NullMarked;
