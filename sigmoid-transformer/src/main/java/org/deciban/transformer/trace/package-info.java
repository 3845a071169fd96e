/**
 * What a forward pass looks like inside, and how to intervene in it.
 *
 * <p>Every activation has a name, a {@link org.deciban.transformer.trace.HookPoint}. A {@link
 * org.deciban.transformer.trace.ForwardObserver} is shown activations, and may replace them: {@link
 * org.deciban.transformer.trace.ForwardTrace} records, {@link org.deciban.transformer.trace.Interventions} replace.
 *
 * <p>The names follow TransformerLens (Nanda and Bloom, 2022), without its {@code hook_} and with the index of the head in
 * the name, since heads here differ in width.
 */
@NullMarked
package org.deciban.transformer.trace;

import org.jspecify.annotations.NullMarked;
