/**
 * Random models and random evidence, for tests, benchmarks and experiments.
 *
 * <p>Everything is a pure function of its arguments: the same seed gives the same model on every machine. The numbers come
 * from the WELL19937c generator (Panneton, L'Ecuyer and Matsumoto, 2006, doi:10.1145/1132973.1132974) of Commons Math.
 */
@NullMarked
package org.deciban.factorgraph.random;

import org.jspecify.annotations.NullMarked;
