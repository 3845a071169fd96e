/**
 * Transformers as files: safetensors, and what names its tensors have.
 *
 * <p>{@link org.deciban.transformer.io.TransformerFile} writes and reads a whole {@link org.deciban.transformer.Program}. Under
 * it are a reader and a writer of safetensors in general. Every fault of a file is a
 * {@link org.deciban.transformer.io.TransformerFormatException} that says where it is.
 */
@NullMarked
package org.deciban.transformer.io;

import org.jspecify.annotations.NullMarked;
