package org.deciban.compiler.knowledge;

import java.util.List;
import java.util.Optional;
import org.deciban.factorgraph.knowledge.ConceptSpace.Gap;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;

/** What is said to a question. Only a grounded answer has a number. */
public sealed interface Answer {
    /**
     * The question is about what the knowledge base speaks of.
     *
     * @param probability that the atom is true given the evidence, in [0, 1]
     * @param derivation where that comes from, if it was asked for
     */
    record Grounded(double probability, Optional<Derivation> derivation) implements Answer {}

    /**
     * The question names something that the knowledge base does not.
     *
     * @param gap what that is, and what is spelled alike
     */
    record NotGrounded(Gap gap) implements Answer {}

    /**
     * The evidence is true in no world.
     *
     * @param evidence the observations that are impossible each by itself, else all of them
     */
    record Contradiction(List<Observation> evidence) implements Answer {
        /** Copies the list. */
        public Contradiction {
            evidence = List.copyOf(evidence);
        }
    }
}
