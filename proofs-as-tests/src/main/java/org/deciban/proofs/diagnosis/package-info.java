/**
 * Says what is wrong with a model of a graph, and where: tokens that are missing, tokens that ask elsewhere, numbers that are
 * others. Faults of each kind can be put in.
 */
@NullMarked
package org.deciban.proofs.diagnosis;

import org.jspecify.annotations.NullMarked;
