package org.deciban.tunnels.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.meters.Measurement;
import org.deciban.tunnels.meters.Meter;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.meters.WindTunnel;
import org.deciban.tunnels.tasks.Bijection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotsTest {
    private static final Bijection TASK = new Bijection(8, 7, 0);

    @TempDir
    private Path folder;

    private static List<Measurement> measurements() {
        Sample sample = Sample.draw(TASK, 30, 1);
        List<Measurement> measured = new ArrayList<>();
        measured.add(WindTunnel.measure(SequenceModel.of("exact again", TASK::posterior), sample));
        measured.add(WindTunnel.measure(
                SequenceModel.of("a tenth", (tokens, positions) -> mixed(TASK.posterior(tokens, positions), 0.1)),
                sample));
        measured.add(WindTunnel.measure(
                SequenceModel.of("uniform", (tokens, positions) -> mixed(TASK.posterior(tokens, positions), 1)),
                sample));
        measured.add(WindTunnel.measure(
                SequenceModel.of("sure of v0", (tokens, positions) -> {
                    double[][] rows = new double[positions.length][8];
                    Arrays.stream(rows).forEach(row -> row[0] = 1);
                    return rows;
                }),
                sample));
        return measured;
    }

    private static double[][] mixed(double[][] rows, double share) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row)
                        .map(p -> (1 - share) * p + share / row.length)
                        .toArray())
                .toArray(double[][]::new);
    }

    /** The colours of an image. */
    private static Set<Color> colours(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(1000);
        Set<Color> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(new Color(image.getRGB(x, y)));
            }
        }
        return colours;
    }

    /** Zeros and infinite values are on a logarithmic axis, too, and every model has its colour. */
    @Test
    void everyModelIsDrawn() throws IOException {
        List<Measurement> measured = measurements();
        Path staircase = folder.resolve("entropy.png");
        EntropyStaircase.write(measured, staircase);
        assertThat(colours(staircase))
                .contains(Chart.EXACT, Chart.model(0), Chart.model(1), Chart.model(2), Chart.model(3));
        Path reliability = folder.resolve("calibration.png");
        ReliabilityDiagram.write(measured, reliability);
        assertThat(colours(reliability)).contains(Chart.model(0), Chart.model(1), Chart.model(3));
        for (Meter meter : Meter.values()) {
            Path error = folder.resolve(meter.key() + ".png");
            ErrorByPosition.write(measured, meter, error);
            assertThat(colours(error)).contains(Chart.model(0), Chart.model(1), Chart.model(2));
        }
        assertThat(colours(folder.resolve("totalVariation.png"))).contains(Chart.model(3));
    }

    /** Of an untrained transformer; and of one whose stream is 0, of which there is nothing to draw. */
    @Test
    void residualStreamsAreDrawnInTheColoursOfTheirEntropies() throws IOException {
        LearnedSpec spec = LearnedSpec.transformer(TASK, 8, 2, 1, 8);
        Sample sample = Sample.draw(TASK, 10, 1);
        Path file = folder.resolve("manifold.png");
        assertThat(ManifoldPlot.write(new LearnedModel(LearnedWeights.initial(spec, 1)), sample, file))
                .isTrue();
        // Entropies are log2 of 8 … 2, from the lowest shade to the highest.
        assertThat(colours(file)).contains(new Color(0x440154), new Color(0xFDE725));
        LearnedWeights zeros = LearnedWeights.of(spec, shape -> new double[shape.rows() * shape.columns()], Map.of());
        Path none = folder.resolve("none.png");
        assertThat(ManifoldPlot.write(new LearnedModel(zeros), sample, none)).isFalse();
        assertThat(none).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenIsNamed() {
        Path nowhere = folder.resolve("no/such.png");
        assertThatThrownBy(() -> EntropyStaircase.write(measurements(), nowhere))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("such.png");
    }
}
