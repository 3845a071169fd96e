package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ServiceLoader;
import org.deciban.transformer.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineOptionTest {
    private static final String WET_GRASS = Run.network("wet-grass");

    /** By hand, as 7061 / 13406. */
    @ParameterizedTest
    @ValueSource(strings = {"folded", "dense", "onnx"})
    void everyEngineInfersTheWetGrass(String engine) {
        JsonNode answer = Run.of("infer", WET_GRASS, "--evidence", "grass=wet", "--engine", engine, "--json")
                .json();
        assertThat(answer.get("mode").asText()).isEqualTo("exact");
        assertThat(answer.at("/posteriors/rain/yes").asDouble()).isCloseTo(7061 / 13406.0, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"folded", "dense", "onnx"})
    void everyEngineIsVerified(String engine) {
        Run run = Run.of("verify", WET_GRASS, "--engine", engine, "--samples", "1", "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.json().get("verdict").asText()).isEqualTo("VERIFIED");
    }

    /** Built with the profile nd4j it is there. */
    @Test
    void anEngineThatIsNotBuiltInIsRefusedWithTheWayToHaveIt() {
        boolean builtIn = ServiceLoader.load(Engine.class).findFirst().isPresent();
        Run run = Run.of("infer", WET_GRASS, "--engine", "nd4j");
        assertThat(run.exit()).isEqualTo(builtIn ? ExitCode.GOOD : ExitCode.BAD_INPUT);
        if (!builtIn) {
            assertThat(run.err()).contains("not in this build", "-Pnd4j");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"junction-tree", "enumeration", "bp"})
    void methodsWithoutATransformerHaveNoEngine(String method) {
        Run run = Run.of("infer", WET_GRASS, "--method", method, "--engine", "folded");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("--method " + method, "--engine");
    }

    @Test
    void mostProbableStatesAreFoundOnEveryEngineButTheOnesThatAreNotThere() {
        for (String engine : new String[] {"folded", "dense", "onnx"}) {
            Run run = Run.of(
                    "infer",
                    Run.network("dating"),
                    "--evidence",
                    "date=true",
                    "--task",
                    "map",
                    "--engine",
                    engine,
                    "--json");
            assertThat(run.json().at("/states/exciting").asText()).as(engine).isEqualTo("true");
            assertThat(run.json().at("/states/lonely").asText()).as(engine).isEqualTo("false");
        }
    }
}
