/** Faults put into the models of knowledge bases: what is then said, what is true, and what the diagnosis names. */
@NullMarked
package org.deciban.examples.hallucination;

import org.jspecify.annotations.NullMarked;
