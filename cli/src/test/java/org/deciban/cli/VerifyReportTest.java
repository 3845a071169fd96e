package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.verify.Check;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.proofs.verify.Verdict.Inconclusive;
import org.deciban.proofs.verify.VerificationReport;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.junit.jupiter.api.Test;

/** Verdicts that a sound compiler does not bring about by itself. */
class VerifyReportTest {
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("rain", "no", "yes")
            .variable("grass", "dry", "wet")
            .conditional("rain", List.of(), 0.8, 0.2)
            .conditional("grass", List.of("rain"), 0.9, 0.1, 0.2, 0.8)
            .build();

    private static final CompiledModel MODEL = BpCompiler.compile(GRAPH, CompilerOptions.exact());

    /** Shows every observer a residual stream in which the last number is off. */
    private record Liar(Engine honest) implements Engine {
        @Override
        public String name() {
            return "liar";
        }

        @Override
        public PreparedTransformer prepare(Transformer transformer) {
            PreparedTransformer prepared = honest.prepare(transformer);
            int belief = transformer.layout().subspace("state.0").at(1);
            return (tokens, observer) -> prepared.forward(tokens, new ForwardObserver() {
                @Override
                public boolean wants(HookPoint point) {
                    return observer.wants(point);
                }

                @Override
                public void observe(HookPoint point, Matrix value) {
                    double[] entries = value.toRowMajor();
                    entries[value.columns() + belief] += 0.1;
                    observer.observe(point, Matrix.ofRowMajor(value.rows(), value.columns(), entries));
                }
            });
        }
    }

    private static Subject subject(CompiledModel model) {
        return new Subject(model, Sizes.of(model), Tolerance.ROUNDING);
    }

    private static String print(Consumer<java.io.PrintStream> printer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        printer.accept(Run.utf8(bytes));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aWrongEngineIsRefutedWithBothValues() {
        List<Evidence> evidence = List.of(Evidence.none());
        CompiledModel wrong = MODEL.on(new Liar(new DenseEngine()));
        VerifyReport report = VerifyReport.of("m.bif", List.of(subject(wrong)), evidence, 1, List.of(), false);
        assertThat(report.exitCode()).isEqualTo(ExitCode.REFUTED);
        String text = print(out -> VerifyText.print(out, report));
        // 0.2·e^0.1 / (0.8 + 0.2·e^0.1) where 0.2 is right.
        assertThat(text)
                .contains(
                        "REFUTED  transformer = exact posterior          0.016 > 1e-12  at rain=no, no evidence: expected 0.8")
                .contains("; first off in tokens: the engine")
                .endsWith("verdict  REFUTED\n");
        assertThat(print(report::printJson))
                .contains("\"verdict\": \"REFUTED\"")
                .contains("\"where\": \"rain=no, no evidence; first off in tokens: the engine\"");
    }

    @Test
    void anUndecidedCheckSaysWhyAndIsNotGood() {
        VerificationReport checked = new VerificationReport(
                List.of(new Check("transformer = exact posterior", new Inconclusive("over the budget"))),
                Optional.empty());
        VerifyReport report =
                new VerifyReport("m.bif", List.of(subject(MODEL)), checked, List.of(Evidence.none()), 1, List.of());
        assertThat(report.exitCode()).isEqualTo(ExitCode.OVER_BUDGET);
        assertThat(print(out -> VerifyText.print(out, report)))
                .contains("INCONCLUSIVE  transformer = exact posterior  over the budget")
                .endsWith("verdict  INCONCLUSIVE\n");
        assertThat(print(report::printJson)).contains("\"worst\": null").contains("\"reason\": \"over the budget\"");
    }
}
