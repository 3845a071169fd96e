package org.deciban.cli;

import java.util.List;
import org.deciban.compiler.Mode;
import org.deciban.factorgraph.Variable;

/**
 * The most probable states of all variables together.
 *
 * @param mode exact if they are a most probable joint assignment
 * @param states the state index of each variable of the graph, in its order
 * @param ties variables that have another state in some assignment that is as probable, where the method tells
 * @param description the same for a person
 */
record MapAnswer(Mode mode, List<Integer> states, List<Variable> ties, String description) {}
