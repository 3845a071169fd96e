/** Learned models of Count01: what each head says on its own, and what heads say together. */
@NullMarked
package org.deciban.heads.count01;

import org.jspecify.annotations.NullMarked;
