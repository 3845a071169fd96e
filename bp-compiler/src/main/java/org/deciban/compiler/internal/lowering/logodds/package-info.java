/** Boolean belief propagation with one scalar per message: its log-odds. */
@NullMarked
package org.deciban.compiler.internal.lowering.logodds;

import org.jspecify.annotations.NullMarked;
