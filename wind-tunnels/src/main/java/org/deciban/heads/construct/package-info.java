/**
 * Attention heads written down as weights: each class holds the derivation of one head, the transformer it stands in, and nothing
 * that was learned.
 *
 * <p>A score is a sum of prices: 0 for the key that is meant, −price or less for every other. A key that
 * scores 746 less than another weighs exactly 0.0 in float64; at lower prices what leaks to n such keys is at most n·e^(−price).
 */
@NullMarked
package org.deciban.heads.construct;

import org.jspecify.annotations.NullMarked;
