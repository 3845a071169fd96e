/** Random graphs and evidence for properties. */
@NullMarked
package org.deciban.proofs.generators;

import org.jspecify.annotations.NullMarked;
