/**
 * Knowledge bases: probabilistic Datalog in the syntax of ProbLog, its grounding, and the factor graph of what is relevant to a
 * question.
 *
 * <p>A {@link org.deciban.factorgraph.knowledge.KnowledgeBase} is a finite set of clauses without functions over a finite set of
 * constants: that is the concept space. Grounding works backwards from queries and evidence; what they do not depend on is never
 * looked at.
 *
 * <p>Semantics: the distribution semantics of Sato (1995), with one independent choice for each ground instance of each
 * clause that has probabilities, as in ProbLog (De Raedt, Kimmig and Toivonen, 2007).
 */
@NullMarked
package org.deciban.factorgraph.knowledge;

import org.jspecify.annotations.NullMarked;
