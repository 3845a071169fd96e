/** From a factor graph to a verified transformer, on three variables. */
@NullMarked
package org.deciban.examples.quickstart;

import org.jspecify.annotations.NullMarked;
