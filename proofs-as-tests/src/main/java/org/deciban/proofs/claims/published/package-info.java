/**
 * The claims of the literature about one layer: which weights it needs, which it does not, and what it computes with them.
 */
@NullMarked
package org.deciban.proofs.claims.published;

import org.jspecify.annotations.NullMarked;
