/**
 * Re-verifies certificates, in decimals of sixty and more digits: own arithmetic, own forward pass, own elimination. Of {@link
 * org.deciban.proofs.certificates} it uses what a certificate says, and none of how it was found.
 */
@NullMarked
package org.deciban.proofs.recheck;

import org.jspecify.annotations.NullMarked;
