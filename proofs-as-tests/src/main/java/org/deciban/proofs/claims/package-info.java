/**
 * The catalogue of claims: what the literature says of transformers and belief propagation and what is claimed here, each as one
 * class that says it exactly and a suite of four parts that would notice if it were wrong.
 *
 * <p>Each claim has a page, {@code docs/claims/ID.md}. {@code ./deciban claims} runs the suites.
 */
@NullMarked
package org.deciban.proofs.claims;

import org.jspecify.annotations.NullMarked;
