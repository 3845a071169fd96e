package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify --certify}, {@code check} and {@code infer --box}. */
class CheckCommandTest {
    private static final String WET_GRASS = Run.network("wet-grass");

    @TempDir
    private Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String certificate() {
        String path = file("c.json");
        Run run = Run.of("verify", WET_GRASS, "--certificate", path, "--samples", "0", "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode last = run.json().get("checks").get(run.json().get("checks").size() - 1);
        assertThat(last.get("name").asText()).isEqualTo(CertifyOptions.NAME);
        assertThat(last.get("verdict").asText()).isEqualTo("VERIFIED");
        assertThat(last.get("worst").asDouble()).isBetween(0.0, 1e-12);
        return path;
    }

    @Test
    void aCertificateIsWrittenAndAcceptedForItsModelAlone() {
        String path = certificate();
        Run accepted = Run.of("check", path, WET_GRASS, "--json");
        assertThat(accepted.exit()).as(accepted.err()).isZero();
        assertThat(accepted.json().get("verdict").asText()).isEqualTo("ACCEPTED");
        Run other = Run.of("check", path, Run.network("dating"));
        assertThat(other.exit()).isEqualTo(ExitCode.REFUTED);
        assertThat(other.out()).contains("another graph").contains("verdict      REJECTED");
    }

    @Test
    void aChangedDigitIsRejectedAndHalfAFileIsNoCertificate() throws IOException {
        String text = Files.readString(Path.of(certificate()));
        int digit = text.indexOf("0.", text.indexOf("\"printed\"")) + 2;
        char other = text.charAt(digit) == '5' ? '6' : '5';
        Files.writeString(folder.resolve("changed.json"), text.substring(0, digit) + other + text.substring(digit + 1));
        Run changed = Run.of("check", file("changed.json"));
        assertThat(changed.exit()).isEqualTo(ExitCode.REFUTED);
        assertThat(changed.out()).contains("REJECTED");
        Files.writeString(folder.resolve("half.json"), text.substring(0, text.length() / 2));
        assertThat(Run.of("check", file("half.json")).exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Run.of("check", file("missing.json")).exit()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void aTransformerWithAWeightMovedIsRefutedAndNoCertificateOfAnotherIsAccepted() throws IOException {
        assertThat(Run.of("compile", WET_GRASS, "-o", file("m.safetensors")).exit())
                .isZero();
        MovedPotential.write(folder.resolve("m.safetensors"), folder.resolve("moved.safetensors"), 1e-6);
        String path = file("m.json");
        Run right = Run.of("verify", WET_GRASS, "--transformer", file("m.safetensors"), "--certificate", path);
        assertThat(right.exit()).as(right.err()).isZero();
        assertThat(Run.of("check", path).exit()).isZero();
        assertThat(Run.of("check", path, "--transformer", file("moved.safetensors"))
                        .exit())
                .isEqualTo(ExitCode.REFUTED);
        Run wrong = Run.of(
                "verify", WET_GRASS, "--transformer", file("moved.safetensors"), "--certificate", file("w.json"));
        assertThat(wrong.exit()).isEqualTo(ExitCode.REFUTED);
        assertThat(wrong.out()).containsPattern("REFUTED +" + CertifyOptions.NAME);
    }

    @Test
    void loopyModeIsNotCertified() {
        Run run = Run.of("verify", WET_GRASS, "--mode", "loopy", "--rounds", "1", "--certify");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("--certify is for exact mode");
    }

    @Test
    void aBoxBoundsTheAnswersOfItsCorners() {
        String asia = Run.network("asia");
        JsonNode bound = Run.of("infer", asia, "--box", "xray=0.6..0.9,0.1", "--json")
                .json()
                .get("bounds")
                .get("lung")
                .get("yes");
        double low = lung(asia, "xray~0.6:0.1");
        double high = lung(asia, "xray~0.9:0.1");
        assertThat(bound.get(0).asDouble()).isBetween(low - 1e-12, low + 1e-12);
        assertThat(bound.get(1).asDouble()).isBetween(high - 1e-12, high + 1e-12);
        assertThat(Run.of("infer", asia, "--box", "xray=0.6..0.2,0.1").exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Run.of("infer", asia, "--box", "x=0.6,0.1").exit()).isEqualTo(ExitCode.BAD_INPUT);
    }

    private static double lung(String model, String evidence) {
        return Run.of("infer", model, "--evidence", evidence, "--json")
                .json()
                .get("posteriors")
                .get("lung")
                .get("yes")
                .asDouble();
    }
}
