@NullMarked
package org.deciban.proofs.claims.propagation;

import org.jspecify.annotations.NullMarked;
