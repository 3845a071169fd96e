/** Training by gradients that SameDiff of ND4J derives. */
@NullMarked
package org.deciban.tunnels.nd4j;

import org.jspecify.annotations.NullMarked;
