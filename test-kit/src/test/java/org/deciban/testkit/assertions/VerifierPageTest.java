package org.deciban.testkit.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deciban.proofs.verify.Rounds.atConvergence;
import static org.deciban.proofs.verify.Rounds.atEveryRound;
import static org.deciban.proofs.verify.Verifier.verifyThat;
import static org.deciban.testkit.assertions.DecibanAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.deciban.compiler.CompiledModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.proofs.diagnosis.Diagnosis;
import org.deciban.proofs.diagnosis.Suspect;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.proofs.verify.Verdict;
import org.deciban.proofs.verify.Verdict.Verified;
import org.deciban.proofs.verify.Verifier;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.junit.jupiter.api.Test;

/** The Java of docs/verifier.md, which is compiled and run here. */
class VerifierPageTest {
    private static final String ASIA = "../examples/networks/asia.bif";

    /** Stands for somebody's engine. */
    private static final class MyEngine {
        static Marginals posteriors(FactorGraph graph, Evidence evidence) {
            return Enumeration.run(graph, evidence).marginals();
        }

        static Marginals propagate(FactorGraph graph, Evidence evidence) {
            return BeliefPropagation.run(
                            graph, evidence, BeliefPropagationOptions.defaults().withTolerance(1e-14))
                    .beliefs();
        }
    }

    @Test
    void claimsReadAsSentences(
            @ModelFile(ASIA) CompiledModel model, @SampledEvidence(sets = 2) List<Evidence> evidence) {
        FactorGraph graph = model.graph();
        Verifier verifier = verifyThat(model).given(evidence);
        Verdict exact = verifier.matchesExactPosterior(Tolerance.ROUNDING);
        Verdict rounds = verifier.matchesLoopyBp(atEveryRound());
        Verdict closed = verifier.isDefinedOnlyOn(graph.variables());
        Verdict refusals = verifier.refusesImpossibleEvidence();

        Verdict foreign = verifyThat(graph, given -> MyEngine.propagate(graph, given))
                .given(evidence)
                .matchesLoopyBp(atConvergence(), new Tolerance(1e-9));

        assertThat(exact).isInstanceOf(Verified.class);
        // The model is exact, and so not what loopy belief propagation is on a graph with a cycle.
        assertThat(rounds).isRefuted();
        assertThat(closed).isVerified();
        assertThat(refusals).isVerified();
        assertThat(foreign).isVerified();
    }

    @Test
    void myEngineIsExact(
            @ModelFile("../examples/networks/asia.bif") FactorGraph asia,
            @SampledEvidence(sets = 20) List<Evidence> evidence) {
        assertThat(verifyThat(asia, given -> MyEngine.posteriors(asia, given))
                        .given(evidence)
                        .matchesExactPosterior(Tolerance.ROUNDING))
                .isVerified();
    }

    @Test
    void aSuspectIsHeldAgainstWhatItIsSaidToCompute(
            @ModelFile(ASIA) CompiledModel model, @SampledEvidence(sets = 2) List<Evidence> evidence) {
        Transformer weights = model.transformer();
        Matrix tokens = model.program().tokens();
        Suspect suspect = Suspect.of(model).with(weights).with(tokens);
        List<Diagnosis> wrong = suspect.diagnose(evidence);
        assertThat(wrong).isEmpty();
    }

    @Test
    void theJavaOfThePageIsThatOfThisClass() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/deciban/testkit/assertions/VerifierPageTest.java"));
        List<String> blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/verifier.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(3);
        for (String block : blocks) {
            assertThat(withoutIndent(source)).contains(withoutIndent(block));
        }
    }

    private static String withoutIndent(String code) {
        return code.replaceAll("(?m)^ +", "");
    }
}
