package org.deciban.examples.hallucination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.deciban.examples.Story;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.proofs.diagnosis.Injection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaboratoryTest {
    private static final Path README = Path.of("hallucination/README.md");
    private static final Path DATING = Path.of("hallucination/dating.pl");

    private static String told(List<FaultCurve> drawn) {
        return Story.told(out -> drawn.addAll(Laboratory.tell(out, Path.of("."))));
    }

    @Test
    void theStoryIsAsPrintedAndThePageShowsItsParts(@TempDir Path folder) throws IOException {
        List<FaultCurve> drawn = new ArrayList<>();
        String told = told(drawn);
        assertThat(told).isEqualTo(Story.expected(getClass()));
        String page = Files.readString(README);
        assertThat(Arrays.stream(told.split("\n\n"))
                        .map(String::strip)
                        .filter(part -> !part.startsWith("ALARM")
                                && !part.startsWith("DIAGNOSIS")
                                && !part.startsWith("MONTY")))
                .hasSize(6)
                .allSatisfy(part -> assertThat(page).contains(part));

        Plot.write(drawn, folder.resolve("plot.png"));
        BufferedImage plot = ImageIO.read(folder.resolve("plot.png").toFile());
        BufferedImage shown =
                ImageIO.read(README.resolveSibling("false-confidence.png").toFile());
        assertThat(List.of(shown.getWidth(), shown.getHeight())).containsExactly(plot.getWidth(), plot.getHeight());
    }

    /** Worked out by hand: a man likes a woman with 1 − 0.7 · 0.4 = 0.72. */
    @Test
    void thePosteriorsOfDatingAreThoseOfBayesRule() {
        Subject dating = Subject.read(DATING, "jane");
        Map<Atom, Double> posteriors = dating.posteriors();
        double bothByJack = 0.3 + 0.7 * 0.6 * 0.6;
        assertThat(posteriors.get(Atom.of("lonely", "jack"))).isCloseTo(0.3 / 0.72, within(1e-12));
        assertThat(posteriors.get(Atom.of("exciting", "jill"))).isCloseTo(0.6 / 0.72, within(1e-12));
        assertThat(posteriors.get(Atom.of("date", "jack", "jane"))).isCloseTo(0.4 * bothByJack / 0.72, within(1e-12));
        Reply reply = dating.ask(dating.sound());
        assertThat(reply.falseConfidence()).isLessThan(1e-12);
        assertThat(reply.confidenceInAWrongAnswer()).isZero();
    }

    @Test
    void withNothingGoneTheRestIsTheModel() {
        Subject dating = Subject.read(DATING, "jane");
        assertThat(dating.askWithout(Set.of()).falseConfidence()).isLessThan(1e-12);
    }

    /** The sink holds nothing, which reads as all states alike. */
    @Test
    void ofAVariableWithoutATokenTheModelStillSaysANumber() {
        Subject dating = Subject.read(DATING, "jane");
        Set<Integer> gone = dating.tokensOfTheEntity();
        Variable exciting =
                dating.model().graph().findVariable("exciting(jane)").orElseThrow();
        assertThat(Remainder.of(dating.model(), gone).infer(dating.evidence()).probability(exciting, 0))
                .isEqualTo(0.5);
        assertThat(Injection.without(dating.sound(), gone).suspect().tokens().rows())
                .isEqualTo(dating.model().tokens().rows() - gone.size());
    }

    @Test
    void aRefusalAssertsNothing() {
        Subject dating = Subject.read(DATING, "jane");
        Reply refusal = Reply.of(dating, () -> {
            throw new ArithmeticException("NaN");
        });
        assertThat(refusal.isRefusal()).isTrue();
        assertThat(refusal.falseConfidence()).isZero();
        FaultCurve.Point point = FaultCurve.Point.of(1, List.of(refusal, dating.ask(dating.sound())));
        assertThat(point.refused()).isEqualTo(0.5);
        assertThat(point.falseConfidence()).isLessThan(1e-12);
    }

    /** The less likely side is what a wrong answer speaks for, and how loudly. */
    @Test
    void aWrongAnswerIsOneOnTheOtherSideOfOneHalf() {
        Subject dating = Subject.read(DATING, "jane");
        Map<Atom, Double> said = new HashMap<>(dating.posteriors());
        said.put(Atom.of("exciting", "jill"), 0.1);
        Reply reply = new Reply(dating, Optional.of(said));
        assertThat(reply.worst()).isEqualTo(Atom.of("exciting", "jill"));
        assertThat(reply.falseConfidence()).isCloseTo(0.6 / 0.72 - 0.1, within(1e-12));
        assertThat(reply.confidenceInAWrongAnswer()).isEqualTo(0.9);
    }
}
