package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** Writes XMLBIF 0.3, without a document type declaration. */
final class XmlBifWriter {
    private final Writer out;

    XmlBifWriter(Writer out) {
        this.out = out;
    }

    /** Every reason why a graph cannot be written. */
    static List<String> obstacles(FactorGraph graph) {
        List<String> obstacles = new ArrayList<>(BayesianNetworks.obstacles(graph));
        for (Variable variable : graph.variables()) {
            requireWritable(variable.name(), obstacles);
            variable.states().forEach(state -> requireWritable(state, obstacles));
        }
        return obstacles;
    }

    private static void requireWritable(String name, List<String> obstacles) {
        if (!name.strip().equals(name)) {
            obstacles.add("the name " + Excerpt.of(name) + " starts or ends with a blank, which readers drop");
        }
        if (!name.codePoints().allMatch(XmlBifWriter::isXml)) {
            obstacles.add("the name " + Excerpt.of(name) + " has characters that XML cannot hold");
        }
    }

    /** The {@code Char} of XML 1.0, section 2.2, without the line ends, which a parser may change. */
    private static boolean isXml(int c) {
        return c == '\t'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }

    void write(FactorGraph graph) throws IOException {
        out.write(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BIF VERSION=\"0.3\">\n<NETWORK>\n<NAME>unknown</NAME>\n");
        for (Variable variable : graph.variables()) {
            out.write("<VARIABLE TYPE=\"nature\">\n" + element("NAME", variable.name()));
            for (String state : variable.states()) {
                out.write(element("OUTCOME", state));
            }
            out.write("</VARIABLE>\n");
        }
        for (Factor factor : graph.factors()) {
            write(factor);
        }
        out.write("</NETWORK>\n</BIF>\n");
    }

    private void write(Factor factor) throws IOException {
        List<Variable> scope = factor.scope();
        int last = scope.size() - 1;
        out.write("<DEFINITION>\n" + element("FOR", scope.get(last).name()));
        for (Variable parent : scope.subList(0, last)) {
            out.write(element("GIVEN", parent.name()));
        }
        out.write("  <TABLE>\n");
        int columns = scope.get(last).cardinality();
        for (int i = 0; i < factor.size(); i++) {
            out.write((i % columns == 0 ? "    " : " ") + factor.weight(i) + (i % columns == columns - 1 ? "\n" : ""));
        }
        out.write("  </TABLE>\n</DEFINITION>\n");
    }

    private static String element(String tag, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "  <" + tag + ">" + escaped + "</" + tag + ">\n";
    }
}
