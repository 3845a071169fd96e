/**
 * The construction that the literature prints for Boolean factor graphs, run as it stands, beside a version of its first
 * half that works.
 *
 * <p>One token per node, variables and factors alike, eight dimensions, beliefs as probabilities, two neighbours per node,
 * temperature λ, two heads that act one after the other:
 *
 * <pre>
 *   head k:  scores λ · (neighbour index k of the query) · (something of the key),  scratch k ← Σ_j α_ij · belief of j
 *   then:    belief ← updateBelief(scratch 0, scratch 1) on variables,  updateBelief(a, b) = ab / (ab + (1−a)(1−b))
 * </pre>
 *
 * and the state is decoded and encoded afresh between rounds. Where it fails, and why:
 *
 * <ul>
 *   <li>A product of two indices is largest for the largest index, not for the equal one: at a high temperature factor every
 *       head attends to the last token, whoever was asked for.
 *   <li>In layout A no token holds its own index; in layout B there is one neighbour for two heads, which read table entries
 *       and write over a table entry and the type flag.
 *   <li>No factor ever applies its table: the belief of a factor token stays what it was.
 *   <li>A node's belief goes back to the neighbour that it came from, so even with tables it would be counted again.
 * </ul>
 *
 * <p>{@link org.deciban.compiler.published.PublishedLayout#PAIRED_BITS} repairs the first two and nothing else. Repairing the
 * other two asks for one token per directed message, and for log-tables in it: that is {@link
 * org.deciban.compiler.Construction}.
 */
@NullMarked
package org.deciban.compiler.published;

import org.jspecify.annotations.NullMarked;
