/** The construction as the literature prints it beside repaired ones, token by token, on a chain and on a small tree. */
@NullMarked
package org.deciban.examples.publishedvsrepaired;

import org.jspecify.annotations.NullMarked;
