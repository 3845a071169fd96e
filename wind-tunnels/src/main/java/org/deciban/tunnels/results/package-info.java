/** Tables that are printed and written as data. */
@NullMarked
package org.deciban.tunnels.results;

import org.jspecify.annotations.NullMarked;
