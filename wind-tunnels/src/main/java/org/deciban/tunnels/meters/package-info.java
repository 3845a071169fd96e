/**
 * How far a model is from the exact posterior, position by position: start at {@link org.deciban.tunnels.meters.WindTunnel}.
 *
 * <p>Nothing here compares averages of distributions or of entropies. The one meter of the literature that does, the
 * {@linkplain org.deciban.tunnels.meters.PublishedMeter difference of mean entropy curves}, is computed to stand beside, and its
 * errors cancel.
 */
@NullMarked
package org.deciban.tunnels.meters;

import org.jspecify.annotations.NullMarked;
