package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.compiler.decompile.Decompilation.Recovered;
import org.deciban.compiler.decompile.Decompiler;
import org.deciban.compiler.decompile.ImplicitFactorGraph;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.io.JsonValue;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;
import org.deciban.transformer.io.TransformerFile;
import org.deciban.transformer.io.TransformerFormatException;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportedModelTest {
    private static final FactorGraph RAIN = FactorGraph.builder()
            .variable("rain", "no", "yes")
            .variable("grass", "dry", "wet")
            .variable("shoes", "clean", "dusty", "muddy")
            .conditional("rain", List.of(), 0.8, 0.2)
            .conditional("grass", List.of("rain"), 0.9, 0.1, 0.2, 0.8)
            .conditional("shoes", List.of("grass"), 0.5, 0.45, 0.05, 0.3, 0, 0.7)
            .build();

    /** The same variables in another order, with their states in another order, and no factor at all. */
    private static final FactorGraph NAMES = FactorGraph.builder()
            .variable("shoes", "muddy", "clean", "dusty")
            .variable("rain", "yes", "no")
            .variable("grass", "wet", "dry")
            .build();

    private static final FactorGraph TRIANGLE = FactorGraph.builder()
            .variable("a", "no", "yes")
            .variable("b", "no", "yes")
            .variable("c", "no", "yes")
            .factor(List.of("a"), 1, 2)
            .factor(List.of("a", "b"), 3, 1, 1, 3)
            .factor(List.of("b", "c"), 3, 1, 1, 3)
            .factor(List.of("c", "a"), 3, 1, 1, 3)
            .build();

    private static final CompilerOptions LOG_ODDS = CompilerOptions.auto().withConstruction(Construction.LOG_ODDS);

    private static ImportedModel imported(CompiledModel model) {
        return ImportedModel.of("m", model.toFile(), model.graph());
    }

    @Test
    void aFileAnswersWithoutTheTablesOfItsGraph(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("rain.safetensors");
        BpCompiler.compile(RAIN, CompilerOptions.exact()).toFile().write(path);
        ImportedModel model = ImportedModel.read(path, NAMES);

        Marginals posterior =
                model.infer(NAMES.evidence().likelihood("shoes", 0.5, 0, 0.25).build());
        // By hand: dry has .5·.05 + .25·.45 = .1375 and wet .5·.7 = .35 of the shoes; rain .2·(.2·.1375 + .8·.35) =
        // .0615,
        // no rain .8·(.9·.1375 + .1·.35) = .127.
        assertThat(posterior.variables()).isEqualTo(NAMES.variables());
        assertThat(posterior.probability("rain", "yes")).isCloseTo(0.0615 / 0.1885, within(1e-15));
        assertThat(posterior.probability("shoes", "clean")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"ROWS,MARGINALS,0", "ROWS,MARGINALS,0.25", "LOG_ODDS,MARGINALS,0", "LOG_ODDS,MAP,0.25", "LOG_ODDS,MAP,0"
    })
    void aLoopyModelGivesTheSameBeliefsToTheLastBitAfterExportAndImport(
            Construction construction, Task task, double damping) {
        CompiledModel model = BpCompiler.compile(
                TRIANGLE,
                CompilerOptions.loopy(7)
                        .withConstruction(construction)
                        .withTask(task)
                        .withDamping(damping)
                        .withConstants(TRIANGLE.evidence().observe("c", "yes").build()));
        ImportedModel again = imported(model);
        assertThat(again.task()).isEqualTo(task);
        assertThat(again.damping()).isEqualTo(damping);
        assertThat(again.rounds()).isEqualTo(7);
        assertThat(again.bounds()).isEqualTo(model.bounds());
        Evidence evidence = TRIANGLE.evidence().likelihood("a", 0.3, 0.8).build();
        List<Marginals> expected = model.beliefsAfterEachRound(evidence);
        List<Marginals> actual = again.beliefsAfterEachRound(evidence);
        assertThat(actual).hasSize(8);
        for (int round = 0; round < 8; round++) {
            for (var variable : TRIANGLE.variables()) {
                assertThat(actual.get(round).distribution(variable))
                        .isEqualTo(expected.get(round).distribution(variable));
            }
        }
        assertThatThrownBy(
                        () -> again.infer(TRIANGLE.evidence().observe("c", "no").build()))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("c is compiled in as yes");
    }

    @Test
    void mostProbableStatesSettleTiesAfterImportToo() {
        FactorGraph tie = FactorGraph.builder()
                .variable("x", "n", "y")
                .variable("z", "n", "y")
                .factor(List.of("x", "z"), 0, 1, 1, 0)
                .build();
        ImportedModel model = imported(BpCompiler.compile(tie, LOG_ODDS.withTask(Task.MAP)));
        MostProbableStates states = model.mostProbableStates(Evidence.none());
        assertThat(states.states()).isIn(List.of(0, 1), List.of(1, 0));
        assertThat(states.ties()).hasSize(2);
        assertThat(states.state(tie.variables().get(1)))
                .isEqualTo(states.states().get(1));
        assertThatThrownBy(() -> states.state(RAIN.variables().get(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no most probable state of rain");
    }

    @Test
    void evidenceThatTheWeightsFindImpossibleIsAnError() {
        for (CompilerOptions options : List.of(CompilerOptions.exact(), LOG_ODDS)) {
            FactorGraph equal = FactorGraph.builder()
                    .variable("x", "n", "y")
                    .variable("z", "n", "y")
                    .factor(List.of("x", "z"), 1, 0, 0, 1)
                    .build();
            ImportedModel model = imported(BpCompiler.compile(equal, options));
            Evidence evidence =
                    equal.evidence().observe("x", "n").observe("z", "y").build();
            assertThatThrownBy(() -> model.infer(evidence)).isInstanceOf(ImpossibleEvidenceException.class);
        }
    }

    /** The file has rain's two rows first, then grass's two and shoes' three: clean, dusty, muddy. */
    @Test
    void theRowsOfTheLogitsFollowTheNamesOfTheGraph() {
        CompiledModel compiled = BpCompiler.compile(RAIN, CompilerOptions.exact());
        ImportedModel model = ImportedModel.of("m", compiled.toFile(), NAMES);
        assertThat(model.file()).isEqualTo("m");
        assertThat(model.logitRows(NAMES.variables().get(0))).containsExactly(6, 4, 5);
        assertThat(model.logitRows(NAMES.variables().get(1))).containsExactly(1, 0);
        assertThat(compiled.logitRows(RAIN.variables().get(2))).containsExactly(4, 5, 6);
    }

    @Test
    void everyVariableAndStateThatDoesNotFitIsNamed() {
        TransformerFile file = BpCompiler.compile(RAIN, CompilerOptions.exact()).toFile();
        FactorGraph other = FactorGraph.builder()
                .variable("rain", "no", "yes")
                .variable("grass", "dry", "soaked")
                .variable("snow", "no", "yes")
                .build();
        assertThatThrownBy(() -> ImportedModel.of("m", file, other))
                .isInstanceOfSatisfying(
                        ModelMismatchException.class,
                        e -> assertThat(e.problems()).hasSize(3))
                .hasMessage("the transformer m and the graph do not fit:\n"
                        + "variable grass has the states [dry, soaked] in the graph, [dry, wet] in the transformer\n"
                        + "the graph has no variable shoes, which the transformer has\n"
                        + "the transformer has no variable snow, which the graph has\n"
                        + "Maybe the transformer was made from another graph?");
    }

    @Test
    void theTraceOfAnImportedModelIsThatOfTheCompiledOne() {
        CompiledModel model = BpCompiler.compile(RAIN, CompilerOptions.exact());
        Evidence evidence = RAIN.evidence().observe("shoes", "muddy").build();
        ForwardTrace expected = model.trace(evidence, point -> true);
        ForwardTrace actual = imported(model).trace(evidence, point -> point.site() == Site.PATTERN);
        HookPoint last = expected.points().stream()
                .filter(point -> point.site() == Site.PATTERN)
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(actual.points())
                .allMatch(point -> point.site() == Site.PATTERN)
                .contains(last);
        assertThat(actual.get(last)).isEqualTo(expected.get(last));
        assertThat(imported(model).trace(evidence).points())
                .isNotEmpty()
                .allMatch(point -> point.site().isResidual());
    }

    @Test
    void anImportedModelIsDecompiledToTheGraph() {
        ImportedModel model = ImportedModel.of(
                "m", BpCompiler.compile(RAIN, CompilerOptions.exact()).toFile(), NAMES);
        Matrix tokens = model.program()
                .embed(model.inputs(NAMES.evidence().observe("rain", "yes").build()));
        Recovered recovered = (Recovered) Decompiler.decompile(model.program().transformer(), tokens);
        assertThat(recovered.rounds()).isEqualTo(model.rounds());
        assertThat(recovered.graph().factors()).hasSize(3);
        // Tables are known up to a factor each: their largest entry is 1.
        double[][] tables = {{1, 0.25}, {1, 0.1 / 0.9, 0.2 / 0.9, 0.8 / 0.9}, {5 / 7., 4.5 / 7, 0.5 / 7, 3 / 7., 0, 1}};
        for (int f = 0; f < 3; f++) {
            assertThat(recovered.graph().factors().get(f).table()).containsExactly(tables[f], within(1e-15));
        }
        assertThat(recovered
                        .evidence()
                        .findObservedState(recovered.graph().variables().get(0)))
                .hasValue(1);
        assertThat(ImplicitFactorGraph.of(model.program().transformer(), tokens).rounds())
                .hasSize(2 * model.rounds() + 1);
    }

    @Test
    void compiledModelsAreWrittenAgainByteForByte(@TempDir Path folder) throws IOException {
        CompilerOptions loopy = CompilerOptions.loopy(3);
        List<CompiledModel> models = List.of(
                BpCompiler.compile(RAIN, CompilerOptions.exact()),
                BpCompiler.compile(TRIANGLE, CompilerOptions.exact()),
                BpCompiler.compile(TRIANGLE, loopy.withConstruction(Construction.LOG_ODDS)),
                BpCompiler.compile(TRIANGLE, loopy.withDamping(0.5)));
        for (CompiledModel model : models) {
            Path first = folder.resolve("first.safetensors");
            Path second = folder.resolve("second.safetensors");
            model.toFile().write(first);
            TransformerFile read = TransformerFile.read(first);
            assertThat(read.program()).isEqualTo(model.program());
            read.write(second);
            assertThat(Files.readAllBytes(second)).isEqualTo(Files.readAllBytes(first));
        }
    }

    private static JsonObject with(JsonObject object, String key, JsonValue value) {
        Map<String, JsonValue> fields = new LinkedHashMap<>(object.fields());
        fields.put(key, value);
        return new JsonObject(fields);
    }

    private static void assertRefused(CompiledModel model, String key, JsonValue value, String message) {
        TransformerFile file = model.toFile();
        TransformerFile edited = TransformerFile.of(file.program(), with(file.provenance(), key, value));
        assertThatThrownBy(() -> ImportedModel.of("m", edited, model.graph()))
                .as("%s = %s", key, value)
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageStartingWith("m: config, provenance")
                .hasMessageContaining(message);
    }

    @Test
    void aProvenanceThatDoesNotFitTheWeightsIsRefused() {
        CompiledModel model = BpCompiler.compile(RAIN, CompilerOptions.exact());
        assertRefused(model, "construction", new JsonText("PUBLISHED"), "expected one of [ROWS, LOG_ODDS, SCAN]");
        assertRefused(model, "construction", new JsonText("LOG_ODDS"), "expected one for more than two states");
        assertRefused(model, "task", new JsonText("MAP"), "expected MARGINALS");
        assertRefused(model, "mode", JsonNumber.of(1), "provenance.mode: expected a string, found 1");
        assertRefused(
                model, "rounds", JsonNumber.of(1), "provenance.rounds: expected " + model.rounds() + ", one less than");
        assertRefused(model, "damping", JsonNumber.of(1), "expected a number in [0, 1), found 1");
        assertRefused(model, "bounds", JsonObject.empty(), "provenance.bounds: expected the key slots");
        assertRefused(
                model,
                "bounds",
                with((JsonObject) model.toFile().provenance().fields().get("bounds"), "cell_bits", JsonNumber.of(31)),
                "addresses have at most 30 bits");
        JsonList variables = (JsonList) model.toFile().provenance().fields().get("variables");
        JsonObject rain = (JsonObject) variables.entries().get(0);
        JsonValue grass = variables.entries().get(1);
        JsonValue shoes = variables.entries().get(2);
        assertRefused(
                model, "variables", new JsonList(List.of(rain, rain, shoes)), "variables[1].name: expected another");
        assertRefused(model, "variables", new JsonList(List.of(grass, rain, shoes)), "variables[0].token: expected 1");
        assertRefused(
                model,
                "variables",
                new JsonList(List.of(with(rain, "states", new JsonList(List.of(new JsonText("no")))), grass, shoes)),
                "variables[0].states: expected 2");
        assertRefused(
                model,
                "constants",
                new JsonList(
                        List.of(new JsonObject(Map.of("variable", new JsonText("x"), "state", new JsonText("y"))))),
                "constants[0]: expected a variable of the model");
        TransformerFile bare = TransformerFile.of(model.program(), JsonObject.empty());
        assertThatThrownBy(() -> ImportedModel.of("m", bare, RAIN))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageEndingWith("Maybe the file was not written from a compiled model?");
    }
}
