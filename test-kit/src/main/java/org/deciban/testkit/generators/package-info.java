/**
 * The generators of {@link org.deciban.proofs.generators} as jqwik arbitraries. What fails is shrunk by removing variables,
 * factors, states, evidence and digits; the graph stays valid on the way.
 */
@NullMarked
package org.deciban.testkit.generators;

import org.jspecify.annotations.NullMarked;
