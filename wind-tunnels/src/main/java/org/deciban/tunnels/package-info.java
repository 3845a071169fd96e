/**
 * Wind tunnels: sequence tasks whose exact posterior is known at every position and whose hypotheses are too many to learn by
 * heart, and models held against it.
 */
@NullMarked
package org.deciban.tunnels;

import org.jspecify.annotations.NullMarked;
