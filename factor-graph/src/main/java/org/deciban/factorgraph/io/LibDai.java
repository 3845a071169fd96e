package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;

/**
 * The factor graph format of libDAI, {@code .fg} (J. M. Mooij, <i>libDAI</i>, JMLR 11, 2010, 2169–2173, and its page on
 * file formats).
 *
 * <pre>{@code
 * 1             the number of factors
 *
 * 2             the number of variables of a factor
 * 4 8           their labels
 * 3 2           their numbers of states
 * 5             the number of nonzero entries of the table
 * 0 0.1         the index and value of an entry, in any order
 * 1 3.5
 * 2 2.8
 * 3 6.3
 * 5 8.4
 * }</pre>
 *
 * <p><b>Order.</b> In the file the <em>first</em> variable of a factor runs fastest: entry 1 above is for the second
 * state of variable 4. The reader keeps the order of the variables and moves the entries, since in a {@link Factor} the
 * last variable runs fastest. Entries that are not listed are 0.
 *
 * <p>The format has no names: the variable with label 4 is called {@code x4}, its states {@code 0}, {@code 1} and so
 * on. The graph has the variables that occur, by ascending label, and plain factors. Comments run from a {@code #} to
 * the end of the line. Text after the last factor is an error.
 */
public final class LibDai {
    private static final String FORMAT = "a libDAI factor graph";

    private LibDai() {}

    /**
     * Reads a file, which may be packed with gzip.
     *
     * @throws FormatException if the file cannot be read as a libDAI factor graph
     */
    public static FactorGraph read(Path path) {
        return TextSource.read(path, text -> new LibDaiParser(text).parse());
    }

    /**
     * Reads a stream, which may be packed with gzip and stays open.
     *
     * @param name what messages call the stream
     * @throws FormatException if the stream cannot be read as a libDAI factor graph
     */
    public static FactorGraph read(InputStream in, String name) {
        return TextSource.read(in, name, text -> new LibDaiParser(text).parse());
    }

    /**
     * Reads characters; the reader stays open.
     *
     * @param name what messages call the text
     * @throws FormatException if the text cannot be read as a libDAI factor graph
     */
    public static FactorGraph read(Reader reader, String name) {
        return TextSource.read(reader, name, text -> new LibDaiParser(text).parse());
    }

    /**
     * Writes a graph. If its variables are called {@code x} and a number, with ascending numbers, these are their
     * labels; otherwise the label is the index in the graph and names are lost. Which factors are conditional is always
     * lost. The file is packed with gzip if its name ends in {@code .gz}.
     *
     * @throws IllegalArgumentException naming every variable that stands in no factor: the format has no place for it;
     *     nothing is written
     */
    public static void write(FactorGraph graph, Path path) throws IOException {
        Unwritable.throwIfAny(LibDaiWriter.obstacles(graph), FORMAT);
        TextSink.write(path, out -> new LibDaiWriter(out).write(graph));
    }

    /**
     * Writes a graph, as {@link #write(FactorGraph, Path)}; the writer stays open.
     *
     * @throws IllegalArgumentException as {@link #write(FactorGraph, Path)}
     */
    public static void write(FactorGraph graph, Writer out) throws IOException {
        Unwritable.throwIfAny(LibDaiWriter.obstacles(graph), FORMAT);
        new LibDaiWriter(out).write(graph);
    }
}
