package org.deciban.proofs.certificates;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.InvalidEvidenceException;
import org.deciban.factorgraph.InvalidGraphException;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.io.JsonAt;
import org.deciban.transformer.io.JsonValue;
import org.deciban.transformer.io.JsonValue.JsonBoolean;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;

/** Factor graphs and evidence as JSON, every number as the double that it is. */
final class GraphJson {
    private GraphJson() {}

    static JsonObject of(FactorGraph graph) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("variables", list(graph.variables(), GraphJson::variable));
        fields.put("factors", list(graph.factors(), GraphJson::factor));
        return new JsonObject(fields);
    }

    private static JsonValue variable(Variable variable) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonText(variable.name()));
        fields.put("states", list(variable.states(), JsonText::new));
        return new JsonObject(fields);
    }

    private static JsonValue factor(Factor factor) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonText(factor.name()));
        fields.put("conditional", new JsonBoolean(factor.findChild().isPresent()));
        fields.put("scope", list(factor.scope(), variable -> new JsonText(variable.name())));
        fields.put("table", numbers(factor.table()));
        return new JsonObject(fields);
    }

    static JsonList of(Evidence evidence) {
        return list(List.copyOf(evidence.variables()), variable -> {
            Map<String, JsonValue> fields = new LinkedHashMap<>();
            fields.put("variable", new JsonText(variable.name()));
            fields.put("likelihood", numbers(evidence.likelihood(variable)));
            return new JsonObject(fields);
        });
    }

    private static JsonList numbers(double[] values) {
        return list(java.util.Arrays.stream(values).boxed().toList(), JsonNumber::of);
    }

    static <T> JsonList list(List<T> values, java.util.function.Function<T, JsonValue> each) {
        return new JsonList(values.stream().map(each).toList());
    }

    static FactorGraph graph(JsonAt json) {
        json.requireOnly(List.of("variables", "factors"));
        try {
            FactorGraph.Builder builder = FactorGraph.builder();
            Map<String, Variable> byName = new LinkedHashMap<>();
            for (JsonAt at : json.get("variables").list()) {
                at.requireOnly(List.of("name", "states"));
                List<String> states =
                        at.get("states").list().stream().map(JsonAt::text).toList();
                Variable variable = new Variable(at.get("name").text(), states);
                byName.put(variable.name(), variable);
                builder.variable(variable);
            }
            json.get("factors").list().forEach(at -> builder.factor(factor(at, byName)));
            return builder.build();
        } catch (InvalidGraphException e) {
            throw json.fault("a factor graph", e.getMessage(), "");
        }
    }

    private static Factor factor(JsonAt json, Map<String, Variable> byName) {
        json.requireOnly(List.of("name", "conditional", "scope", "table"));
        List<Variable> scope = new ArrayList<>();
        for (JsonAt at : json.get("scope").list()) {
            Variable variable = byName.get(at.text());
            if (variable == null) {
                throw at.fault("the name of a variable", at.text(), "");
            }
            scope.add(variable);
        }
        double[] table = numbers(json.get("table"));
        String name = json.get("name").text();
        if (!(json.get("conditional").value() instanceof JsonBoolean conditional)) {
            throw json.fault(
                    "true or false at conditional",
                    json.get("conditional").value().kind(),
                    "");
        }
        if (!conditional.value()) {
            return Factor.named(name, scope, table);
        }
        if (scope.isEmpty()) {
            throw json.fault("a child in the scope of a conditional factor", "an empty scope", "");
        }
        int last = scope.size() - 1;
        return Factor.conditional(scope.get(last), scope.subList(0, last), table);
    }

    static Evidence evidence(JsonAt json, FactorGraph graph) {
        Evidence.Builder builder = graph.evidence();
        for (JsonAt at : json.list()) {
            at.requireOnly(List.of("variable", "likelihood"));
            builder.likelihood(at.get("variable").text(), numbers(at.get("likelihood")));
        }
        try {
            return builder.build();
        } catch (InvalidEvidenceException e) {
            throw json.fault("evidence about the graph", e.getMessage(), "");
        }
    }

    private static double[] numbers(JsonAt json) {
        return json.list().stream().mapToDouble(JsonAt::real).toArray();
    }
}
