package org.deciban.testkit.generators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Case.Entries;

class CaseArbitrariesProperties {
    @Provide
    static Arbitrary<Case> any() {
        return CaseArbitraries.any();
    }

    @Provide
    static Arbitrary<Case> withoutCycles() {
        return CaseArbitraries.withoutCycles();
    }

    @Provide
    static Arbitrary<Case> withCycles() {
        return CaseArbitraries.withCycles();
    }

    @Provide
    static Arbitrary<Case> booleans() {
        return CaseArbitraries.booleans();
    }

    /** Bounds with room for chance. */
    @Property(tries = 600)
    void allFamiliesHaveEveryKindOfTableAndEvidence(@ForAll("any") Case given) {
        Statistics.label("entries")
                .collect(given.entries())
                .coverage(c -> EnumSet.allOf(Entries.class)
                        .forEach(entries -> c.check(entries).percentage(p -> p > 4)));
        Statistics.label("evidence").collect(given.evidenceKind()).coverage(c -> {
            for (String kind : new String[] {"none", "hard", "soft", "both"}) {
                c.check(kind).percentage(p -> p > 5);
            }
        });
        Statistics.label("arity").collect(given.maxArity()).coverage(c -> {
            for (int arity = 1; arity <= 4; arity++) {
                c.check(arity).percentage(p -> p > 2);
            }
        });
    }

    @Property(tries = 200)
    void withAndWithoutCyclesMeansWhatItSays(@ForAll("withoutCycles") Case forest, @ForAll("withCycles") Case loopy) {
        assertThat(forest.isForest()).isTrue();
        assertThat(loopy.isForest()).isFalse();
    }

    @Property(tries = 200)
    void booleansHaveTwoStatesAndThreeVariablesAFactorAtMost(@ForAll("booleans") Case given) {
        assertThat(given.graph().variables())
                .allSatisfy(v -> assertThat(v.cardinality()).isEqualTo(2));
        assertThat(given.maxArity()).isLessThanOrEqualTo(3);
    }
}
