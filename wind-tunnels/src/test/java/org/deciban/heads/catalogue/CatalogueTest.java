package org.deciban.heads.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Theory is in closed form, from the symbols alone; what is measured comes from the attention of the model. */
class CatalogueTest {
    private static final List<CatalogueEntry> ENTRIES = Catalogue.measure(new Trial(1, 5, 48));

    @Test
    void everyHeadDoesItsTaskAndScoresWhatTheoryPredicts() {
        assertThat(ENTRIES).hasSize(14);
        for (CatalogueEntry entry : ENTRIES) {
            assertThat(entry.worstError()).as(entry.name()).isLessThan(1e-9);
            for (Reading reading : entry.readings()) {
                assertThat(reading.difference())
                        .as("%s: %s", entry.name(), reading)
                        .isLessThan(1e-9);
            }
            assertThat(entry.isAsPredicted()).isTrue();
        }
    }

    @Test
    void atALowPriceEveryScoreShowsTheLeak() {
        for (CatalogueEntry entry : ENTRIES) {
            List<Reading> soft = entry.readings().stream()
                    .filter(reading -> reading.price() < 100
                            && !List.of("invariance", "peakiness").contains(reading.score()))
                    .toList();
            for (Reading reading : soft) {
                assertThat(reading.predicted())
                        .as("%s: %s", entry.name(), reading)
                        .isStrictlyBetween(0.01, 0.999);
            }
        }
    }

    @Test
    void everyHeadIsFarFromChance() {
        for (CatalogueEntry entry : ENTRIES) {
            entry.readings().stream()
                    .filter(reading -> reading.price() > 100 && reading.predicted() == 1 && reading.chance() >= 0)
                    .forEach(reading -> assertThat(reading.chance())
                            .as("%s: %s", entry.name(), reading)
                            .isLessThan(0.9));
        }
    }

    @Test
    void interventionsDoWhatTheoryPredictsAndNothingElse() {
        for (Effect effect : InterventionTables.measure(3)) {
            assertThat(effect.difference()).as("%s", effect).isLessThan(1e-9);
        }
    }

    @Test
    void editsAlongTheKeySpillOverWhereKeysOverlap() {
        assertThat(InterventionTables.editedFacts(3).stream()
                        .filter(effect -> effect.intervention().contains("radius 2, along its key")
                                && effect.measure().startsWith("largest"))
                        .mapToDouble(Effect::after))
                .allMatch(change -> change > 0.4);
    }

    @Test
    void aMemoryThatFillsIsAsPredicted() {
        List<MemoryTable.Row> rows = MemoryTable.measure(5, 64, 8, new int[] {1, 8, 32, 63}, new double[] {2048, 4, 2});
        assertThat(rows).hasSize(24);
        for (MemoryTable.Row row : rows) {
            assertThat(row.difference()).as("%s", row).isLessThan(1e-9);
        }
    }

    @Test
    void withoutADetectorMissesAreAnsweredAndWithOneTheyAreUnknown() {
        for (MemoryTable.Row row : MemoryTable.measure(5, 64, 8, new int[] {1, 8, 32, 63}, new double[] {2048})) {
            assertThat(row.right().measured()).isCloseTo(1, within(1e-12));
            assertThat(row.unknown().measured()).isCloseTo(row.detects() ? 1 : 0, within(1e-12));
            assertThat(row.fluent().measured() > 0.3).isEqualTo(!row.detects());
            assertThat(row.falseAlarm().measured()).isCloseTo(0, within(1e-12));
        }
    }

    /** At a low price the neighbours of a subject outweigh the detector once there are many. */
    @Test
    void aFullStoreDrownsASoftDetector() {
        List<MemoryTable.Row> rows = MemoryTable.measure(5, 64, 8, new int[] {1, 8, 32, 63}, new double[] {2}).stream()
                .filter(MemoryTable.Row::detects)
                .toList();
        for (int i = 1; i < rows.size(); i++) {
            assertThat(rows.get(i).unknown().measured())
                    .isLessThan(rows.get(i - 1).unknown().measured());
        }
        assertThat(rows.get(3).unknown().measured()).isLessThan(0.4);
    }
}
