/** What a forward pass looked like inside: named places in it, observers of them, and recordings. */
@NullMarked
package org.deciban.transformer.trace;

import org.jspecify.annotations.NullMarked;
