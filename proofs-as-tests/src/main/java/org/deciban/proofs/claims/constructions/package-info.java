/** The claims that are made here, of the constructions: what the compiler emits is belief propagation, and what follows from that. */
@NullMarked
package org.deciban.proofs.claims.constructions;

import org.jspecify.annotations.NullMarked;
