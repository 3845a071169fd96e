/** The folded engine on compiled models, held against the dense engine, other programs and published answers. */
@NullMarked
package org.deciban.proofs.folded;

import org.jspecify.annotations.NullMarked;
