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
        requireCheckedAgain(Path.of("../examples/networks", name + ".bif"));
    }

    @Test
    void alarmIsProvedWithin1em9() {
        Path alarm = Path.of("../../shared/data/bif/alarm.bif");
        Assumptions.assumeThat(Files.exists(alarm)).isTrue();
        requireProved(alarm);
    }

    @Test
    void aCertificateIsOfItsModelAlone() {
        FactorGraph graph = ModelFiles.read(Path.of("../examples/networks/wet-grass.bif"));
        FactorGraph other = ModelFiles.read(Path.of("../examples/networks/dating.bif"));
        Certificate certificate =
                Certifier.certify(BpCompiler.compile(graph, CompilerOptions.exact()), Evidence.none());
        CertificateFile read = CertificateFile.parse("text", CertificateFile.text(certificate));
        assertThat(CertificateCheck.of(read, Optional.of(other)).problems())
                .containsExactly("it is about another graph than the model given");
    }

    @Test
    void loopyModelsHaveNoCertificate() {
        FactorGraph graph = ModelFiles.read(Path.of("../examples/networks/asia.bif"));
        assertThat(Certifier.whyNot(BpCompiler.compile(graph, CompilerOptions.loopy(3))))
                .hasValueSatisfying(why -> assertThat(why).startsWith("only exact mode is certified"));
    }

    private static void requireCheckedAgain(Path path) {
        CertificateFile read = CertificateFile.parse("text", CertificateFile.text(requireProved(path)));
        assertThat(CertificateCheck.of(read, Optional.of(ModelFiles.read(path))).problems())
                .isEmpty();
    }

    private static Certificate requireProved(Path path) {
        CompiledModel model = BpCompiler.compile(ModelFiles.read(path), CompilerOptions.exact());
        Certificate certificate = Certifier.certify(model, Evidence.none());
        assertThat(certificate.verdict(WANTED)).isInstanceOf(Verdict.Verified.class);
        assertThat(CertificateFile.parse("text", CertificateFile.text(certificate))
                        .certificate())
                .isEqualTo(certificate);
        return certificate;
    }
}
