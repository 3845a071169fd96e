/** Programs that run the forward pass. All engines execute the same weights; the dense one says what that means. */
@NullMarked
package org.deciban.transformer.engine;

import org.jspecify.annotations.NullMarked;
