/** Claims about belief propagation itself: trees, depth, the algebra of updates, counts, grounding and loops. */
@NullMarked
package org.deciban.proofs.claims.propagation;

import org.jspecify.annotations.NullMarked;
