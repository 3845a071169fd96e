package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsCommandTest {
    @Test
    void aTableStandsBesideThePublishedNumbers() {
        Run run = Run.of("claims", "b3");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("B3  The dating network: REPRODUCED", "P(lonely | date)     0.4167 (0.4167)")
                .doesNotContain("B1 ");
    }

    @Test
    void jsonHoldsEveryCell() throws Exception {
        Run run = Run.of("claims", "B3", "--json", "--seed", "7", "--tries", "3");
        JsonNode answer = run.json();
        assertThat(answer.get("seed").asLong()).isEqualTo(7);
        assertThat(answer.get("tries").asInt()).isEqualTo(3);
        assertThat(answer.get("claims")).isEmpty();
        JsonNode cell = answer.at("/tables/0/rows/1/cells/0");
        assertThat(answer.at("/tables/0/rows/1/name").asText()).isEqualTo("P(date)");
        assertThat(cell.get("measured").asDouble()).isEqualTo(0.288);
        assertThat(cell.get("published").asDouble()).isEqualTo(0.288);
        assertThat(cell.get("agrees").asBoolean()).isTrue();
    }

    @Test
    void aPageNeedsNoOtherFile(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("claims.html");
        assertThat(Run.of("claims", "B3", "--html", page.toString()).exit()).isZero();
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("The dating network", "P(lonely | date)")
                .doesNotContain("<script", "<img", "<link", "http");
    }

    @Test
    void whatIsNotInTheCatalogueIsBadInput() {
        Run run = Run.of("claims", "Z9");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("'Z9' is no claim or table", "B1, B2, B3");
    }

    @Test
    void nothingToTryIsBadInput() {
        assertThat(Run.of("claims", "B3", "--tries", "0").exit()).isEqualTo(2);
        assertThat(Run.of("claims", "B3", "--tries", "many").exit()).isEqualTo(2);
    }

    @Test
    void aPageThatCannotBeWrittenIsBadInput(@TempDir Path folder) {
        Run run = Run.of(
                "claims", "B3", "--html", folder.resolve("no/such/folder.html").toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("cannot write");
    }
}
