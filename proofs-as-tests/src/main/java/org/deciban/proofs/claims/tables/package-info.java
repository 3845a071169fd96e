/** Tables of the literature, computed again with random numbers of our own. */
@NullMarked
package org.deciban.proofs.claims.tables;

import org.jspecify.annotations.NullMarked;
