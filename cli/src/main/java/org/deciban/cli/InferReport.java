package org.deciban.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deciban.compiler.Mode;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagationResult;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.factorgraph.inference.ExactPosterior;

/** The answer of {@code deciban infer}, as text and as JSON. */
record InferReport(
        String model, Method method, EvidenceEcho evidence, Reference reference, Answer answer, List<Target> queried) {
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
                for (Target target : queried) {
                    json.object(target.name(), () -> write(json, target, answer.marginals()));
                }
            });
            writeHow(json);
        });
    }

    private static void write(Json json, Target target, Marginals marginals) throws IOException {
        List<Double> probabilities = target.probabilities(marginals);
        for (int s = 0; s < probabilities.size(); s++) {
            json.number(target.states().get(s), probabilities.get(s));
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
        head.row(reference.isOfProbabilities() ? "ln P(evidence)" : "ln Z", logEvidence());
        head.row("answer", answer.description());
        head.print(out);
        out.println();
        Table body = new Table();
        for (Target target : queried) {
            addRows(body, target);
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

    private void addRows(Table table, Target target) {
        List<Double> probabilities = target.probabilities(answer.marginals());
        List<String> row = new ArrayList<>(List.of(target.name()));
        for (int s = 0; s < probabilities.size(); s++) {
            if (row.size() > 2 * STATES_PER_LINE) {
                table.row(row);
                row = new ArrayList<>(List.of(""));
            }
            row.add(target.states().get(s));
            row.add(Numbers.probability(probabilities.get(s)));
        }
        table.row(row);
    }
}
