package org.deciban.tunnels.ablations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deciban.tunnels.HandMadeBijection;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.tasks.Bijection;
import org.junit.jupiter.api.Test;

class LengthsAndSeedsTest {
    private static final AblationOptions OPTIONS = new AblationOptions(8, 0, new Bootstrap(50, 1, 0.95), 6);

    /** Exact for the first 5 keys, uniform after them, and no more than 15 tokens. */
    private static final SequenceModel FORGETFUL = SequenceModel.of("forgetful", (tokens, positions) -> {
        if (tokens.length() > 15) {
            throw new IllegalArgumentException("15 positions, got " + tokens.length());
        }
        Bijection task = new Bijection(10, 10, 0);
        double[][] answers = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            answers[p] = positions[p] < 10
                    ? HandMadeBijection.posterior(task, tokens, positions[p])
                    : HandMadeBijection.uniform(task);
        }
        return answers;
    });

    @Test
    void whatLiesBeyondTrainingIsMeasuredByItself() {
        LengthGeneralisation lengths = LengthGeneralisation.of(
                FORGETFUL,
                9,
                List.of(new Bijection(10, 5, 0), new Bijection(10, 8, 0), new Bijection(10, 9, 0)),
                OPTIONS);
        LengthGeneralisation.Row trained = lengths.rows().get(0);
        assertThat(trained.tokens()).isEqualTo(9);
        assertThat(trained.klBits().value()).isCloseTo(0, within(1e-11));
        assertThat(trained.beyond().value()).isNaN();
        LengthGeneralisation.Row longer = lengths.rows().get(1);
        // log2 (10/5) + log2 (10/4) + log2 (10/3), over 8 keys and over the 3 beyond.
        double bits = Math.log(2 * 2.5 * 10 / 3) / Math.log(2);
        assertThat(longer.klBits().value()).isCloseTo(bits / 8, within(1e-11));
        assertThat(longer.beyond().value()).isCloseTo(bits / 3, within(1e-11));
        LengthGeneralisation.Row tooLong = lengths.rows().get(2);
        assertThat(tooLong.refusal()).isEqualTo("15 positions, got 17");
        assertThat(tooLong.klBits().value()).isNaN();
        assertThat(lengths.table().data().get(2)).containsEntry("", "cannot: 15 positions, got 17");
    }

    /** Quantile .975 of Student's t with 2 degrees of freedom: 4.302652730; s = 1, √3 seeds. */
    @Test
    void theIntervalOverSeedsIsStudents() {
        Estimate estimate = Seeds.student(new double[] {1, 2, 3}, 0.95);
        assertThat(estimate.value()).isCloseTo(2, within(1e-15));
        assertThat(estimate.high()).isCloseTo(2 + 4.302652730 / Math.sqrt(3), within(1e-8));
        assertThat(estimate.low()).isCloseTo(2 - 4.302652730 / Math.sqrt(3), within(1e-8));
    }

    /** Answers mixed with uniform by ¼ and ½ on two values of which none was seen, or one: KL 0, then log2 of what is left. */
    @Test
    void everySeedHasItsRow() {
        Bijection task = new Bijection(2, 2, 0);
        Seeds seeds = Seeds.of(task, List.of(mixed(task, 0.25), mixed(task, 0.5)), OPTIONS);
        double first = -Math.log(0.875) / Math.log(2) / 2;
        double second = -Math.log(0.75) / Math.log(2) / 2;
        assertThat(seeds.rows().get(0).klBits().value()).isCloseTo(first, within(1e-11));
        assertThat(seeds.rows().get(1).klBits().value()).isCloseTo(second, within(1e-11));
        assertThat(seeds.overSeeds().value()).isCloseTo((first + second) / 2, within(1e-11));
        assertThatThrownBy(() -> Seeds.of(task, List.of(mixed(task, 0.5)), OPTIONS))
                .hasMessage("an interval over seeds needs at least 2 models, got 1");
    }

    private static SequenceModel mixed(Bijection task, double share) {
        return SequenceModel.of("mixed " + share, (tokens, positions) -> {
            double[][] answers = new double[positions.length][];
            for (int p = 0; p < positions.length; p++) {
                answers[p] = HandMadeBijection.mixed(
                        HandMadeBijection.posterior(task, tokens, positions[p]),
                        HandMadeBijection.uniform(task),
                        share);
            }
            return answers;
        });
    }
}
