/** Worked examples of constructed heads, token by token. */
@NullMarked
package org.deciban.heads.demo;

import org.jspecify.annotations.NullMarked;
