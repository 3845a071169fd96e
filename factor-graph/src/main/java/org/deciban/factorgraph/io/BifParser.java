package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.deciban.factorgraph.io.ParsedNetwork.Entry;
import org.deciban.factorgraph.io.ParsedNetwork.Kind;
import org.deciban.factorgraph.io.ParsedNetwork.Name;
import org.deciban.factorgraph.io.ParsedNetwork.ProbabilityBlock;
import org.deciban.factorgraph.io.ParsedNetwork.VariableBlock;

/** The grammar of BIF: text to blocks. */
final class BifParser {
    private static final String NAME_ENDS = "{}();,";
    private static final String HEADER_ENDS = NAME_ENDS + "|";
    private static final String TYPE_ENDS = NAME_ENDS + "[]";
    private static final String BLOCK = "'network', 'variable' or 'probability'";
    private static final String ENTRY = "'(', 'table', 'default', 'property' or '}'";

    private final TextCursor text;
    private final Tokens tokens;
    private final MemoryBudget budget;
    private final List<VariableBlock> variables = new ArrayList<>();
    private final List<ProbabilityBlock> probabilities = new ArrayList<>();
    private boolean networkRead;

    BifParser(TextCursor text) {
        this.text = text;
        this.tokens = new Tokens(text, Comments.SLASHES);
        this.budget = new MemoryBudget(text.name(), tokens::position);
    }

    /** What the parsed network leaves of the memory. */
    MemoryBudget budget() {
        return budget;
    }

    ParsedNetwork parse() {
        do {
            Position at = tokens.position();
            String keyword = tokens.word(NAME_ENDS, BLOCK);
            switch (keyword) {
                case "network" -> network(at);
                case "variable" -> variable();
                case "probability" -> probability();
                default -> throw tokens.fail(at, BLOCK, Excerpt.of(keyword), "");
            }
        } while (tokens.peek() != TextCursor.END);
        return new ParsedNetwork(variables, probabilities);
    }

    /** The network's name and properties, which have no place in a factor graph. */
    private void network(Position at) {
        if (networkRead) {
            throw tokens.fail(at, "one 'network'", "a second one", "Maybe two files were joined?");
        }
        networkRead = true;
        while (tokens.peek() != '{') {
            tokens.word(NAME_ENDS, "'{'");
        }
        tokens.expect('{');
        while (!tokens.skip('}')) {
            keyword("property", "'property' or '}'");
            new BifProperty(text).skip();
        }
    }

    private void variable() {
        budget.claimBlock();
        Name name = name(NAME_ENDS, "the name of a variable");
        List<String> states = new ArrayList<>();
        tokens.expect('{');
        while (!tokens.skip('}')) {
            Position line = tokens.position();
            String keyword = tokens.word(NAME_ENDS, "'type', 'property' or '}'");
            if (keyword.equals("property")) {
                new BifProperty(text).skip();
            } else if (keyword.equals("type") && states.isEmpty()) {
                states.addAll(type(line));
            } else {
                throw tokens.fail(line, "one 'type', 'property' or '}'", Excerpt.of(keyword), "");
            }
        }
        if (states.isEmpty()) {
            throw tokens.fail(name.at(), "a 'type' in the block of variable " + Excerpt.of(name.text()), "none", "");
        }
        variables.add(new VariableBlock(name, states));
    }

    private List<String> type(Position at) {
        keyword("discrete", "'discrete'");
        tokens.expect('[');
        int declared = tokens.integer(TYPE_ENDS, "the number of states", 0, Integer.MAX_VALUE);
        tokens.expect(']');
        tokens.expect('{');
        List<String> states = texts(names('}', NAME_ENDS, "the name of a state or '}'"));
        tokens.expect(';');
        if (states.isEmpty() || states.size() != declared) {
            throw tokens.fail(at, declared + " states, as declared, and at least one", states.size() + " states", "");
        }
        return states;
    }

    private void probability() {
        budget.claimBlock();
        tokens.expect('(');
        Name child = name(HEADER_ENDS, "the name of a variable");
        if (!tokens.skip('|')) {
            tokens.skip(',');
        }
        List<Name> parents = names(')', HEADER_ENDS, "the name of a parent or ')'");
        List<Entry> entries = new ArrayList<>();
        String function = "";
        tokens.expect('{');
        while (!tokens.skip('}')) {
            Position line = tokens.position();
            String keyword = tokens.peek() == '(' ? "(" : tokens.word(NAME_ENDS, ENTRY);
            switch (keyword) {
                case "(" -> entries.add(row(line));
                case "table" -> entries.add(new Entry(line, Kind.ALL_CHILD_SLOWEST, List.of(), numbers()));
                case "default" -> entries.add(new Entry(line, Kind.DEFAULT, List.of(), numbers()));
                case "property" -> {
                    BifProperty property = new BifProperty(text);
                    property.skip();
                    function = property.isFunction() ? property.text() : function;
                }
                default -> throw tokens.fail(line, ENTRY, Excerpt.of(keyword), "");
            }
        }
        probabilities.add(new ProbabilityBlock(child, parents, entries, function));
    }

    private Entry row(Position at) {
        tokens.expect('(');
        List<String> states = texts(names(')', NAME_ENDS, "the state of a parent or ')'"));
        return new Entry(at, Kind.ROW, states, numbers());
    }

    private Name name(String delimiters, String expected) {
        budget.claimName();
        return new Name(tokens.position(), tokens.word(delimiters, expected));
    }

    /** Names up to a closing character; the comma after each may be missing. */
    private List<Name> names(char close, String delimiters, String expected) {
        List<Name> names = new ArrayList<>();
        while (!tokens.skip(close)) {
            names.add(name(delimiters, expected));
            tokens.skip(',');
        }
        return names;
    }

    private static List<String> texts(List<Name> names) {
        return names.stream().map(Name::text).toList();
    }

    /** Numbers up to a semicolon; the comma after each may be missing. */
    private double[] numbers() {
        budget.claimBlock();
        DoubleStream.Builder numbers = DoubleStream.builder();
        while (!tokens.skip(';')) {
            budget.claimNumber();
            numbers.add(tokens.weight(NAME_ENDS, "a number or ';'"));
            tokens.skip(',');
        }
        return numbers.build().toArray();
    }

    private void keyword(String wanted, String expected) {
        Position at = tokens.position();
        String word = tokens.word(TYPE_ENDS, expected);
        if (!word.equals(wanted)) {
            throw tokens.fail(at, expected, Excerpt.of(word), "");
        }
    }
}
