package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * Hard evidence in the layouts of the UAI competitions, {@code .evid}. Variables and states go by their indices in the
 * graph.
 *
 * <p>Two layouts are in use: the number {@code n} of observations and {@code n} pairs of variable and state (2014 and
 * 2022), or the same after a count of evidence sets (2010 and 2011), which must be 1 here. A file of the first has an
 * odd number of integers and one of the second an even number, so their length tells them apart, whatever the line
 * ends. A single {@code 0} is no evidence in both.
 *
 * <p>Observations beyond the stated number are an error and not passed over: three published files say 0 and list one.
 * A {@code #} starts a comment.
 */
public final class UaiEvidence {
    private static final String COUNT = "the number of observations, at most one for each variable";

    private UaiEvidence() {}

    /**
     * Reads a file, which may be packed with gzip.
     *
     * @throws FormatException if the file is not UAI evidence about the graph's variables
     */
    public static Evidence read(Path path, FactorGraph graph) {
        return TextSource.read(path, text -> parse(text, graph));
    }

    /**
     * Reads characters; the reader stays open.
     *
     * @param name what messages call the text
     * @throws FormatException if the text is not UAI evidence about the graph's variables
     */
    public static Evidence read(Reader reader, String name, FactorGraph graph) {
        return TextSource.read(reader, name, text -> parse(text, graph));
    }

    private static Evidence parse(TextCursor text, FactorGraph graph) {
        UaiNumbers numbers = UaiNumbers.evidence(text);
        boolean counted = numbers.size() % 2 == 0 && numbers.text(0, COUNT).equals("1");
        int start = counted ? 1 : 0;
        int observations = numbers.integer(start, COUNT, graph.variables().size());
        int end = start + 1 + 2 * observations;
        if (end > numbers.size()) {
            throw numbers.fail(numbers.size(), "a variable and a state for each of " + observations + " observations");
        }
        if (end < numbers.size()) {
            throw numbers.fail(end, "the end of the file after " + observations + " observations");
        }
        return observations(text.name(), numbers, start + 1, graph);
    }

    private static Evidence observations(String file, UaiNumbers numbers, int start, FactorGraph graph) {
        Evidence.Builder evidence = graph.evidence();
        Set<Variable> observed = new HashSet<>();
        int last = graph.variables().size() - 1;
        for (int i = start; i < numbers.size(); i += 2) {
            Variable variable =
                    graph.variables().get(numbers.integer(i, "the index of a variable, 0 to " + last, last));
            if (!observed.add(variable)) {
                throw FormatProblems.one(
                        file, numbers.position(i), "every variable once", variable + " a second time", "", null);
            }
            int most = variable.cardinality() - 1;
            evidence.observe(
                    variable, numbers.integer(i + 1, "the index of a state of " + variable + ", 0 to " + most, most));
        }
        return evidence.build();
    }

    /**
     * Writes a file in the layout without a count of sets, packed if its name ends in {@code .gz}.
     *
     * @throws IllegalArgumentException if the evidence is not hard, or not about the graph's variables
     */
    public static void write(Evidence evidence, FactorGraph graph, Path path) throws IOException {
        String line = line(evidence, graph);
        TextSink.write(path, out -> out.write(line));
    }

    /**
     * Writes the layout without a count of sets; the writer stays open.
     *
     * @throws IllegalArgumentException if the evidence is not hard, or not about the graph's variables
     */
    public static void write(Evidence evidence, FactorGraph graph, Writer out) throws IOException {
        out.write(line(evidence, graph));
    }

    private static String line(Evidence evidence, FactorGraph graph) {
        evidence.requireFits(graph);
        StringBuilder line = new StringBuilder().append(evidence.variables().size());
        for (Variable variable : evidence.variables()) {
            int state = evidence.findObservedState(variable)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the evidence about " + variable + " is soft; an .evid file holds observed states only"));
            line.append(' ').append(graph.indexOf(variable)).append(' ').append(state);
        }
        return line.append('\n').toString();
    }
}
