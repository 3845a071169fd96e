package org.deciban.compiler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.io.JsonValue;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;

/**
 * What a file says of the model that it was written from; {@code docs/formats.md} lists the keys.
 *
 * @param construction the code in which evidence is put in and beliefs are read
 * @param variables the variables of the graph, in the order of the read-out's distributions; those that a pass appended follow
 *     them there and have no name
 * @param tokens the token of each variable
 * @param constants what was compiled in, a state for each of some variables
 * @param tokenKinds runs of tokens of one kind, in order; for readers, not used here
 */
record FileProvenance(
        Construction construction,
        Task task,
        Mode mode,
        int rounds,
        double damping,
        PropagationGraph propagatesOn,
        ModelBounds bounds,
        List<Variable> variables,
        List<Integer> tokens,
        List<Observed> constants,
        List<Run> tokenKinds) {

    /** A variable and its state, by name. */
    record Observed(String variable, String state) {}

    /** A number of tokens of one kind. */
    record Run(TokenOrigin.Kind kind, int count) {}

    static FileProvenance of(CompiledModel model) {
        CompilerOptions options = model.intermediate().options();
        List<Variable> variables = model.graph().variables();
        List<Integer> tokens = new ArrayList<>();
        List<Run> kinds = new ArrayList<>();
        for (int token = 0; token < model.tokens().rows(); token++) {
            TokenOrigin origin = model.origin(token);
            if (origin.kind() == TokenOrigin.Kind.VARIABLE && tokens.size() < variables.size()) {
                tokens.add(token);
            }
            int last = kinds.size() - 1;
            if (last >= 0 && kinds.get(last).kind == origin.kind()) {
                kinds.set(last, new Run(origin.kind(), kinds.get(last).count + 1));
            } else {
                kinds.add(new Run(origin.kind(), 1));
            }
        }
        return new FileProvenance(
                options.construction(),
                model.task(),
                model.mode(),
                model.rounds(),
                model.damping(),
                model.propagatesOn(),
                model.bounds(),
                variables,
                tokens,
                observed(options.constants()),
                kinds);
    }

    private static List<Observed> observed(Evidence constants) {
        List<Observed> observed = new ArrayList<>();
        for (Variable variable : constants.variables()) {
            OptionalInt state = constants.findObservedState(variable);
            observed.add(new Observed(variable.name(), variable.states().get(state.orElseThrow())));
        }
        return observed;
    }

    JsonObject toJson() {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("written_by", new JsonText("deciban"));
        json.put("construction", new JsonText(construction.name()));
        json.put("task", new JsonText(task.name()));
        json.put("mode", new JsonText(mode.name()));
        json.put("rounds", JsonNumber.of(rounds));
        json.put("damping", JsonNumber.of(damping));
        json.put("propagates_on", new JsonText(propagatesOn.name()));
        json.put("bounds", boundsToJson());
        List<JsonValue> named = new ArrayList<>();
        for (int v = 0; v < variables.size(); v++) {
            Map<String, JsonValue> fields = new LinkedHashMap<>();
            fields.put("name", new JsonText(variables.get(v).name()));
            fields.put(
                    "states",
                    new JsonList(variables.get(v).states().stream()
                            .<JsonValue>map(JsonText::new)
                            .toList()));
            fields.put("token", JsonNumber.of(tokens.get(v)));
            named.add(new JsonObject(fields));
        }
        json.put("variables", new JsonList(named));
        json.put(
                "constants",
                new JsonList(constants.stream()
                        .<JsonValue>map(constant -> pair(
                                "variable", new JsonText(constant.variable), "state", new JsonText(constant.state)))
                        .toList()));
        json.put(
                "token_kinds",
                new JsonList(tokenKinds.stream()
                        .<JsonValue>map(
                                run -> pair("kind", new JsonText(run.kind.name()), "count", JsonNumber.of(run.count)))
                        .toList()));
        return new JsonObject(json);
    }

    private JsonObject boundsToJson() {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("slots", JsonNumber.of(bounds.slots()));
        json.put("states", JsonNumber.of(bounds.states()));
        json.put("variable_bits", JsonNumber.of(bounds.variableBits()));
        json.put("cell_bits", JsonNumber.of(bounds.cellBits()));
        json.put("max_degree", JsonNumber.of(bounds.maxDegree()));
        return new JsonObject(json);
    }

    private static JsonObject pair(String first, JsonValue firstValue, String second, JsonValue secondValue) {
        Map<String, JsonValue> pair = new LinkedHashMap<>();
        pair.put(first, firstValue);
        pair.put(second, secondValue);
        return new JsonObject(pair);
    }
}
