package org.deciban.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deciban.compiler.Mode;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagationResult;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.factorgraph.inference.ExactPosterior;

/** The answer of {@code deciban infer}, as text and as JSON. */
record InferReport(
        String model,
        Method method,
        EvidenceEcho evidence,
        Reference reference,
        Answer answer,
        List<Variable> queried) {
    private static final int STATES_PER_LINE = 3;

    void printJson(PrintStream out) {
        Optional<ExactPosterior> exact = reference.find();
        Json.print(out, json -> {
            json.text("model", model);
            json.text("method", Words.of(method));
            json.text("mode", Words.of(answer.mode()));
            json.object("evidence", () -> evidence.write(json));
            json.number(
                    "logEvidence",
                    exact.isPresent() ? OptionalDouble.of(exact.get().logEvidence()) : OptionalDouble.empty());
            json.object("posteriors", () -> {
                for (Variable variable : queried) {
                    json.object(variable.name(), () -> write(json, variable, answer.marginals()));
                }
            });
            writeHow(json);
        });
    }

    private static void write(Json json, Variable variable, Marginals marginals) throws IOException {
        for (int s = 0; s < variable.cardinality(); s++) {
            json.number(variable.states().get(s), marginals.probability(variable, s));
        }
    }

    private void writeHow(Json json) throws IOException {
        if (answer.rounds().isPresent()) {
            json.count("rounds", answer.rounds());
        }
        BeliefPropagationResult propagation = answer.propagation();
        if (propagation != null) {
            json.flag("converged", propagation.converged());
            json.number("residual", propagation.residual());
        } else if (answer.mode() == Mode.LOOPY) {
            json.number("lastChange", answer.lastChange());
        }
    }

    void printText(PrintStream out) {
        Table head = new Table();
        head.row("model", model);
        head.row("evidence", evidence.text());
        head.row("ln P(evidence)", logEvidence());
        head.row("answer", answer.description());
        head.print(out);
        out.println();
        Table body = new Table();
        for (Variable variable : queried) {
            addRows(body, variable);
        }
        body.print(out);
    }

    private String logEvidence() {
        try {
            return Numbers.logarithm(reference.get().logEvidence());
        } catch (BudgetExceededException e) {
            return "unknown: " + e.getMessage();
        }
    }

    private void addRows(Table table, Variable variable) {
        List<String> row = new ArrayList<>(List.of(variable.name()));
        for (int s = 0; s < variable.cardinality(); s++) {
            if (row.size() > 2 * STATES_PER_LINE) {
                table.row(row);
                row = new ArrayList<>(List.of(""));
            }
            row.add(variable.states().get(s));
            row.add(Numbers.probability(answer.marginals().probability(variable, s)));
        }
        table.row(row);
    }
}
