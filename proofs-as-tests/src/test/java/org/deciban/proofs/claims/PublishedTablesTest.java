package org.deciban.proofs.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.deciban.proofs.claims.PublishedTable.Cell;
import org.deciban.proofs.claims.PublishedTable.Result;
import org.deciban.proofs.claims.PublishedTable.Row;
import org.deciban.proofs.claims.catalogue.Catalogue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedTablesTest {
    static List<PublishedTable> tables() {
        return Catalogue.tables();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyPublishedNumberAgreesWithOurs(PublishedTable table) {
        Result result = table.run(Tries.DEFAULT);
        for (Row row : result.rows()) {
            assertThat(row.cells())
                    .as(row.name())
                    .hasSize(result.columns().size() - 1)
                    .allMatch(Cell::agrees);
        }
        assertThat(result.reproduces()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theSameSeedGivesTheSameTable(PublishedTable table) {
        assertThat(table.run(new Tries(3, 1))).isEqualTo(table.run(new Tries(3, 1)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void intervalsHoldTheNumber(PublishedTable table) {
        for (Row row : table.run(new Tries(2, 1)).rows()) {
            for (Cell cell : row.cells()) {
                assertThat(cell.measured()).isBetween(cell.low(), cell.high());
                assertThat(cell.published()).isNotEqualTo(OptionalDouble.of(Double.NaN));
            }
        }
    }
}
