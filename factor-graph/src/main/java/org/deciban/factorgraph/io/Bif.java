package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import org.deciban.factorgraph.FactorGraph;

/**
 * The Bayesian interchange format, BIF 0.15 (F. G. Cozman, <i>The Interchange Format for Bayesian Networks</i>, 1998),
 * as JavaBayes, bnlearn, pgmpy and aGrUM write it.
 *
 * <pre>{@code
 * network unknown {
 * }
 * variable rain {
 *   type discrete [ 2 ] { yes, no };
 * }
 * variable grass {
 *   type discrete [ 2 ] { wet, dry };
 * }
 * probability ( rain ) {
 *   table 0.2, 0.8;
 * }
 * probability ( grass | rain ) {
 *   (yes) 0.9, 0.1;
 *   (no) 0.05, 0.95;
 * }
 * }</pre>
 *
 * <p><b>Order of a table.</b> In a {@code table} of several rows the state of the child is slowest: the first state of
 * the child for every joint state of the parents (last parent fastest), then its second state. The table of
 * {@code grass} above is {@code table 0.9, 0.05, 0.1, 0.95;}. JavaBayes and aGrUM write such tables; bnlearn and pgmpy
 * write a row for each joint state of the parents, in any order. A {@code default} row stands for every row without one
 * of its own.
 *
 * <p><b>Numbers</b> are used exactly as written. A row that misses the sum 1 by more than 1e-6 is refused unless
 * {@link ReadOptions#acceptUnnormalisedRows()} is given; no row is ever rescaled.
 *
 * <p><b>Names</b> may hold any character but blanks and <code>{}();,</code>; names of variables in a
 * {@code probability} header also no {@code |}. A name in double quotes may hold anything but a quote and a line end.
 * Two slashes, or a slash and a star, start a comment wherever they stand outside quotes.
 *
 * <p><b>Tolerated</b>: no network block, blocks in any order, commas left out, the bar left out of {@code probability (
 * child parent )}, a property without its semicolon at the end of a block, any line ends, gzip.
 *
 * <p><b>Refused</b>, each with its place: a variable without a table, a joint state of the parents without a row and
 * without a default, two declarations of a variable, table or row, cycles of parents, and blocks with a
 * {@code property function …}, whose rows are the parameters of a noisy-max and not a table.
 */
public final class Bif {
    private Bif() {}

    /**
     * Reads a file with {@link ReadOptions#defaults()}.
     *
     * @throws FormatException if the file cannot be read as BIF
     */
    public static FactorGraph read(Path path) {
        return read(path, ReadOptions.defaults());
    }

    /**
     * Reads a file. Variables and factors come in the order of their blocks; every factor is conditional.
     *
     * @throws FormatException if the file cannot be read as BIF
     */
    public static FactorGraph read(Path path, ReadOptions options) {
        return TextSource.read(path, text -> parse(text, options));
    }

    /**
     * Reads a stream, which may be packed with gzip and stays open.
     *
     * @param name what messages call the stream
     * @throws FormatException if the stream cannot be read as BIF
     */
    public static FactorGraph read(InputStream in, String name, ReadOptions options) {
        return TextSource.read(in, name, text -> parse(text, options));
    }

    /**
     * Reads characters; the reader stays open.
     *
     * @param name what messages call the text
     * @throws FormatException if the text cannot be read as BIF
     */
    public static FactorGraph read(Reader reader, String name, ReadOptions options) {
        return TextSource.read(reader, name, text -> parse(text, options));
    }

    /**
     * Writes a Bayesian network; the file is packed with gzip if its name ends in {@code .gz}. Numbers are written so
     * that they read back to the bit, rows with their last parent fastest; rows that do not sum to 1 are written too,
     * and need {@link ReadOptions#acceptUnnormalisedRows()} to be read.
     *
     * @throws IllegalArgumentException naming every factor that is not conditional, every variable that does not have
     *     one conditional factor, a directed cycle, and every name with control characters or with a quote beside
     *     characters that need quoting; nothing is written
     */
    public static void write(FactorGraph graph, Path path) throws IOException {
        Unwritable.throwIfAny(BifWriter.obstacles(graph), "BIF");
        TextSink.write(path, out -> new BifWriter(out).write(graph));
    }

    /**
     * Writes a Bayesian network; the writer stays open.
     *
     * @throws IllegalArgumentException as {@link #write(FactorGraph, Path)}
     */
    public static void write(FactorGraph graph, Writer out) throws IOException {
        Unwritable.throwIfAny(BifWriter.obstacles(graph), "BIF");
        new BifWriter(out).write(graph);
    }

    private static FactorGraph parse(TextCursor text, ReadOptions options) {
        BifParser parser = new BifParser(text);
        return new NetworkLinker(text.name(), options, parser.budget()).link(parser.parse());
    }
}
