/**
 * From a factor graph to the weights of a transformer whose forward pass is belief propagation.
 *
 * <p>{@link org.deciban.compiler.BpCompiler#compile} is the pipeline: factor graph → row factors → passes → cost report →
 * weights and tokens. The packages under {@code internal} hold one stage each and may change in any release.
 */
@NullMarked
package org.deciban.compiler;

import org.jspecify.annotations.NullMarked;
