package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.transformer.io.JsonValue;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNull;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;
import org.deciban.transformer.io.TransformerFile;
import org.deciban.transformer.io.TransformerFormatException;
import org.junit.jupiter.api.Test;

/** Thousands of changed provenances: each is refused with a message, or is that of a model that runs. */
class DamagedProvenanceTest {
    private static final String[] WORDS = {"ROWS", "LOG_ODDS", "MAP", "EXACT", "LOOPY", "JUNCTION_TREE", "a", "no", ""};
    private static final String[] NUMERALS = {
        "-1", "0", "0.5", "1", "2", "31", "2147483647", "9223372036854775807", "1e999"
    };

    private final Random random = new Random(1);
    private int target;

    @Test
    void aChangedProvenanceIsRefusedOrRuns() {
        FactorGraph graph = FactorGraph.builder()
                .variable("a", "no", "yes")
                .variable("b", "no", "yes")
                .factor(List.of("a", "b"), 1, 2, 3, 4)
                .build();
        CompilerOptions constant = CompilerOptions.loopy(2)
                .withConstants(graph.evidence().observe("b", "yes").build());
        int ran = 0;
        for (Construction construction : Construction.values()) {
            CompilerOptions options = construction == Construction.SCAN
                    ? CompilerOptions.exact().withConstants(constant.constants())
                    : constant;
            TransformerFile file = BpCompiler.compile(graph, options.withConstruction(construction))
                    .toFile();
            for (int i = 0; i < 2000; i++) {
                target = random.nextInt(count(file.provenance()));
                JsonValue changed = changed(file.provenance());
                if (changed instanceof JsonObject object) {
                    ran += runs(TransformerFile.of(file.program(), object), graph) ? 1 : 0;
                }
            }
        }
        assertThat(ran).isBetween(100, 3000);
    }

    private static boolean runs(TransformerFile file, FactorGraph graph) {
        try {
            ImportedModel model = ImportedModel.of("m", file, graph);
            assertThat(model.infer(graph.evidence().likelihood("a", 0.2, 1).build())
                            .variables())
                    .isEqualTo(graph.variables());
            return true;
        } catch (TransformerFormatException e) {
            assertThat(e).hasMessageStartingWith("m: config, provenance").hasMessageContaining("expected ");
            return false;
        } catch (ModelMismatchException | ImpossibleEvidenceException e) {
            return false;
        } catch (RuntimeException e) {
            return fail(file.provenance().toString(), e);
        }
    }

    private static int count(JsonValue value) {
        int count = 1;
        if (value instanceof JsonObject object) {
            count += object.fields().values().stream()
                    .mapToInt(DamagedProvenanceTest::count)
                    .sum();
        } else if (value instanceof JsonList list) {
            count += list.entries().stream()
                    .mapToInt(DamagedProvenanceTest::count)
                    .sum();
        }
        return count;
    }

    /** The value with the target-th of its parts replaced, taken out or doubled. */
    private JsonValue changed(JsonValue value) {
        if (target-- == 0) {
            return other(value);
        }
        if (value instanceof JsonObject object) {
            Map<String, JsonValue> fields = new LinkedHashMap<>();
            object.fields().forEach((key, field) -> {
                if (target == 0 && random.nextInt(4) == 0) {
                    target--;
                } else {
                    fields.put(key, changed(field));
                }
            });
            return new JsonObject(fields);
        }
        if (value instanceof JsonList list) {
            List<JsonValue> entries = new ArrayList<>();
            for (JsonValue entry : list.entries()) {
                if (target == 0 && random.nextInt(3) == 0) {
                    target--;
                    if (random.nextBoolean()) {
                        entries.add(entry);
                        entries.add(entry);
                    }
                } else {
                    entries.add(changed(entry));
                }
            }
            return new JsonList(entries);
        }
        return value;
    }

    private JsonValue other(JsonValue old) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return new JsonNull();
        }
        if (kind == 1) {
            return new JsonList(List.of());
        }
        if (kind == 2) {
            return JsonObject.empty();
        }
        boolean text = old instanceof JsonText ? kind < 9 : kind == 9;
        return text
                ? new JsonText(WORDS[random.nextInt(WORDS.length)])
                : new JsonNumber(NUMERALS[random.nextInt(NUMERALS.length)]);
    }
}
