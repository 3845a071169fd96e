package org.deciban.examples.verifyyourown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.deciban.examples.Story;
import org.deciban.testkit.contracts.ContractViolation;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

class VerifyYourOwnTest {
    private static final List<Path> PAGES =
            List.of(Path.of("verify-your-own/README.md"), Path.of("../docs/generators-and-contracts.md"));

    @Test
    void thePagesShowTheSuite() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java/org/deciban/examples/verifyyourown/YourBeliefPropagationProperties.java"));
        for (Path page : PAGES) {
            String text = Files.readString(page);
            int start = text.indexOf("@PropertyDefaults");
            assertThat(source).contains(text.substring(start, text.indexOf("```", start)));
        }
    }

    /** The violations of the wrong implementation by property. */
    private static Map<String, ContractViolation> violations() {
        Map<String, ContractViolation> violations = new TreeMap<>();
        EngineTestKit.engine("jqwik")
                .selectors(selectClass(EchoingSuite.class))
                .configurationParameter("jqwik.database", "")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .execute()
                .testEvents()
                .failed()
                .stream()
                .forEach(event -> violations.put(event.getTestDescriptor().getDisplayName(), (ContractViolation)
                        event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()));
        return violations;
    }

    @Test
    void theWrongOneIsCaughtOnTheGraphThatIsPrinted() throws IOException {
        Map<String, ContractViolation> violations = violations();
        assertThat(violations.values())
                .allSatisfy(violation ->
                        assertThat(violation.witness().graph().variables()).hasSizeLessThanOrEqualTo(3));
        String message = Objects.requireNonNull(violations
                        .get("onGraphsWithoutCyclesTheAnswerIsThatOfTheReference")
                        .getMessage())
                .strip();
        String expected = Story.expected(getClass()).strip();
        assertThat(rounded(message)).isEqualToNormalizingNewlines(rounded(expected));
        for (Path page : PAGES) {
            assertThat(Files.readString(page)).contains(expected);
        }
    }

    /** The last digits may differ between machines. */
    private static String rounded(String text) {
        return Pattern.compile("\\d+\\.\\d{12,}(E-?\\d+)?")
                .matcher(text)
                .replaceAll(number -> new BigDecimal(number.group())
                        .round(new MathContext(12))
                        .toString());
    }
}
