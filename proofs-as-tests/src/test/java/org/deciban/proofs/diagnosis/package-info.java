@NullMarked
package org.deciban.proofs.diagnosis;

import org.jspecify.annotations.NullMarked;
