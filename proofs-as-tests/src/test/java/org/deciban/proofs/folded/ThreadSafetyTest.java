package org.deciban.proofs.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.folded.FoldedEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadSafetyTest {
    /** Damped models run as sums, others as products; batches of more than a few sets run side by side. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void fourThreadsOnOneProgramGetWhatOneGets(double damping) throws Exception {
        Random random = new Random(4);
        for (int i = 0; i < 10; i++) {
            Case given = Cases.draw(random, false);
            CompiledModel model =
                    BpCompiler.compile(given.graph(), CompilerOptions.loopy(10).withDamping(damping));
            PreparedProgram prepared = new FoldedEngine().prepare(model.program());
            List<double[][]> batches = new ArrayList<>();
            for (int size = 1; size <= 80; size += 3) {
                batches.add(IntStream.range(0, size)
                        .mapToObj(n -> model.inputs(evidence(given, random)))
                        .toArray(double[][]::new));
            }
            List<double[][][]> expected = batches.stream().map(prepared::run).toList();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<double[][][]>> results = new ArrayList<>();
                for (int repeat = 0; repeat < 3; repeat++) {
                    batches.forEach(batch -> results.add(threads.submit(() -> prepared.run(batch))));
                }
                for (int r = 0; r < results.size(); r++) {
                    assertThat(results.get(r).get()).isDeepEqualTo(expected.get(r % batches.size()));
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    private static Evidence evidence(Case given, Random random) {
        Evidence.Builder evidence = given.graph().evidence();
        given.graph().variables().forEach(variable -> {
            if (random.nextInt(3) == 0) {
                evidence.likelihood(
                        variable,
                        random.doubles(variable.cardinality(), 1e-9, 1)
                                .map(x -> random.nextInt(4) == 0 ? Math.pow(x, 30) : x)
                                .toArray());
            }
        });
        return evidence.build();
    }
}
