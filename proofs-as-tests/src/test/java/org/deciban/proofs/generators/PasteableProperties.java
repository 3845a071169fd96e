package org.deciban.proofs.generators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.io.Uai;

@Domain(CaseArbitraries.class)
@Domain(DomainContext.Global.class)
class PasteableProperties {

    @Property(tries = 300)
    void theFileHoldsTheGraphBitForBit(@ForAll Case given) {
        FactorGraph read = Uai.read(new StringReader(Pasteable.of(given).toString()), "pasted");

        assertThat(read.variables())
                .extracting(v -> v.cardinality())
                .isEqualTo(given.graph().variables().stream()
                        .map(v -> v.cardinality())
                        .toList());
        assertThat(read.factors()).hasSameSizeAs(given.graph().factors());
        for (int f = 0; f < read.factors().size(); f++) {
            Factor expected = given.graph().factors().get(f);
            assertThat(read.scope(f)).isEqualTo(given.graph().scope(f));
            assertThat(read.factors().get(f).table()).isEqualTo(expected.table());
        }
    }
}
