/**
 * Models that are learned: what they look like, their weights, the forward pass in plain Java, files of them, and the seam to what
 * trains them, which is another module.
 */
@NullMarked
package org.deciban.tunnels.learned;

import org.jspecify.annotations.NullMarked;
