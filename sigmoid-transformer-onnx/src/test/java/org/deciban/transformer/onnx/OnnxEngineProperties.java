package org.deciban.transformer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;

class OnnxEngineProperties {
    @Property(tries = 400)
    void aProgramReadsAsOnTheDenseEngine(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int runs) {
        Program program = RandomPrograms.program(seed);
        double[][] inputs = RandomPrograms.inputs(program, runs, seed);

        double[][][] reads =
                OnnxEngine.float64().withThreads(1).prepare(program).run(inputs);

        Agreement.requireClose(reads, new DenseEngine().prepare(program).run(inputs), 1e-12);
    }

    /** Weights are of order 1 and at most 1000 deep in a logarithm; over 5,000 programs the worst was 1.9e-6. */
    @Property(tries = 200)
    void aProgramInFloat32ReadsAsOnTheDenseEngineToFloat32(@ForAll long seed) {
        Program program = RandomPrograms.program(seed);
        double[][] inputs = RandomPrograms.inputs(program, 2, seed);

        double[][][] reads =
                OnnxEngine.float32().withThreads(1).prepare(program).run(inputs);

        Agreement.requireClose(reads, new DenseEngine().prepare(program).run(inputs), 2e-5);
    }

    @Property(tries = 200)
    void posteriorsAreTheSoftmaxOfTheLastReadAndZeroWhereNoStateIs(@ForAll long seed) {
        Program program = RandomPrograms.program(seed);
        double[][] inputs = RandomPrograms.inputs(program, 2, seed);
        OnnxProgram prepared = OnnxEngine.float64().withThreads(1).prepare(program);

        double[][][] posteriors = prepared.posteriors(inputs);

        double[][][] reads = new DenseEngine().prepare(program).run(inputs);
        int most = program.readOut().states().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
        for (int run = 0; run < inputs.length; run++) {
            double[][] expected = Agreement.posteriors(program, reads[run][reads[run].length - 1]);
            for (int g = 0; g < expected.length; g++) {
                assertThat(posteriors[run][g]).hasSize(most);
                for (int s = 0; s < most; s++) {
                    if (s < expected[g].length) {
                        assertThat(posteriors[run][g][s]).isCloseTo(expected[g][s], within(1e-12));
                    } else {
                        assertThat(posteriors[run][g][s]).isZero();
                    }
                }
            }
        }
    }
}
