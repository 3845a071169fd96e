package org.deciban.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.OptionalDouble;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.ExactPosterior;

/** The answer of {@code deciban infer --task map}, as text and as JSON. */
record MapReport(
        String model,
        Method method,
        FactorGraph graph,
        EvidenceEcho evidence,
        Reference reference,
        MapAnswer answer,
        List<Variable> queried) {

    void printJson(PrintStream out) {
        Json.print(out, json -> {
            json.text("model", model);
            json.text("method", Words.of(method));
            json.text("mode", Words.of(answer.mode()));
            json.text("task", "map");
            json.object("evidence", () -> evidence.write(json));
            json.number(
                    "logEvidence",
                    reference
                            .find()
                            .map(ExactPosterior::logEvidence)
                            .map(OptionalDouble::of)
                            .orElse(OptionalDouble.empty()));
            json.object("states", () -> {
                for (Variable variable : queried) {
                    json.text(variable.name(), state(variable));
                }
            });
            json.array("ties", () -> {
                for (Variable tied : answer.ties()) {
                    json.text(tied.name());
                }
            });
        });
    }

    void printText(PrintStream out) {
        Table head = new Table();
        head.row("model", model);
        head.row("evidence", evidence.text());
        head.row("answer", answer.description());
        if (!answer.ties().isEmpty()) {
            head.row(
                    "ties",
                    String.join(", ", answer.ties().stream().map(Variable::name).toList()));
        }
        head.print(out);
        out.println();
        Table body = new Table();
        for (Variable variable : queried) {
            body.row(variable.name(), state(variable));
        }
        body.print(out);
    }

    private String state(Variable variable) {
        return variable.states().get(answer.states().get(graph.indexOf(variable)));
    }
}
