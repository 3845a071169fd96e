/**
 * Programs as files that other software reads.
 *
 * <p>Safetensors: {@link org.deciban.transformer.io.TransformerFile} writes and reads a whole {@link
 * org.deciban.transformer.Program}; under it are a reader and a writer of safetensors in general. Every fault of a file is a
 * {@link org.deciban.transformer.io.TransformerFormatException} that says where it is.
 *
 * <p>ONNX: {@link org.deciban.transformer.io.OnnxExporter} writes what a runtime executes without this project; {@link
 * org.deciban.transformer.io.OnnxDescription} reads back what such a file takes and gives.
 */
@NullMarked
package org.deciban.transformer.io;

import org.jspecify.annotations.NullMarked;
