/**
 * What the inside of a transformer looks like while it infers: keys, attention, residual stream, and whether what can be read there
 * is also used. Formulas and sources stand in docs/wind-tunnels-geometry.md.
 */
@NullMarked
package org.deciban.tunnels.probes;

import org.jspecify.annotations.NullMarked;
