/** An engine that multiplies matrices on ND4J arrays. */
@NullMarked
package org.deciban.transformer.nd4j;

import org.jspecify.annotations.NullMarked;
