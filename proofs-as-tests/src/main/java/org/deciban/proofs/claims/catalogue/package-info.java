/** All claims together. */
@NullMarked
package org.deciban.proofs.claims.catalogue;

import org.jspecify.annotations.NullMarked;
