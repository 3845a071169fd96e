package org.deciban.tunnels.learned;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How far training has come.
 *
 * @param step the steps done
 * @param steps all of them
 * @param loss of the last batch, in the units of {@link TrainingTarget}
 * @param validationBits the mean KL divergence from the exact posterior after this step, in bits, where it was measured
 * @param elapsed since training was begun or continued
 * @param remaining what is left at the speed so far
 */
public record TrainingProgress(
        int step, int steps, double loss, OptionalDouble validationBits, Duration elapsed, Duration remaining) {}
