package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

class BifProperties {
    @Provide
    Arbitrary<FactorGraph> networks() {
        return RandomNetworks.networks();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void graphReadsBackWithItsRowsInAnyOrder(@ForAll("networks") FactorGraph graph, @ForAll long seed) {
        assertThat(read(text(graph, new Random(seed)))).isEqualTo(graph);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void truncatedTextIsAGraphOrAFormatException(
            @ForAll("networks") FactorGraph graph, @ForAll long seed, @ForAll @IntRange(max = 1000) int permille) {
        String text = text(graph, new Random(seed));
        requireGraphOrFormatException(text.substring(0, text.length() * permille / 1000));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void damagedTextIsAGraphOrAFormatException(
            @ForAll("networks") FactorGraph graph, @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int hits) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(text(graph, random));
        String marks = "{}()[];,|\"/*\n 01.e-\0\uFFFDatp";
        for (int hit = 0; hit < hits; hit++) {
            text.setCharAt(random.nextInt(text.length()), marks.charAt(random.nextInt(marks.length())));
        }
        requireGraphOrFormatException(text.toString());
    }

    private static void requireGraphOrFormatException(String text) {
        try {
            assertThat(read(text).variables()).isNotEmpty();
        } catch (FormatException e) {
            assertThat(e.getMessage()).startsWith("f.bif:").contains(": expected ", ", found ");
        }
    }

    private static FactorGraph read(String text) {
        return Bif.read(new StringReader(text), "f.bif", ReadOptions.defaults());
    }

    /** Written here and not by the library, so that reading is tested against the format and not against the writer. */
    private static String text(FactorGraph graph, Random random) {
        StringBuilder text = new StringBuilder("network n {\n}\n");
        for (Variable variable : graph.variables()) {
            text.append("variable " + name(variable.name(), random) + " {\n  type discrete[" + variable.cardinality()
                    + "] { "
                    + variable.states().stream()
                            .map(state -> name(state, random))
                            .collect(Collectors.joining(random.nextBoolean() ? ", " : " "))
                    + " };\n}\n");
        }
        graph.factors().forEach(factor -> text.append(block(factor, random)));
        return text.toString();
    }

    private static String block(Factor factor, Random random) {
        List<Variable> parents = factor.scope().subList(0, factor.arity() - 1);
        Variable child = factor.scope().get(parents.size());
        String header = "probability ( " + name(child.name(), random)
                + (parents.isEmpty() ? "" : " | " + names(parents, random)) + " ) {\n";
        return header + (random.nextBoolean() ? table(factor, child) : rows(factor, parents, child, random)) + "}\n";
    }

    private static String names(List<Variable> variables, Random random) {
        return variables.stream().map(v -> name(v.name(), random)).collect(Collectors.joining(", "));
    }

    private static String name(String name, Random random) {
        boolean plain = name.matches("[^\\s{}();,|\\[\\]\"]+") && !name.contains("//") && !name.contains("/*");
        return plain && random.nextBoolean() ? name : '"' + name + '"';
    }

    private static String table(Factor factor, Variable child) {
        List<String> numbers = new ArrayList<>();
        for (int state = 0; state < child.cardinality(); state++) {
            for (int i = state; i < factor.size(); i += child.cardinality()) {
                numbers.add(Double.toString(factor.weight(i)));
            }
        }
        return "  table " + String.join(" ", numbers) + ";\n";
    }

    private static String rows(Factor factor, List<Variable> parents, Variable child, Random random) {
        List<String> lines = new ArrayList<>();
        int columns = child.cardinality();
        for (int row = 0; row < factor.size() / columns; row++) {
            StringBuilder states = new StringBuilder();
            for (int p = parents.size() - 1, rest = row; p >= 0; p--) {
                Variable parent = parents.get(p);
                states.insert(
                        0,
                        name(parent.states().get(rest % parent.cardinality()), random)
                                + (p < parents.size() - 1 ? ", " : ""));
                rest /= parent.cardinality();
            }
            List<String> numbers = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                numbers.add(Double.toString(factor.weight(row * columns + column)));
            }
            boolean last = row == factor.size() / columns - 1;
            String label = last && random.nextBoolean() ? "default" : "(" + states + ")";
            lines.add("  " + label + " " + String.join(", ", numbers) + ";\n");
        }
        Collections.shuffle(lines, random);
        return String.join("", lines);
    }
}
