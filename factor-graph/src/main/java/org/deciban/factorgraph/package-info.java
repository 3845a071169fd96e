/**
 * Factor graphs over finite variables: what a model says, before anyone computes with it.
 *
 * <p>A factor graph has variables {@code v} with {@code K_v} named states and factors {@code f} with a scope and a
 * non-negative table over the joint assignments of the scope. It stands for the distribution proportional to the product
 * of its factors (Kschischang, Frey and Loeliger, 2001, doi:10.1109/18.910572).
 *
 * <p>Every type here is immutable, holds probabilities (never log-probabilities) and indexes tables in row-major order:
 * the last variable of the scope runs fastest.
 */
@NullMarked
package org.deciban.factorgraph;

import org.jspecify.annotations.NullMarked;
