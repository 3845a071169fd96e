/** A belief propagation of somebody else's, right and wrong, for the suites of test-kit to judge. */
@NullMarked
package org.deciban.examples.verifyyourown;

import org.jspecify.annotations.NullMarked;
