package org.deciban.cli;

import java.util.List;
import java.util.Optional;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
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
        FactorGraph graph, Evidence evidence, EvidenceEcho echo, List<Target> targets, Optional<Grounding> knowledge) {}
