/** The passes over row factors, one a file, each with equal meaning before and after. */
@NullMarked
package org.deciban.compiler.internal.passes;

import org.jspecify.annotations.NullMarked;
