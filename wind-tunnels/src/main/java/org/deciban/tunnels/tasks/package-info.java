/** The tasks that come with this module; {@link org.deciban.tunnels.AnalyticTask} is what another one implements. */
@NullMarked
package org.deciban.tunnels.tasks;

import org.jspecify.annotations.NullMarked;
