package org.deciban.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.Mode;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.proofs.certificates.Certificate;
import org.deciban.proofs.certificates.CertificateFile;
import org.deciban.proofs.certificates.Certifier;
import org.deciban.proofs.verify.Check;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.proofs.verify.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether {@code verify} is to prove how far the transformer is from the exact posterior, and where to write that. */
final class CertifyOptions {
    /** The claim that is proved. */
    static final String NAME = "transformer within eps of the exact posterior, proved";

    /** What ε has to be within where the weights are float64. */
    private static final Tolerance WANTED = new Tolerance(1e-9);

    @Option(
            names = "--certify",
            description =
                    "Prove for the evidence given, by intervals and exact rationals, that what the transformer computes in"
                            + " real numbers, and what was printed, are within eps of the exact posterior. Exact mode only."
                            + " VERIFIED if eps ≤ 1e-9 (1e-5 for weights in float32).")
    private boolean certify;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description =
                    "Where --certify writes the certificate, which 'deciban check' verifies again; asks for --certify."
                            + " Default: the name of MODEL with .certificate.json, in the current directory.")
    private @Nullable Path file;

    /** Whether a proof is asked for. */
    boolean asked() {
        return certify || file != null;
    }

    /**
     * Refuses what can have no certificate, before anything runs.
     *
     * @throws BadInputException if nobody left a choice, and what was chosen is not certified
     */
    void requireCertifiable(List<Candidate> candidates, boolean decided) {
        boolean loopy =
                candidates.stream().allMatch(candidate -> candidate.sizes().mode() == Mode.LOOPY);
        if (asked() && decided && loopy) {
            throw new BadInputException(
                    "--certify is for exact mode: a loopy belief is an iterate, and its distance from"
                            + " the exact posterior is no fault. Maybe leave out what asks for loopy mode?");
        }
        if (asked()
                && candidates.stream()
                        .anyMatch(candidate -> candidate.ownEngine().isPresent())) {
            throw new BadInputException(
                    "--certify reads the weights, and an .onnx file is run as it is. Maybe compile to"
                            + " .safetensors?");
        }
    }

    /** The check, and the certificate written. */
    Check check(String model, List<Subject> subjects, Evidence evidence, Console console) {
        Optional<Subject> exact = subjects.stream()
                .filter(subject -> subject.model().mode() == Mode.EXACT)
                .findFirst();
        if (exact.isEmpty()) {
            return new Check(NAME, new Verdict.Inconclusive("exact mode was not tried"));
        }
        BeliefModel certified = exact.get().model();
        Optional<String> why = Certifier.whyNot(certified);
        if (why.isPresent()) {
            return new Check(NAME, new Verdict.Inconclusive(why.get()));
        }
        Certificate certificate;
        try {
            certificate = Certifier.certify(certified, evidence);
        } catch (BudgetExceededException e) {
            return new Check(NAME, new Verdict.Inconclusive("in rationals " + e.getMessage()));
        }
        write(certificate, file, model, console);
        Tolerance tolerance = exact.get().tolerance();
        return new Check(NAME, certificate.verdict(tolerance.absolute() > WANTED.absolute() ? tolerance : WANTED));
    }

    /** @param file null stands for the name of the model */
    static void write(Certificate certificate, @Nullable Path file, String model, Console console) {
        Path target = file == null ? Path.of(stem(Path.of(model)) + ".certificate.json") : file;
        try {
            CertificateFile.write(certificate, target);
        } catch (IOException e) {
            throw new UncheckedIOException(target + " cannot be written: " + e.getMessage(), e);
        }
        console.say("certificate written to " + target);
    }

    private static String stem(Path model) {
        String name = String.valueOf(model.getFileName());
        int dot = name.indexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
