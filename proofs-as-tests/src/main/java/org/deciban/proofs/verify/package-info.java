/**
 * The verifier: holds a model's answers against references that share no code with it, and returns a verdict with its
 * witness.
 */
@NullMarked
package org.deciban.proofs.verify;

import org.jspecify.annotations.NullMarked;
