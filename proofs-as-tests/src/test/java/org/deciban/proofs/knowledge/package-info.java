@NullMarked
package org.deciban.proofs.knowledge;

import org.jspecify.annotations.NullMarked;
