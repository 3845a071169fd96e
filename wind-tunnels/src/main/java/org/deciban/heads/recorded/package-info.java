/** Attention that was recorded elsewhere, or by running a file. */
@NullMarked
package org.deciban.heads.recorded;

import org.jspecify.annotations.NullMarked;
