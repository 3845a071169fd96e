package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.ImportedModel;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;
import org.deciban.transformer.io.TransformerFile;

/** A model from a file is the model that was written, whatever order a graph has its names in. */
@Domain(CaseArbitraries.class)
@Domain(DomainContext.Global.class)
class ImportedModelProperties {
    /** A softmax over states in another order sums in another order. */
    private static final double SUM_ORDER = 1e-15;

    @Property(tries = 300)
    void rowModelsAnswerAsBeforeAndAreWrittenAgainByteForByte(@ForAll Case given, @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        CompilerOptions options = random.nextBoolean()
                ? CompilerOptions.auto()
                : CompilerOptions.loopy(given.rounds()).withDamping(random.nextInt(3) * 0.25);
        check(given, options, random);
    }

    @Provide
    Arbitrary<Case> booleans() {
        return CaseArbitraries.booleans();
    }

    @Property(tries = 300)
    void logOddsModelsAnswerAsBeforeAndAreWrittenAgainByteForByte(@ForAll("booleans") Case given, @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        CompilerOptions options = CompilerOptions.loopy(given.rounds())
                .withConstruction(Construction.LOG_ODDS)
                .withTask(random.nextBoolean() ? Task.MARGINALS : Task.MAP)
                .withDamping(random.nextInt(3) * 0.25);
        check(given, options, random);
    }

    private static void check(Case given, CompilerOptions options, Random random) throws IOException {
        CompiledModel model = compile(given.graph(), options);
        byte[] bytes = write(model.toFile());
        TransformerFile read = read(bytes);
        assertThat(read).isEqualTo(model.toFile());
        assertThat(write(read)).isEqualTo(bytes);

        FactorGraph names = shuffledNames(given.graph(), random);
        ImportedModel imported = ImportedModel.of("m", read, names);
        Outcome expected = Outcome.of(() -> model.beliefsAfterEachRound(given.evidence()));
        Outcome actual = Outcome.of(() -> imported.beliefsAfterEachRound(renamed(given.evidence(), names)));
        assertThat(actual.isImpossible()).isEqualTo(expected.isImpossible());
        if (!actual.isImpossible()) {
            List<Marginals> rounds = actual.beliefs().orElseThrow();
            assertThat(rounds).hasSize(model.rounds() + 1);
            for (int round = 0; round < rounds.size(); round++) {
                Marginals before = expected.beliefs().orElseThrow().get(round);
                for (Variable variable : given.graph().variables()) {
                    for (String state : variable.states()) {
                        double difference = rounds.get(round).probability(variable.name(), state)
                                - before.probability(variable.name(), state);
                        assertThat(Math.abs(difference)).isLessThanOrEqualTo(SUM_ORDER);
                    }
                }
            }
        }
    }

    private static CompiledModel compile(FactorGraph graph, CompilerOptions options) {
        try {
            return BpCompiler.compile(graph, options);
        } catch (ImpossibleEvidenceException e) {
            // Factors that contradict each other have no junction tree.
            return BpCompiler.compile(graph, CompilerOptions.loopy(2));
        }
    }

    private static byte[] write(TransformerFile file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        file.writeTo(Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    private static TransformerFile read(byte[] bytes) throws IOException {
        Path path = Files.createTempFile("model", ".safetensors");
        try {
            Files.copy(new ByteArrayInputStream(bytes), path, StandardCopyOption.REPLACE_EXISTING);
            return TransformerFile.read(path);
        } finally {
            Files.delete(path);
        }
    }

    /** The variables in another order, each with its states in another order, and no factors. */
    private static FactorGraph shuffledNames(FactorGraph graph, Random random) {
        List<Variable> variables = new ArrayList<>(graph.variables());
        Collections.shuffle(variables, random);
        FactorGraph.Builder names = FactorGraph.builder();
        for (Variable variable : variables) {
            List<String> states = new ArrayList<>(variable.states());
            Collections.shuffle(states, random);
            names.variable(new Variable(variable.name(), states));
        }
        return names.build();
    }

    private static Evidence renamed(Evidence evidence, FactorGraph names) {
        Evidence.Builder renamed = names.evidence();
        for (Variable variable : evidence.variables()) {
            Variable other = names.findVariable(variable.name()).orElseThrow();
            double[] likelihood = other.states().stream()
                    .mapToDouble(state -> evidence.likelihood(
                            variable, variable.findState(state).orElseThrow()))
                    .toArray();
            renamed.likelihood(other, likelihood);
        }
        return renamed.build();
    }
}
