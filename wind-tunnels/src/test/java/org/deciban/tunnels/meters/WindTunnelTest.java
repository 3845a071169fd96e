package org.deciban.tunnels.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.tasks.AssociativeRecall;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;
import org.deciban.tunnels.tasks.TwoVariables;
import org.junit.jupiter.api.Test;

class WindTunnelTest {
    private static final Bijection BIJECTION = new Bijection(5, 4, 0);

    /** The posterior, each row changed. */
    private static SequenceModel changed(AnalyticTask task, UnaryOperator<double[]> change) {
        return SequenceModel.of(
                "changed",
                (tokens, positions) -> Arrays.stream(task.posterior(tokens, positions))
                        .map(row -> change.apply(row.clone()))
                        .toArray(double[][]::new));
    }

    private static double[] moved(double[] row, double mass) {
        int most = 0;
        int least = 0;
        for (int i = 1; i < row.length; i++) {
            most = row[i] > row[most] ? i : most;
            least = row[i] < row[least] ? i : least;
        }
        row[most] -= mass;
        row[least == most ? most + 1 : least] += mass;
        return row;
    }

    @Test
    void thePosteriorIsWithinAnyTolerance() {
        for (AnalyticTask task :
                List.of(BIJECTION, HmmFiltering.published(10), new AssociativeRecall(8, 6, 2, 3), new TwoVariables())) {
            Measurement measured = WindTunnel.measure(changed(task, row -> row), Sample.draw(task, 20, 1));
            assertThat(measured.isWithin(0)).as(task.name()).isTrue();
            assertThat(measured.published().value()).isZero();
        }
    }

    /** A millionth of the mass is moved at every position: at least one meter is above 1e-12, and the verdict is no. */
    @Test
    void aModelThatIsOffByAMillionthFails() {
        for (AnalyticTask task :
                List.of(BIJECTION, HmmFiltering.published(10), new AssociativeRecall(8, 6, 2, 3), new TwoVariables())) {
            Sample sample = Sample.draw(task, 20, 1);
            assertThat(WindTunnel.measure(changed(task, row -> moved(row, 1e-6)), sample)
                            .isWithin(1e-12))
                    .as(task.name())
                    .isFalse();
            assertThat(WindTunnel.measure(changed(task, row -> moved(row, 1e-14)), sample)
                            .isWithin(1e-12))
                    .as(task.name())
                    .isTrue();
        }
    }

    /** At one position of one sequence alone, a share of it. */
    @Test
    void aModelThatIsOffInOnePlaceFailsAndThePlaceIsNamed() {
        Sample sample = Sample.draw(BIJECTION, 20, 1);
        int[] asked = {0};
        SequenceModel model = SequenceModel.of("once", (tokens, positions) -> {
            double[][] rows = BIJECTION.posterior(tokens, positions);
            if (asked[0]++ == 7) {
                rows[2] = moved(rows[2], 1e-6);
            }
            return rows;
        });
        Measurement measured = WindTunnel.measure(model, sample);
        assertThat(measured.isWithin(1e-12)).isFalse();
        Summary variation = measured.summary(Meter.TOTAL_VARIATION);
        assertThat(variation.worst()).isEqualTo(new Place(7, 2, 4));
        assertThat(variation.maximum()).isEqualTo(1e-6, within(1e-15));
        assertThat(variation.mean().value()).isEqualTo(1e-6 / 80, within(1e-18));
    }

    /** Sequences take turns in being too sure by as much as the others are not sure enough: each wrong, the mean right. */
    @Test
    void errorsThatCancelPassThePublishedMeterAndFailOurs() {
        AnalyticTask coins = new TwoVariables();
        Sample sample = Sample.draw(coins, 100, 3);
        double[][] exact = new double[2][100];
        for (int s = 0; s < 100; s++) {
            for (int i = 0; i < 2; i++) {
                exact[i][s] = Divergences.entropy(sample.posterior(s, i));
            }
        }
        // The model says at each position what is true of the next sequence: the mean curve is the same.
        int[] asked = {0};
        SequenceModel other = SequenceModel.of("next", (tokens, positions) -> {
            int next = (asked[0]++ + 1) % 100;
            return new double[][] {sample.posterior(next, 0), sample.posterior(next, 1)};
        });
        Measurement measured = WindTunnel.measure(other, sample);
        assertThat(measured.published().value()).isLessThan(1e-12);
        double byHand = 0;
        for (double[] curve : exact) {
            for (int s = 0; s < 100; s++) {
                byHand += Math.abs(curve[s] - curve[(s + 1) % 100]) / 200;
            }
        }
        assertThat(measured.summary(Meter.ENTROPY_ERROR).mean().value())
                .isEqualTo(byHand, within(1e-12))
                .isGreaterThan(0.05);
        assertThat(measured.summary(Meter.KULLBACK_LEIBLER).mean().low()).isGreaterThan(0.05);
    }

    /** Sure of the wrong value: the entropies are right, and so is the published meter. */
    @Test
    void anEntropyKnowsNothingOfOutcomes() {
        AssociativeRecall task = new AssociativeRecall(4, 4, 1, 0);
        SequenceModel wrong = changed(task, row -> new double[] {row[3], row[0], row[1], row[2]});
        Measurement measured = WindTunnel.measure(wrong, Sample.draw(task, 50, 1));
        assertThat(measured.published().value()).isZero();
        assertThat(measured.summary(Meter.ENTROPY_ERROR).maximum()).isZero();
        assertThat(measured.summary(Meter.TOTAL_VARIATION).mean().value()).isEqualTo(1);
        Summary divergence = measured.summary(Meter.KULLBACK_LEIBLER);
        assertThat(divergence.maximum()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(divergence.infinite()).isEqualTo(50);
        assertThat(divergence.finiteMean()).isNaN();
        assertThat(measured.isWithin(1)).isFalse();
    }

    /** The constant answer on a bijection: KL at index k is log2 V − log2 (V − k), and so is the entropy error. */
    @Test
    void theConstantAnswerIsOffByWhatItDoesNotKnow() {
        Measurement measured = WindTunnel.measure(
                changed(BIJECTION, row -> new double[] {0.2, 0.2, 0.2, 0.2, 0.2}), Sample.draw(BIJECTION, 30, 1));
        for (int index = 0; index < 4; index++) {
            double bits = Math.log(5.0 / (5 - index)) / Math.log(2);
            for (Meter meter : List.of(Meter.KULLBACK_LEIBLER, Meter.ENTROPY_ERROR)) {
                Estimate estimate = measured.byIndex(meter).get(index);
                assertThat(estimate.value()).isEqualTo(bits, within(1e-14));
                // All sequences are equally wrong.
                assertThat(estimate.high() - estimate.low()).isEqualTo(0, within(1e-14));
            }
            assertThat(measured.exactEntropy().get(index).value())
                    .isEqualTo(Math.log(5.0 - index) / Math.log(2), within(1e-14));
            assertThat(measured.modelEntropy().get(index).value()).isEqualTo(Math.log(5) / Math.log(2), within(1e-14));
        }
    }

    /** What lies on no outcome is lost: KL of p beside half of p is 1 bit. */
    @Test
    void massOnNoOutcomeIsCounted() {
        Measurement measured = WindTunnel.measure(
                changed(BIJECTION, row -> {
                    double[] wider =
                            Arrays.copyOf(Arrays.stream(row).map(p -> p / 2).toArray(), 6);
                    wider[5] = 0.5;
                    return wider;
                }),
                Sample.draw(BIJECTION, 10, 1));
        assertThat(measured.summary(Meter.KULLBACK_LEIBLER).mean().value()).isEqualTo(1, within(1e-14));
        assertThat(measured.summary(Meter.TOTAL_VARIATION).mean().value()).isEqualTo(0.5, within(1e-14));
    }

    /** Twice as far in every sequence by total variation. */
    @Test
    void howManyTimesCloserIsARatioOfMeans() {
        Sample sample = Sample.draw(BIJECTION, 40, 1);
        Measurement near = WindTunnel.measure(changed(BIJECTION, row -> moved(row, 0.01)), sample);
        Measurement far = WindTunnel.measure(changed(BIJECTION, row -> moved(row, 0.02)), sample);
        Estimate times = near.timesCloserThan(far, Meter.TOTAL_VARIATION);
        assertThat(times.value()).isEqualTo(2, within(1e-12));
        assertThat(times.low()).isEqualTo(2, within(1e-12));
        Measurement elsewhere = WindTunnel.measure(changed(BIJECTION, row -> row), Sample.draw(BIJECTION, 40, 1));
        assertThatThrownBy(() -> near.timesCloserThan(elsewhere, Meter.TOTAL_VARIATION))
                .hasMessageContaining("same sample");
    }

    @Test
    void answersThatAreNoDistributionsAreRefusedWithTheirPlace() {
        Sample sample = Sample.draw(BIJECTION, 3, 1);
        assertThatThrownBy(() -> WindTunnel.measure(changed(BIJECTION, row -> new double[] {1, 2, 3, 4, 5}), sample))
                .isInstanceOf(ModelAnswerException.class)
                .hasMessageContaining("'changed' gave the probability 2.0 at sequence 0, position 0")
                .hasMessageContaining("logits");
        assertThatThrownBy(() -> WindTunnel.measure(changed(BIJECTION, row -> new double[] {0, 0, 0, 0, 0.5}), sample))
                .hasMessageContaining("sum to 0.5");
        assertThatThrownBy(() -> WindTunnel.measure(changed(BIJECTION, row -> new double[] {1}), sample))
                .hasMessageContaining("1 probabilities for 5 outcomes");
        assertThatThrownBy(() ->
                        WindTunnel.measure(changed(BIJECTION, row -> new double[] {Double.NaN, 0, 0, 0, 1}), sample))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() ->
                        WindTunnel.measure(SequenceModel.of("few", (tokens, positions) -> new double[1][5]), sample))
                .hasMessageContaining("gave 1 distributions for 4 positions");
    }

    @Test
    void aSampleIsNotThatOfTheSameSeedElsewhere() {
        Sample sample = Sample.draw(BIJECTION, 5, 1);
        assertThat(sample.sequences().get(0).tokens())
                .isNotEqualTo(BIJECTION.draw(new java.util.SplittableRandom(1)).tokens());
        Sample larger = Sample.draw(BIJECTION, 9, 1);
        for (int i = 0; i < 5; i++) {
            assertThat(larger.sequences().get(i).tokens())
                    .isEqualTo(sample.sequences().get(i).tokens());
        }
        assertThatThrownBy(() -> Sample.draw(BIJECTION, 0, 1)).hasMessageContaining("got 0");
    }
}
