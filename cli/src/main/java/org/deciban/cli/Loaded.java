package org.deciban.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.deciban.compiler.CompileBudgetException;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.factorgraph.knowledge.Grounding;

/**
 * A model with what is observed and asked.
 *
 * @param graph of a knowledge base what the questions and the evidence depend on
 * @param evidence about the graph
 * @param echo the evidence as it was stated
 * @param targets what is reported
 * @param knowledge the grounding, if the model is a knowledge base
 */
record Loaded(
        FactorGraph graph, Evidence evidence, EvidenceEcho echo, List<Target> targets, Optional<Grounding> knowledge) {

    /** Does something with the graph; what goes wrong with that of a knowledge base is said of its atoms, which the user knows. */
    <T> T inItsOwnWords(Supplier<T> work) {
        try {
            return work.get();
        } catch (ImpossibleEvidenceException e) {
            throw knowledge
                    .<RuntimeException>map(grounding -> KnowledgeFile.contradiction(grounding))
                    .orElse(e);
        } catch (BudgetExceededException | CompileBudgetException e) {
            throw knowledge
                    .<RuntimeException>map(grounding -> grounding.tooWide(reason(e)))
                    .orElse(e);
        }
    }

    /** Without the way out, which is one for graphs. */
    private static String reason(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceFirst("\\. Maybe .*", "");
    }
}
