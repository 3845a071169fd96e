package org.deciban.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.Mode;
import org.deciban.proofs.verify.Check;
import org.deciban.proofs.verify.Verdict;
import org.deciban.proofs.verify.VerificationReport;
import org.deciban.proofs.verify.Witness;

/** A verification as text: what was compiled, a line for each check, and the verdict last. */
final class VerifyText {
    private VerifyText() {}

    static void print(PrintStream out, VerifyReport report) {
        Table head = new Table();
        head.row("model", report.model());
        head.row("graph", Facts.graph(report.subjects().get(0).model().graph()));
        for (Subject subject : report.subjects()) {
            head.row(Words.of(subject.sizes().mode()), Facts.transformer(subject.sizes()));
            head.row("", subject.sizes().description());
        }
        head.row("evidence", evidence(report));
        head.print(out);
        out.println();
        Table checks = new Table();
        report.checked().checks().forEach(check -> checks.row(cells(check)));
        checks.print(out);
        out.println();
        Table end = new Table();
        if (report.subjects().stream().anyMatch(subject -> subject.sizes().mode() == Mode.LOOPY)) {
            end.row("gap", gap(report.checked()));
        }
        String label = "not tried";
        for (String left : report.notTried()) {
            end.row(label, left);
            label = "";
        }
        end.row("verdict", report.checked().verdict());
        end.print(out);
    }

    private static String evidence(VerifyReport report) {
        String asked = report.evidence().get(0).isEmpty()
                ? "none"
                : report.evidence().get(0).toString();
        return report.drawn() == 0
                ? asked
                : asked + "; and " + Numbers.count(report.drawn(), "set", "sets") + " drawn from the model, seed "
                        + report.seed();
    }

    private static List<String> cells(Check check) {
        Verdict verdict = check.verdict();
        List<String> cells = new ArrayList<>(List.of(verdict.word(), check.name()));
        verdict.findReason().ifPresent(cells::add);
        verdict.findWorst().ifPresent(worst -> {
            verdict.findTolerance()
                    .ifPresent(bound -> cells.add(Numbers.brief(worst.magnitude())
                            + (bound.allows(worst.magnitude()) ? " ≤ " : " > ")
                            + Numbers.brief(bound.absolute())));
            cells.add("at " + (verdict instanceof Verdict.Refuted ? withValues(worst) : worst.where()));
        });
        return cells;
    }

    private static String withValues(Witness witness) {
        return witness.where() + ": expected " + witness.discrepancy().expected() + ", got "
                + witness.discrepancy().actual()
                + witness.fault().map(fault -> "; " + fault.where()).orElse("");
    }

    private static String gap(VerificationReport checked) {
        return checked.gap()
                .map(gap ->
                        Numbers.brief(gap.magnitude()) + " between loopy BP and the exact posterior, at " + gap.where())
                .orElse("unknown: the exact posterior is over the budget of the junction tree");
    }
}
