/** Tests of {@link org.deciban.proofs.certificates}. */
@NullMarked
package org.deciban.proofs.certificates;

import org.jspecify.annotations.NullMarked;
