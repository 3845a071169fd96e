package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.io.JsonValue;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;
import org.deciban.transformer.io.TransformerFile;
import org.deciban.transformer.io.TransformerFormatException;
import org.junit.jupiter.api.Test;

/** A provenance beside a program that it does not describe. */
class ProvenanceReaderTest {
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("a", "no", "yes")
            .variable("b", "low", "middle", "high")
            .factor(List.of("a", "b"), 1, 2, 3, 4, 5, 6)
            .build();

    private static final CompiledModel MODEL = BpCompiler.compile(GRAPH, CompilerOptions.exact());
    private static final Program PROGRAM = MODEL.program();
    private static final JsonObject PROVENANCE = MODEL.toFile().provenance();

    private static Program withInputs(List<Input> inputs) {
        return new Program(PROGRAM.transformer(), PROGRAM.tokens(), inputs, PROGRAM.readOut());
    }

    private static void assertRefused(Program program, JsonObject provenance, String message) {
        assertThatThrownBy(() -> ImportedModel.of("m", TransformerFile.of(program, provenance), GRAPH))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining(message);
    }

    private static JsonObject with(JsonObject object, String key, JsonValue value) {
        Map<String, JsonValue> fields = new LinkedHashMap<>(object.fields());
        fields.put(key, value);
        return new JsonObject(fields);
    }

    @Test
    void moreVariablesThanAreReadAreRefused() {
        List<JsonValue> variables =
                new ArrayList<>(((JsonList) PROVENANCE.fields().get("variables")).entries());
        variables.add(with((JsonObject) variables.get(0), "name", new JsonText("c")));
        assertRefused(
                PROGRAM,
                with(PROVENANCE, "variables", new JsonList(variables)),
                "provenance.variables: expected 2 variables at most, which are read");
    }

    @Test
    void aTokenThatThereIsNotIsRefused() {
        List<JsonValue> variables =
                new ArrayList<>(((JsonList) PROVENANCE.fields().get("variables")).entries());
        int tokens = PROGRAM.tokens().rows();
        variables.set(0, with((JsonObject) variables.get(0), "token", JsonNumber.of(tokens)));
        assertRefused(
                PROGRAM,
                with(PROVENANCE, "variables", new JsonList(variables)),
                "variables[0].token: expected an integer from 0 to " + (tokens - 1));
    }

    /** Two for each state: the log-likelihood, and whether it is impossible. */
    @Test
    void moreOrFewerInputsThanTheConstructionTakesAreRefused() {
        List<Input> inputs = PROGRAM.inputs();
        assertRefused(
                withInputs(inputs.subList(0, 9)),
                PROVENANCE,
                "provenance.construction: expected one that takes no more inputs");
        List<Input> more = new ArrayList<>(inputs);
        more.add(new Input(new Cell(0, 0), 0, 1));
        assertRefused(withInputs(more), PROVENANCE, "provenance.construction: expected one that takes 11 inputs");
    }

    @Test
    void fewerCellsThanTheConstructionReadsAreRefused() {
        ReadOut all = PROGRAM.readOut();
        Matrix.Builder logits = Matrix.builder(5, 4);
        for (int row = 0; row < 5; row++) {
            logits.append(Math.min(row, 3), 1).endRow();
        }
        ReadOut fewer = new ReadOut(all.layers(), all.cells().subList(0, 4), logits.build(), all.states());
        assertRefused(
                new Program(PROGRAM.transformer(), PROGRAM.tokens(), PROGRAM.inputs(), fewer),
                PROVENANCE,
                "provenance.construction: expected one that reads no more than 4 cells");
    }

    /** Of a scan two for each state: the beliefs, and the filtered ones. */
    @Test
    void fewerCellsThanAScanReadsAreRefused() {
        CompiledModel scan = BpCompiler.compile(GRAPH, CompilerOptions.exact().withConstruction(Construction.SCAN));
        Program program = scan.program();
        ReadOut all = program.readOut();
        Matrix.Builder logits = Matrix.builder(10, 9);
        for (int row = 0; row < 10; row++) {
            logits.append(Math.min(row, 8), 1).endRow();
        }
        ReadOut fewer = new ReadOut(all.layers(), all.cells().subList(0, 9), logits.build(), all.states());
        assertRefused(
                new Program(program.transformer(), program.tokens(), program.inputs(), fewer),
                scan.toFile().provenance(),
                "provenance.construction: expected one that reads no more than 9 cells");
    }

    /** For each input: once it may not be as low as the evidence against its state can make it. */
    @Test
    void inputsThatEvidenceWouldLeaveAreRefused() {
        List<Input> inputs = PROGRAM.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            List<Input> narrower = new ArrayList<>(inputs);
            narrower.set(i, new Input(input.cell(), input.least() / 2, input.most()));
            assertRefused(
                    withInputs(narrower),
                    PROVENANCE,
                    "tensor inputs.bounds: expected bounds that evidence keeps within");
        }
    }
}
