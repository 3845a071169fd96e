package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * The model format of the UAI competitions, {@code .uai} (2006 to 2022).
 *
 * <pre>{@code
 * MARKOV        or BAYES
 * 3             the number of variables
 * 2 2 3         their numbers of states
 * 2             the number of factors
 * 2 0 1         the size of a scope and the indices of its variables, last fastest
 * 2 1 2
 * 4             the size of a table and its entries
 * 0.128 0.872 0.920 0.080
 * 6
 * 0.210 0.333 0.457 0.811 0.000 0.189
 * }</pre>
 *
 * <p>The format has no names: the variable with index 3 is called {@code x3}, its states {@code 0}, {@code 1} and so
 * on. Names are lost in writing. A {@code MARKOV} file has plain factors, a {@code BAYES} file conditional ones, whose
 * child is the last of the scope; every variable must be the child of one factor, without directed cycles. The rows of
 * a {@code BAYES} file are <em>not</em> held to sum to 1: published files have rows of zeros where evidence was worked
 * in.
 *
 * <p><b>Tolerated</b>: any line ends and any division into lines, gzip, comments from a {@code #} to the end of the
 * line, and integers after the last table, which some published files have and no description explains. Other trailing
 * text is an error, because it may be a table that the file does not count.
 */
public final class Uai {
    private Uai() {}

    /**
     * Reads a file, which may be packed with gzip.
     *
     * @throws FormatException if the file cannot be read as a UAI model
     */
    public static FactorGraph read(Path path) {
        return TextSource.read(path, text -> new UaiParser(text).parse());
    }

    /**
     * Reads a stream, which may be packed with gzip and stays open.
     *
     * @param name what messages call the stream
     * @throws FormatException if the stream cannot be read as a UAI model
     */
    public static FactorGraph read(InputStream in, String name) {
        return TextSource.read(in, name, text -> new UaiParser(text).parse());
    }

    /**
     * Reads characters; the reader stays open.
     *
     * @param name what messages call the text
     * @throws FormatException if the text cannot be read as a UAI model
     */
    public static FactorGraph read(Reader reader, String name) {
        return TextSource.read(reader, name, text -> new UaiParser(text).parse());
    }

    /** Writes any graph as {@code MARKOV}; the file is packed with gzip if its name ends in {@code .gz}. */
    public static void writeMarkov(FactorGraph graph, Path path) throws IOException {
        TextSink.write(path, out -> writeMarkov(graph, out));
    }

    /** Writes any graph as {@code MARKOV}; the writer stays open. */
    public static void writeMarkov(FactorGraph graph, Writer out) throws IOException {
        write("MARKOV", graph, out);
    }

    /**
     * Writes a Bayesian network as {@code BAYES}; the file is packed with gzip if its name ends in {@code .gz}.
     *
     * @throws IllegalArgumentException naming every factor that is not conditional and every variable that does not
     *     have one conditional factor, or a directed cycle; nothing is written
     */
    public static void writeBayes(FactorGraph graph, Path path) throws IOException {
        requireNetwork(graph);
        TextSink.write(path, out -> write("BAYES", graph, out));
    }

    /**
     * Writes a Bayesian network as {@code BAYES}; the writer stays open.
     *
     * @throws IllegalArgumentException as {@link #writeBayes(FactorGraph, Path)}
     */
    public static void writeBayes(FactorGraph graph, Writer out) throws IOException {
        requireNetwork(graph);
        write("BAYES", graph, out);
    }

    private static void requireNetwork(FactorGraph graph) {
        Unwritable.throwIfAny(BayesianNetworks.obstacles(graph), "UAI BAYES");
    }

    private static void write(String type, FactorGraph graph, Writer out) throws IOException {
        out.write(type + "\n" + graph.variables().size() + "\n");
        String separator = "";
        for (Variable variable : graph.variables()) {
            out.write(separator + variable.cardinality());
            separator = " ";
        }
        List<Factor> factors = graph.factors();
        out.write("\n" + factors.size() + "\n");
        for (int f = 0; f < factors.size(); f++) {
            int[] scope = graph.scope(f);
            out.write(Integer.toString(scope.length));
            for (int variable : scope) {
                out.write(" " + variable);
            }
            out.write("\n");
        }
        for (Factor factor : factors) {
            out.write("\n" + factor.size() + "\n");
            for (int i = 0; i < factor.size(); i++) {
                out.write((i == 0 ? "" : " ") + factor.weight(i));
            }
            out.write("\n");
        }
    }
}
