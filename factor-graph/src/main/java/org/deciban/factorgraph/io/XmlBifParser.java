package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.List;
import org.deciban.factorgraph.io.ParsedNetwork.Entry;
import org.deciban.factorgraph.io.ParsedNetwork.Kind;
import org.deciban.factorgraph.io.ParsedNetwork.Name;
import org.deciban.factorgraph.io.ParsedNetwork.ProbabilityBlock;
import org.deciban.factorgraph.io.ParsedNetwork.VariableBlock;

/** The grammar of XMLBIF: elements to blocks. */
final class XmlBifParser {
    private final XmlElements xml;
    private final List<VariableBlock> variables = new ArrayList<>();
    private final List<ProbabilityBlock> probabilities = new ArrayList<>();

    XmlBifParser(XmlElements xml) {
        this.xml = xml;
    }

    ParsedNetwork parse() {
        xml.root("BIF");
        boolean found = false;
        while (xml.nextChild()) {
            if (found || !xml.name().equals("NETWORK")) {
                throw xml.unexpected("one 'NETWORK'");
            }
            found = true;
            network();
        }
        if (!found) {
            throw xml.fail("a 'NETWORK'", "none");
        }
        xml.end();
        return new ParsedNetwork(variables, probabilities);
    }

    private void network() {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "VARIABLE" -> variable();
                case "DEFINITION" -> definition();
                case "NAME", "PROPERTY" -> xml.skipText();
                default -> throw xml.unexpected("'NAME', 'PROPERTY', 'VARIABLE' or 'DEFINITION'");
            }
        }
    }

    private void variable() {
        xml.budget().claimBlock();
        String type = xml.attribute("TYPE", "nature");
        if (!type.equals("nature")) {
            throw xml.fail("a variable of TYPE \"nature\"", Excerpt.of(type));
        }
        List<Name> names = new ArrayList<>();
        List<String> states = new ArrayList<>();
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "NAME" -> names.add(xml.text());
                case "OUTCOME" -> states.add(xml.text().text());
                case "PROPERTY" -> xml.skipText();
                default -> throw xml.unexpected("'NAME', 'OUTCOME' or 'PROPERTY'");
            }
        }
        variables.add(new VariableBlock(only(names, "NAME"), states));
    }

    private void definition() {
        xml.budget().claimBlock();
        List<Name> children = new ArrayList<>();
        List<Name> parents = new ArrayList<>();
        List<Entry> tables = new ArrayList<>();
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "FOR" -> children.add(xml.text());
                case "GIVEN" -> parents.add(xml.text());
                case "TABLE" -> {
                    Position at = xml.position();
                    tables.add(new Entry(at, Kind.ALL_CHILD_FASTEST, List.of(), xml.numbers()));
                }
                case "PROPERTY" -> xml.skipText();
                default -> throw xml.unexpected("'FOR', 'GIVEN', 'TABLE' or 'PROPERTY'");
            }
        }
        probabilities.add(new ProbabilityBlock(only(children, "FOR"), parents, List.of(only(tables, "TABLE")), ""));
    }

    private <T> T only(List<T> found, String tag) {
        if (found.size() != 1) {
            throw xml.fail("one '" + tag + "'", found.size() + " before this end of the element");
        }
        return found.get(0);
    }
}
