/** Scores that tell what a head does from its attention, on any model: {@code docs/heads.md} has their formulas and sources. */
@NullMarked
package org.deciban.heads.detect;

import org.jspecify.annotations.NullMarked;
