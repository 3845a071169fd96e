package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.meters.Measurement;
import org.deciban.tunnels.meters.Meter;
import org.deciban.tunnels.meters.PublishedValues;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.meters.Summary;
import org.deciban.tunnels.meters.WindTunnel;
import org.deciban.tunnels.onnx.OnnxDeclaration;
import org.deciban.tunnels.tasks.Bijection;
import org.junit.jupiter.api.Test;

/** What docs/wind-tunnels.md shows is run, and comes out as shown. */
class WindTunnelsPageTest {
    private static final Page PAGE = Page.of("docs/wind-tunnels.md");

    /** What is below 1e-12 is rounding, and may differ between machines. */
    private static String withoutRounding(String output) {
        return output.replaceAll("\\d(\\.\\d+)?e-(1[2-9]|[2-9]\\d)", "(rounding)")
                .replaceAll(" +", " ");
    }

    @Test
    void theConsoleShowsWhatTheCommandPrints() {
        assertThat(PAGE.commands()).hasSize(1).allSatisfy(shown -> {
            Run run = shown.run();
            assertThat(run.exit()).isZero();
            assertThat(withoutRounding(run.out())).isEqualTo(withoutRounding(shown.output()));
        });
    }

    @Test
    void theFunctionOfThePageIsMeasured() {
        Bijection task = new Bijection(5, 4, 0);
        SequenceModel sure = SequenceModel.of("sure of v0", (tokens, positions) -> {
            double[][] answers = new double[positions.length][5];
            for (double[] answer : answers) {
                answer[0] = 1;
            }
            return answers;
        });
        Measurement measured = WindTunnel.measure(sure, Sample.draw(task, 100, 1));
        Summary divergence = measured.summary(Meter.KULLBACK_LEIBLER);
        // After four of five values at most three are known: two or more may come, and one of them is given 1.
        assertThat(divergence.infinite()).isEqualTo(400);
    }

    @Test
    void theJavaOfThePageIsThatOfThisClass() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/deciban/cli/WindTunnelsPageTest.java"));
        assertThat(PAGE.blocks("java")).hasSize(1);
        assertThat(source).contains(PAGE.blocks("java").get(0));
    }

    @Test
    void theDeclarationOfThePageIsRead() {
        assertThat(PAGE.blocks("json")).hasSize(1);
        OnnxDeclaration declaration =
                OnnxDeclaration.parse("page", PAGE.blocks("json").get(0));
        assertThat(declaration.text()).hasSize(7);
        assertThat(declaration.vocabulary().orElseThrow().numbers()).containsEntry("k0", 5);
        assertThat(declaration.outcomes().orElseThrow().numbers()).containsEntry("v3", 4);
    }

    @Test
    void everyPublishedNumberIsOnThePage() {
        String table = PAGE.text();
        for (String task : List.of("bijection", "hmm")) {
            for (PublishedValues.PublishedValue value : PublishedValues.of(task)) {
                String bits = Numbers.significant(value.bits());
                assertThat(table)
                        .containsAnyOf(
                                bits, bits + "0", Double.toString(value.bits()).replace("E", "e"));
            }
        }
    }
}
