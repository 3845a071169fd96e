package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;

class EvidenceSyntaxProperties {
    /** Whatever the names are, and whichever of several readings is taken, what was read says what was written. */
    @Property
    void whatIsReadSaysWhatWasWritten(
            @ForAll @Size(min = 1, max = 4) @UniqueElements List<@net.jqwik.api.From("names") String> variables,
            @ForAll @Size(min = 2, max = 3) @UniqueElements List<@net.jqwik.api.From("names") String> states,
            @ForAll Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        variables.forEach(name -> builder.variable(name, states.toArray(String[]::new)));
        FactorGraph graph = builder.build();
        Evidence.Builder evidence = graph.evidence();
        variables.forEach(name -> evidence.observe(name, states.get(random.nextInt(states.size()))));
        String written = evidence.build().toString().replace(", ", ",");
        String read = EvidenceSyntax.parse(graph, List.of(written)).toString();
        assertThat(read.replace(", ", ",")).isEqualTo(written);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab=~,<./:").ofMinLength(1).ofMaxLength(5);
    }
}
