/** Published networks, held against answers that other engines computed in long double. */
@NullMarked
package org.deciban.proofs.reference;

import org.jspecify.annotations.NullMarked;
