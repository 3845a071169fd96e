package org.deciban.transformer.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.io.Bif;
import org.deciban.transformer.engine.DenseEngine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Published networks, which lie beside the repository in {@code ../shared/data}; without them these tests are skipped. */
class NetworkTest {
    @Test
    void asiaReadsAsOnTheDenseEngineForTwentyRounds() {
        FactorGraph asia = network("asia");
        CompiledModel model = BpCompiler.compile(asia, CompilerOptions.loopy(20));

        requireAgreement(
                model,
                Evidence.none(),
                asia.evidence().observe("xray", "yes").build(),
                asia.evidence()
                        .observe("smoke", "no")
                        .likelihood("dysp", 0.3, 0.9)
                        .build());
    }

    @Test
    void asiaExactReadsAsOnTheDenseEngine() {
        FactorGraph asia = network("asia");

        requireAgreement(
                BpCompiler.compile(asia, CompilerOptions.exact()),
                asia.evidence().observe("xray", "yes").build());
    }

    @Test
    void alarmReadsAsOnTheDenseEngine() {
        FactorGraph alarm = network("alarm");

        requireAgreement(
                BpCompiler.compile(alarm, CompilerOptions.loopy(1)),
                alarm.evidence().observe("HRBP", "HIGH").build());
    }

    private static void requireAgreement(CompiledModel model, Evidence... sets) {
        double[][] inputs = new double[sets.length][];
        for (int i = 0; i < sets.length; i++) {
            inputs[i] = model.inputs(sets[i]);
        }
        double[][][] expected = new DenseEngine().prepare(model.program()).run(inputs);
        Agreement.requireClose(OnnxEngine.float64().prepare(model.program()).run(inputs), expected, 1e-12);
        // Measured: 4e-7 of log-beliefs.
        Agreement.requireClose(OnnxEngine.float32().prepare(model.program()).run(inputs), expected, 1e-5);
    }

    private static FactorGraph network(String name) {
        Path root = Path.of("").toAbsolutePath();
        for (Path up = root; up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("pom.xml"))) {
                root = up;
            }
        }
        Path file = root.resolveSibling("shared").resolve("data").resolve("bif").resolve(name + ".bif");
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
        return Bif.read(file);
    }
}
