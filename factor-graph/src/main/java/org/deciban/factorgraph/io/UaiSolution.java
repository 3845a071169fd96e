package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/**
 * Solution files of the UAI competitions: {@code MAR} (a distribution for each variable), {@code PR} (the logarithm of
 * the partition function) and {@code MPE} (a state for each variable). Variables and states go by their indices in the
 * graph.
 *
 * <p>Of several solutions in a file, separated by {@code -BEGIN-}, the last counts. The solution may stand after a
 * count of solved evidence sets (2010 and 2011), which must be 1; the number of words tells the two layouts apart,
 * because the graph says how many a solution has. A {@code #} starts a comment.
 */
public final class UaiSolution {
    private static final String[] MAR = {"MAR"};
    private static final String[] PR = {"PR"};
    private static final String[] MPE = {"MPE", "MAP"};

    private UaiSolution() {}

    /**
     * Reads a {@code MAR} file.
     *
     * @return shape {@code [variable][state]}, as written: published files print six digits, so that a distribution
     *     sums to 1 within 1e-5 and is not yet fit for {@link Marginals}
     * @throws FormatException if the file is not a {@code MAR} solution for the graph
     */
    public static double[][] readMarginals(Path path, FactorGraph graph) {
        return TextSource.read(path, marginals(graph));
    }

    /** As {@link #readMarginals(Path, FactorGraph)}, from a reader that messages call {@code name}; it stays open. */
    public static double[][] readMarginals(Reader reader, String name, FactorGraph graph) {
        return TextSource.read(reader, name, marginals(graph));
    }

    private static Function<TextCursor, double[][]> marginals(FactorGraph graph) {
        List<Variable> variables = graph.variables();
        int words = 1 + variables.stream().mapToInt(v -> 1 + v.cardinality()).sum();
        return text -> {
            UaiNumbers numbers = UaiNumbers.solution(text, MAR);
            int next = start(numbers, words) + 1;
            requireCount(numbers, next - 1, variables.size(), "variables");
            double[][] marginals = new double[variables.size()][];
            for (int v = 0; v < marginals.length; v++) {
                int states = variables.get(v).cardinality();
                requireCount(numbers, next++, states, "states of " + variables.get(v));
                marginals[v] = new double[states];
                for (int s = 0; s < states; s++) {
                    marginals[v][s] = numbers.probability(next++);
                }
            }
            return marginals;
        };
    }

    /**
     * Reads a {@code PR} file.
     *
     * @return the logarithm to base <em>ten</em> of the partition function; −∞ if it is zero
     * @throws FormatException if the file is not a {@code PR} solution
     */
    public static double readLog10PartitionFunction(Path path) {
        return TextSource.read(path, UaiSolution::log10);
    }

    /** As {@link #readLog10PartitionFunction(Path)}, from a reader that messages call {@code name}; it stays open. */
    public static double readLog10PartitionFunction(Reader reader, String name) {
        return TextSource.read(reader, name, UaiSolution::log10);
    }

    private static double log10(TextCursor text) {
        UaiNumbers numbers = UaiNumbers.solution(text, PR);
        int start = start(numbers, 1);
        String expected = "a finite number or '-inf'";
        String word = numbers.text(start, expected);
        double value = word.equals("-inf") ? Double.NEGATIVE_INFINITY : Decimals.number(word);
        if (value < Double.POSITIVE_INFINITY) {
            return value;
        }
        throw numbers.fail(start, expected);
    }

    /**
     * Reads an {@code MPE} file.
     *
     * @return the index of a state for each variable
     * @throws FormatException if the file is not an {@code MPE} (or {@code MAP}) solution for the graph
     */
    public static int[] readAssignment(Path path, FactorGraph graph) {
        return TextSource.read(path, assignment(graph));
    }

    /** As {@link #readAssignment(Path, FactorGraph)}, from a reader that messages call {@code name}; it stays open. */
    public static int[] readAssignment(Reader reader, String name, FactorGraph graph) {
        return TextSource.read(reader, name, assignment(graph));
    }

    private static Function<TextCursor, int[]> assignment(FactorGraph graph) {
        List<Variable> variables = graph.variables();
        return text -> {
            UaiNumbers numbers = UaiNumbers.solution(text, MPE);
            int start = start(numbers, 1 + variables.size());
            requireCount(numbers, start, variables.size(), "variables");
            int[] states = new int[variables.size()];
            for (int v = 0; v < states.length; v++) {
                int most = variables.get(v).cardinality() - 1;
                states[v] = numbers.integer(
                        start + 1 + v, "the index of a state of " + variables.get(v) + ", 0 to " + most, most);
            }
            return states;
        };
    }

    /** Where the solution starts: at the first word, or after a count of 1 where there is one word more. */
    private static int start(UaiNumbers numbers, int words) {
        int start = numbers.size() == words + 1 ? 1 : 0;
        if (start == 1) {
            requireCount(numbers, 0, 1, "evidence sets before a solution of " + words + " words");
        }
        if (numbers.size() > words + start) {
            throw numbers.fail(words, "the end of the solution after " + words + " numbers");
        }
        return start;
    }

    private static void requireCount(UaiNumbers numbers, int index, int count, String what) {
        String expected = count + ", the number of " + what;
        if (numbers.integer(index, expected, Integer.MAX_VALUE) != count) {
            throw numbers.fail(index, expected);
        }
    }

    /** Writes a {@code MAR} file; the variables keep their order in the marginals. */
    public static void writeMarginals(Marginals marginals, Path path) throws IOException {
        StringBuilder line =
                new StringBuilder("MAR\n").append(marginals.variables().size());
        for (Variable variable : marginals.variables()) {
            line.append(' ').append(variable.cardinality());
            for (double probability : marginals.distribution(variable)) {
                line.append(' ').append(probability);
            }
        }
        TextSink.write(path, out -> out.write(line.append('\n').toString()));
    }

    /**
     * Writes a {@code PR} file.
     *
     * @param log10Z the logarithm to base ten of the partition function; −∞ for zero
     * @throws IllegalArgumentException if it is NaN or +∞
     */
    public static void writeLog10PartitionFunction(double log10Z, Path path) throws IOException {
        if (!(log10Z < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("log10 of the partition function is " + log10Z + "; it is finite or −∞");
        }
        String number = log10Z == Double.NEGATIVE_INFINITY ? "-inf" : Double.toString(log10Z);
        TextSink.write(path, out -> out.write("PR\n" + number + "\n"));
    }

    /**
     * Writes an {@code MPE} file.
     *
     * @param states the index of a state for each of the graph's variables
     * @throws IllegalArgumentException if there are more or fewer, or one is not a state of its variable
     */
    public static void writeAssignment(int[] states, FactorGraph graph, Path path) throws IOException {
        List<Variable> variables = graph.variables();
        if (states.length != variables.size()) {
            throw new IllegalArgumentException(
                    "an assignment of " + states.length + " states to " + variables.size() + " variables");
        }
        StringBuilder line = new StringBuilder("MPE\n").append(states.length);
        for (int v = 0; v < states.length; v++) {
            Variable variable = variables.get(v);
            if (states[v] < 0 || states[v] >= variable.cardinality()) {
                throw new IllegalArgumentException("variable " + variable + " has no state with index " + states[v]
                        + "; it has " + variable.cardinality());
            }
            line.append(' ').append(states[v]);
        }
        TextSink.write(path, out -> out.write(line.append('\n').toString()));
    }
}
