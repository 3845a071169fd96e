/** Tests of {@link org.deciban.proofs.recheck}. */
@NullMarked
package org.deciban.proofs.recheck;

import org.jspecify.annotations.NullMarked;
