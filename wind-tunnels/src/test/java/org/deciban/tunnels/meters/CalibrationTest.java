package org.deciban.tunnels.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.tasks.TwoVariables;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    /** By hand: two positions, four predictions in two bins. */
    @Test
    void binsByHand() {
        Calibration.Builder builder = new Calibration.Builder();
        builder.add(new double[] {0.5, 0.5}, new double[] {0.25, 0.75}, 1);
        builder.add(new double[] {0.125, 0.875}, new double[] {0.21, 0.79}, 0);
        List<Calibration.Bin> bins = builder.build().bins();
        assertThat(bins).hasSize(16);
        assertThat(bins.get(8).count()).isEqualTo(2);
        assertThat(bins.get(8).predicted()).isEqualTo(0.23, within(1e-12));
        assertThat(bins.get(8).frequency()).isEqualTo(0.5);
        assertThat(bins.get(8).posterior()).isEqualTo(0.3125);
        assertThat(bins.get(13).predicted()).isEqualTo(0.77, within(1e-12));
        assertThat(bins.get(13).posterior()).isEqualTo(0.6875);
        assertThat(bins.get(8).low()).isEqualTo(0.2);
        assertThat(bins.get(8).high()).isEqualTo(0.3);
        assertThat(bins.get(0).predicted()).isNaN();
        assertThat(builder.build().errorAgainstPosterior()).isEqualTo(0.0825, within(1e-12));
        assertThat(builder.build().errorAgainstLabels()).isEqualTo(0.27, within(1e-12));
    }

    @Test
    void certaintyFallsInTheLastBin() {
        Calibration.Builder builder = new Calibration.Builder();
        builder.add(new double[] {0, 1}, new double[] {0, 1}, 1);
        List<Calibration.Bin> bins = builder.build().bins();
        assertThat(bins.get(15).count()).isEqualTo(1);
        assertThat(bins.get(15).frequency()).isEqualTo(1);
        assertThat(bins.get(0).frequency()).isZero();
    }

    /** Labels are drawn by the posterior: in each bin their share is what was predicted, within 4 standard errors. */
    @Test
    void thePosteriorIsCalibrated() {
        TwoVariables task = new TwoVariables();
        Sample sample = Sample.draw(task, 4_000, 1);
        Calibration calibration = WindTunnel.measure(
                        SequenceModel.of("exact", task::posterior), sample, new Bootstrap(1, 1, 0.5), () -> {})
                .calibration();
        assertThat(calibration.errorAgainstPosterior()).isLessThan(1e-12);
        for (Calibration.Bin bin : calibration.bins()) {
            if (bin.count() > 100) {
                double standardError = Math.sqrt(bin.predicted() * (1 - bin.predicted()) / (bin.count() / 2.0));
                assertThat(bin.frequency()).isEqualTo(bin.predicted(), within(4 * standardError));
            }
        }
        assertThat(calibration.errorAgainstLabels()).isLessThan(0.02);
    }
}
