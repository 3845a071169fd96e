/** Changes what a head does during a forward pass, and sees which beliefs change. */
@NullMarked
package org.deciban.examples.interventions;

import org.jspecify.annotations.NullMarked;
