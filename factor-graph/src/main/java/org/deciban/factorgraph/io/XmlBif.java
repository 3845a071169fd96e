package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Path;
import org.deciban.factorgraph.FactorGraph;

/**
 * XMLBIF 0.3 (F. G. Cozman, <i>The Interchange Format for Bayesian Networks</i>, 1998), as JavaBayes, Weka, SamIam and
 * aGrUM write it.
 *
 * <pre>{@code
 * <BIF VERSION="0.3">
 * <NETWORK>
 * <VARIABLE TYPE="nature"><NAME>rain</NAME><OUTCOME>yes</OUTCOME><OUTCOME>no</OUTCOME></VARIABLE>
 * <VARIABLE TYPE="nature"><NAME>grass</NAME><OUTCOME>wet</OUTCOME><OUTCOME>dry</OUTCOME></VARIABLE>
 * <DEFINITION><FOR>rain</FOR><TABLE>0.2 0.8</TABLE></DEFINITION>
 * <DEFINITION><FOR>grass</FOR><GIVEN>rain</GIVEN><TABLE>0.9 0.1 0.05 0.95</TABLE></DEFINITION>
 * </NETWORK>
 * </BIF>
 * }</pre>
 *
 * <p><b>Order of a table.</b> The state of the child is fastest, then the last parent: one row after the other. (In BIF
 * the state of the child is slowest.) Numbers and the sums of rows are treated as in {@link Bif}, and so are missing
 * and repeated declarations and cycles.
 *
 * <p>Blanks around names are dropped. Properties and comments are passed over. Elements of other names are an error,
 * and so are decision and utility nodes. A document type declaration is passed over and not obeyed: entities it defines
 * are unknown, and nothing is ever fetched. The place in a message is the end of the tag or text that it is about.
 */
public final class XmlBif {
    private XmlBif() {}

    /**
     * Reads a file, with {@link ReadOptions#defaults()}.
     *
     * @throws FormatException if the file cannot be read as XMLBIF
     */
    public static FactorGraph read(Path path) {
        return read(path, ReadOptions.defaults());
    }

    /**
     * Reads a file, which may be packed with gzip. Variables and factors come in the order of their elements; every
     * factor is conditional.
     *
     * @throws FormatException if the file cannot be read as XMLBIF
     */
    public static FactorGraph read(Path path, ReadOptions options) {
        return TextSource.readBytes(path, in -> parse(in, path.toString(), options));
    }

    /**
     * Reads a stream, which may be packed with gzip and stays open.
     *
     * @param name what messages call the stream
     * @throws FormatException if the stream cannot be read as XMLBIF
     */
    public static FactorGraph read(InputStream in, String name, ReadOptions options) {
        return TextSource.readBytes(in, name, plain -> parse(plain, name, options));
    }

    private static FactorGraph parse(InputStream in, String name, ReadOptions options) {
        XmlElements xml = new XmlElements(in, name);
        return new NetworkLinker(name, options, xml.budget()).link(new XmlBifParser(xml).parse());
    }

    /**
     * Writes a Bayesian network; the file is packed with gzip if its name ends in {@code .gz}. Numbers are treated as
     * in {@link Bif#write(FactorGraph, Path)}.
     *
     * @throws IllegalArgumentException naming every factor that is not conditional, every variable that does not have
     *     one conditional factor, a directed cycle, and every name that XML cannot hold or that starts or ends with a
     *     blank; nothing is written
     */
    public static void write(FactorGraph graph, Path path) throws IOException {
        Unwritable.throwIfAny(XmlBifWriter.obstacles(graph), "XMLBIF");
        TextSink.write(path, out -> new XmlBifWriter(out).write(graph));
    }

    /**
     * Writes a Bayesian network; the writer stays open and should encode UTF-8.
     *
     * @throws IllegalArgumentException as {@link #write(FactorGraph, Path)}
     */
    public static void write(FactorGraph graph, Writer out) throws IOException {
        Unwritable.throwIfAny(XmlBifWriter.obstacles(graph), "XMLBIF");
        new XmlBifWriter(out).write(graph);
    }
}
