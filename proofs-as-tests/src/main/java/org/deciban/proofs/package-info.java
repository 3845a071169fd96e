/** What checks of a model have in common: what an inference answers, a model with a wrong weight, the most probable assignment. */
@NullMarked
package org.deciban.proofs;

import org.jspecify.annotations.NullMarked;
