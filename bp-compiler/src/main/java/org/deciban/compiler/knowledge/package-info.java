/** Questions to knowledge bases, answered by transformers: with a probability, or with the reason why there is none. */
@NullMarked
package org.deciban.compiler.knowledge;

import org.jspecify.annotations.NullMarked;
