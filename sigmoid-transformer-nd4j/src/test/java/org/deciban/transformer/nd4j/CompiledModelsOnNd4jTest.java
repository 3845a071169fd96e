package org.deciban.transformer.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.Mode;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.io.ModelFiles;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every read of compiled models, against the dense engine. */
class CompiledModelsOnNd4jTest {
    private static final double TOLERANCE = 1e-12;

    private static final FactorGraph ASIA = ModelFiles.read(Path.of("../examples/networks/asia.bif"));

    static Stream<CompilerOptions> options() {
        CompilerOptions logOdds = CompilerOptions.auto().withConstruction(Construction.LOG_ODDS);
        return Stream.of(
                CompilerOptions.loopy(10),
                CompilerOptions.loopy(5).withDamping(0.5),
                CompilerOptions.exact(),
                logOdds.withMode(Mode.LOOPY).withRounds(10),
                logOdds.withMode(Mode.LOOPY).withRounds(10).withTask(Task.MAP));
    }

    private static List<Evidence> evidence() {
        List<Evidence> sets = new ArrayList<>();
        sets.add(Evidence.none());
        sets.add(ASIA.evidence().observe("xray", "yes").observe("dysp", "yes").build());
        sets.add(ASIA.evidence()
                .likelihood("smoke", 1e-9, 0.3)
                .observe("asia", "yes")
                .build());
        return sets;
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyReadIsTheDenseEngines(CompilerOptions options) {
        CompiledModel model = BpCompiler.compile(ASIA, options);
        Program program = model.program();
        double[][] inputs = evidence().stream().map(model::inputs).toArray(double[][]::new);
        double[][][] expected = new DenseEngine().prepare(program).run(inputs);
        Nd4jEngineProperties.assertClose(new Nd4jEngine().prepare(program).run(inputs), expected, TOLERANCE);
        for (int run = 0; run < inputs.length; run++) {
            Nd4jEngineProperties.assertClose(
                    new Nd4jEngine().prepare(program).run(new double[][] {inputs[run]}),
                    new double[][][] {expected[run]},
                    TOLERANCE);
        }
    }

    /** The worst of these models and evidence sets was 2.6e-7. */
    @ParameterizedTest
    @MethodSource("options")
    void floatsGiveTheBeliefsAfterEveryRoundToFiveDigits(CompilerOptions options) {
        CompiledModel model = BpCompiler.compile(ASIA, options);
        List<List<Marginals>> expected = model.beliefsAfterEachRound(evidence());
        List<List<Marginals>> actual =
                model.on(new Nd4jEngine(Precision.FLOAT32)).beliefsAfterEachRound(evidence());
        double worst = 0;
        for (int set = 0; set < expected.size(); set++) {
            for (int round = 0; round < expected.get(set).size(); round++) {
                for (Variable variable : ASIA.variables()) {
                    for (String state : variable.states()) {
                        double wanted = expected.get(set).get(round).probability(variable.name(), state);
                        double got = actual.get(set).get(round).probability(variable.name(), state);
                        worst = Math.max(worst, Math.abs(wanted - got));
                    }
                }
            }
        }
        assertThat(worst).isLessThan(5e-6);
    }
}
