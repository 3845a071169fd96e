package org.deciban.compiler.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deciban.factorgraph.knowledge.ConceptSpace.Gap;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;

/** What is said to a question. Only a grounded answer has a number. */
public sealed interface Answer {
    /**
     * The question is about what the knowledge base speaks of.
     *
     * @param probability that the atom is true given the evidence, in [0, 1]
     * @param derivation where that comes from, if it was asked for
     * @param eps what is proved of it, if that was asked for: neither the probability nor what the transformer computes in real numbers is
     *     further than that from the exact posterior; {@code CertifiedInquiry} of the verifier fills it
     */
    record Grounded(double probability, Optional<Derivation> derivation, OptionalDouble eps) implements Answer {
        /** Without a proof. */
        public Grounded(double probability, Optional<Derivation> derivation) {
            this(probability, derivation, OptionalDouble.empty());
        }
    }

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
