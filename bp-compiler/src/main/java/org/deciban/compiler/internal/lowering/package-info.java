/** Row factors become weights and tokens: one construction a file, under its derivation. */
@NullMarked
package org.deciban.compiler.internal.lowering;

import org.jspecify.annotations.NullMarked;
