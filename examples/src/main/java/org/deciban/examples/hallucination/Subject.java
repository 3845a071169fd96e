package org.deciban.examples.hallucination;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.TokenOrigin;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.Grounding;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.ProgramReader;
import org.deciban.proofs.diagnosis.Diagnosis;
import org.deciban.proofs.diagnosis.Injected;
import org.deciban.proofs.diagnosis.Suspect;

/**
 * A knowledge base and the transformer that answers its queries.
 *
 * @param entity one that the evidence does not speak of, to be taken away
 * @param posteriors by junction tree, which has no part in the transformer
 */
record Subject(
        String name,
        String entity,
        KnowledgeBase base,
        Grounding grounding,
        CompiledModel model,
        Evidence evidence,
        Map<Atom, Double> posteriors) {

    static Subject read(Path file, String entity) {
        try {
            KnowledgeBase base = ProgramReader.read(file);
            Grounding grounding = Grounding.of(base);
            CompiledModel model = BpCompiler.compile(grounding.graph(), CompilerOptions.exact());
            Evidence evidence = grounding.findEvidence().orElseThrow();
            Marginals exact = JunctionTree.run(grounding.graph(), evidence).marginals();
            String name = file.getFileName().toString().replaceFirst("\\.pl$", "");
            return new Subject(name, entity, base, grounding, model, evidence, answers(grounding, exact));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Atom, Double> answers(Grounding grounding, Marginals marginals) {
        Map<Atom, Double> answers = new LinkedHashMap<>();
        for (Atom query : grounding.queries()) {
            answers.put(query, grounding.findTruth(query).orElseThrow().probability(marginals));
        }
        return answers;
    }

    Suspect sound() {
        return Suspect.of(model);
    }

    /** The tokens of variables and messages that name the entity, and the rows of those messages. */
    Set<Integer> tokensOfTheEntity() {
        return IntStream.range(0, model.tokens().rows())
                .filter(token -> model.describeToken(token).matches(".*\\b" + entity + "\\b.*"))
                .boxed()
                .collect(Collectors.toSet());
    }

    /** The tokens of variables, messages and rows. */
    List<Integer> tokens() {
        return Stream.of(TokenOrigin.Kind.VARIABLE, TokenOrigin.Kind.MESSAGE, TokenOrigin.Kind.ROW)
                .flatMap(kind -> sound().tokensOf(kind).stream())
                .toList();
    }

    /** What a model with all its tokens says. */
    Reply ask(Suspect suspect) {
        return Reply.of(this, () -> answers(grounding, suspect.model().infer(evidence)));
    }

    /** What is said when tokens are gone. */
    Reply askWithout(Set<Integer> gone) {
        return Reply.of(this, () -> answers(grounding, Remainder.of(model, gone).infer(evidence)));
    }

    List<Diagnosis> diagnose(Injected injected) {
        return injected.suspect().diagnose(List.of(evidence));
    }
}
