package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** Writes libDAI factor graphs. */
final class LibDaiWriter {
    private final Writer out;

    LibDaiWriter(Writer out) {
        this.out = out;
    }

    /** Every reason why a graph cannot be written. */
    static List<String> obstacles(FactorGraph graph) {
        List<String> obstacles = new ArrayList<>();
        for (int v = 0; v < graph.variables().size(); v++) {
            if (graph.degree(v) == 0) {
                obstacles.add(
                        "variable " + graph.variables().get(v) + " has no factor. Maybe give it a factor of ones");
            }
        }
        return obstacles;
    }

    void write(FactorGraph graph) throws IOException {
        int[] labels = labels(graph.variables());
        List<Factor> factors = graph.factors();
        out.write(factors.size() + "\n");
        for (int f = 0; f < factors.size(); f++) {
            List<Variable> scope = factors.get(f).scope();
            out.write("\n" + scope.size() + "\n");
            out.write(line(IntStream.of(graph.scope(f)).map(v -> labels[v])));
            out.write(line(scope.stream().mapToInt(Variable::cardinality)));
            writeTable(factors.get(f));
        }
    }

    /**
     * The numbers in the names {@code x3}, {@code x7}, … if they ascend, so that a file that was read keeps its labels.
     */
    private static int[] labels(List<Variable> variables) {
        int[] labels = new int[variables.size()];
        for (int v = 0; v < labels.length; v++) {
            labels[v] = label(variables.get(v).name());
            if (labels[v] < 0 || (v > 0 && labels[v] <= labels[v - 1])) {
                return IntStream.range(0, labels.length).toArray();
            }
        }
        return labels;
    }

    private static int label(String name) {
        try {
            int label = Integer.parseInt(name.substring(1));
            return name.equals("x" + label) ? label : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String line(IntStream numbers) {
        return numbers.mapToObj(Integer::toString).collect(Collectors.joining(" ", "", "\n"));
    }

    private void writeTable(Factor factor) throws IOException {
        int count = 0;
        for (int i = 0; i < factor.size(); i++) {
            count += isListed(factor.weight(i)) ? 1 : 0;
        }
        out.write(count + "\n");
        FirstFastest order = new FirstFastest(factor.scope());
        for (int i = 0; i < factor.size(); i++) {
            double weight = factor.weight(order.toLastFastest(i));
            if (isListed(weight)) {
                out.write(i + " " + weight + "\n");
            }
        }
    }

    /** Everything but +0.0, which the reader puts where nothing is listed: −0.0 keeps its sign. */
    private static boolean isListed(double weight) {
        return Double.doubleToRawLongBits(weight) != 0;
    }
}
