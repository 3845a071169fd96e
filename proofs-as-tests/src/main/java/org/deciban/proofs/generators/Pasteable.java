package org.deciban.proofs.generators;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.io.Uai;

/**
 * A case as text: a UAI file, which holds any factor graph, and the evidence as {@code --evidence} takes it, hard and soft.
 *
 * <p>UAI has no names: variable 3 is {@code x3}, its states are {@code 0, 1, …}. The evidence uses those, and a comment of the
 * file says which name each stands for, where that is another. Every number is written so that the same double is read back.
 *
 * @param model the UAI file
 * @param evidence what to give to {@code --evidence}; empty if there is none
 * @param rounds the rounds of belief propagation of the case
 */
public record Pasteable(String model, String evidence, int rounds) {

    /** A case as text. */
    public static Pasteable of(Case given) {
        return of(given.graph(), given.evidence(), given.rounds());
    }

    /** A graph with evidence about it, and a number of rounds, as text. */
    public static Pasteable of(FactorGraph graph, Evidence evidence, int rounds) {
        StringWriter model = new StringWriter();
        List<Variable> variables = graph.variables();
        for (int v = 0; v < variables.size(); v++) {
            model.write(comment(v, variables.get(v)));
        }
        try {
            Uai.writeMarkov(graph, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String observations = evidence.variables().stream()
                .map(v -> observation(graph.indexOf(v), v, evidence))
                .collect(Collectors.joining(","));
        return new Pasteable(model.toString(), observations, rounds);
    }

    private static String comment(int index, Variable variable) {
        List<String> numbered = IntStream.range(0, variable.cardinality())
                .mapToObj(Integer::toString)
                .toList();
        boolean named = !variable.name().equals("x" + index);
        boolean states = !variable.states().equals(numbered);
        return named || states
                ? "# x" + index + ":" + (named ? " " + oneLine(variable.name()) : "")
                        + (states ? " " + oneLine(variable.states().toString()) : "") + "\n"
                : "";
    }

    /** A comment ends where its line does. */
    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    private static String observation(int index, Variable variable, Evidence evidence) {
        OptionalInt observed = evidence.findObservedState(variable);
        return observed.isPresent()
                ? "x" + index + "=" + observed.getAsInt()
                : "x" + index + "~"
                        + Arrays.stream(evidence.likelihood(variable))
                                .mapToObj(Double::toString)
                                .collect(Collectors.joining(":"));
    }

    /** The file, and in comments at its end the evidence and the rounds: it can be pasted as a whole. */
    @Override
    public String toString() {
        return model + "# --rounds " + rounds + (evidence.isEmpty() ? "" : " --evidence " + evidence) + "\n";
    }
}
