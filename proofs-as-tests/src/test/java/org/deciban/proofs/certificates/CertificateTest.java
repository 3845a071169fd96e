package org.deciban.proofs.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.Assumptions;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.io.ModelFiles;
import org.deciban.proofs.recheck.CertificateCheck;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.proofs.verify.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of published networks in exact mode, found and checked again. */
class CertificateTest {
    private static final Tolerance WANTED = new Tolerance(1e-9);

    @ParameterizedTest
    @ValueSource(strings = {"asia", "dating", "grid-3x3", "polytree", "wet-grass"})
    void everyExampleNetworkIsProvedWithin1em9AndCheckedAgain(String name) {
        requireProved(Path.of("../examples/networks", name + ".bif"));
    }

    @Test
    void alarmIsProvedWithin1em9AndCheckedAgain() {
        Path alarm = Path.of("../../shared/data/bif/alarm.bif");
        Assumptions.assumeThat(Files.exists(alarm)).isTrue();
        requireProved(alarm);
    }

    private static void requireProved(Path path) {
        FactorGraph graph = ModelFiles.read(path);
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.exact());
        Certificate certificate = Certifier.certify(model, Evidence.none());
        assertThat(certificate.verdict(WANTED)).isInstanceOf(Verdict.Verified.class);
        CertificateFile read = CertificateFile.parse("text", CertificateFile.text(certificate));
        assertThat(read.certificate()).isEqualTo(certificate);
        assertThat(CertificateCheck.of(read, Optional.of(graph)).problems()).isEmpty();
    }
}
