/** The compiler's passes: equal meaning before and after. */
@NullMarked
package org.deciban.proofs.passes;

import org.jspecify.annotations.NullMarked;
