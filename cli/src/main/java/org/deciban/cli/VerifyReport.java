package org.deciban.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.deciban.factorgraph.Evidence;
import org.deciban.proofs.verify.Check;
import org.deciban.proofs.verify.Verdict;
import org.deciban.proofs.verify.VerificationReport;
import org.deciban.proofs.verify.Verifier;
import org.deciban.proofs.verify.Witness;

/**
 * What {@code deciban verify} found, as text and as JSON.
 *
 * @param subjects what was verified, one transformer for each promise
 * @param evidence the evidence sets; the first is the one asked for, the others are drawn
 * @param notTried what could have been verified too, each with the reason
 */
record VerifyReport(
        String model,
        List<Subject> subjects,
        VerificationReport checked,
        List<Evidence> evidence,
        long seed,
        List<String> notTried) {

    /**
     * Checks the models under each evidence set.
     *
     * @param inOnnx whether ONNX Runtime is to execute them too
     */
    static VerifyReport of(
            String model,
            List<Subject> subjects,
            List<Evidence> evidence,
            long seed,
            List<String> notTried,
            boolean inOnnx) {
        VerificationReport checked = subjects.stream()
                .map(subject -> check(subject, evidence, inOnnx))
                .reduce(VerificationReport::and)
                .orElseThrow();
        return new VerifyReport(model, subjects, checked, evidence, seed, notTried);
    }

    private static VerificationReport check(Subject subject, List<Evidence> evidence, boolean inOnnx) {
        Verifier verifier = Verifier.verifyThat(subject.model()).given(evidence);
        VerificationReport checked = VerificationReport.of(verifier, subject.tolerance());
        return inOnnx ? checked.and(OnnxCheck.of(verifier, subject)) : checked;
    }

    /** The same with one more check. */
    VerifyReport and(Check check) {
        return new VerifyReport(model, subjects, checked.and(check), evidence, seed, notTried);
    }

    int exitCode() {
        return switch (checked.verdict()) {
            case "VERIFIED" -> ExitCode.GOOD;
            case "REFUTED" -> ExitCode.REFUTED;
            default -> ExitCode.OVER_BUDGET;
        };
    }

    /** The number of sets that were drawn. */
    int drawn() {
        return evidence.size() - 1;
    }

    void printJson(PrintStream out) {
        Json.print(out, json -> {
            json.text("model", model);
            json.text("verdict", checked.verdict());
            json.array("checks", () -> {
                for (Check check : checked.checks()) {
                    json.object(() -> write(json, check));
                }
            });
            if (drawn() > 0) {
                json.count("seed", seed);
            }
            json.count("evidenceSets", evidence.size());
            json.array("models", () -> {
                for (Subject subject : subjects) {
                    json.object(() -> subject.sizes().write(json));
                }
            });
            if (checked.gap().isPresent()) {
                Witness gap = checked.gap().get();
                json.object("gap", () -> {
                    json.brief("worst", gap.magnitude());
                    json.text("where", gap.where());
                });
            } else {
                json.nothing("gap");
            }
            json.array("notTried", () -> {
                for (String left : notTried) {
                    json.text(left);
                }
            });
        });
    }

    private static void write(Json json, Check check) throws IOException {
        Verdict verdict = check.verdict();
        Optional<Witness> worst = verdict.findWorst();
        json.text("name", check.name());
        json.text("verdict", verdict.word());
        if (verdict.findTolerance().isPresent() && worst.isPresent()) {
            json.brief("worst", worst.get().magnitude());
            json.brief("tolerance", verdict.findTolerance().get().absolute());
            json.text("where", worst.get().whereAndFault());
        } else {
            json.nothing("worst");
            json.nothing("tolerance");
            json.nothing("where");
            json.text("reason", verdict.findReason().orElse(null));
        }
    }
}
