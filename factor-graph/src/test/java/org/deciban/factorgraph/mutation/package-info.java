/** How the suites run where a mutant at a time is put into the code that they test. */
@NullMarked
package org.deciban.factorgraph.mutation;

import org.jspecify.annotations.NullMarked;
