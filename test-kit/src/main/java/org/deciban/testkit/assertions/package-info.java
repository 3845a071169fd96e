/**
 * Verdicts in JUnit 5 and AssertJ: assertions that say where a refuted model is wrong, and parameters that hold a model from a
 * file and evidence drawn from it.
 *
 * <pre>{@code
 * @Test
 * void myEngineIsExact(@ModelFile("asia.bif") FactorGraph asia, @SampledEvidence(sets = 20) List<Evidence> evidence) {
 *     assertThat(verifyThat(asia, MyEngine::posteriors).given(evidence).matchesExactPosterior(Tolerance.ROUNDING))
 *             .isVerified();
 * }
 * }</pre>
 */
@NullMarked
package org.deciban.testkit.assertions;

import org.jspecify.annotations.NullMarked;
