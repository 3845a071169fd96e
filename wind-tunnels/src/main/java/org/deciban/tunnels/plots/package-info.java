/** Charts of measurements as PNG files. */
@NullMarked
package org.deciban.tunnels.plots;

import org.jspecify.annotations.NullMarked;
