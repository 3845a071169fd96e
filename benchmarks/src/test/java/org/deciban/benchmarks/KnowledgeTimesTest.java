package org.deciban.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnowledgeTimesTest {
    @Test
    void whatAQuestionDependsOnGrowsWithTheTownsThatItIsAbout() {
        KnowledgeTimes one = KnowledgeTimes.measure(DatingBase.TOWN, "date(X, Y)");
        KnowledgeTimes four = KnowledgeTimes.measure(4 * DatingBase.TOWN, "date(X, Y)");
        assertThat(one.answers()).isEqualTo(2 * DatingBase.TOWN);
        assertThat(four.variables()).isEqualTo(4 * one.variables());
        KnowledgeTimes person = KnowledgeTimes.measure(4 * DatingBase.TOWN, "date(p0, X)");
        assertThat(person.answers()).isEqualTo(2);
        assertThat(person.variables()).isLessThan(one.variables());
        assertThat(four.difference()).isLessThan(1e-12);
    }
}
