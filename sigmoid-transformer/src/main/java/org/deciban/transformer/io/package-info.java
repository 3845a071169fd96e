/**
 * Interchange: programs as files that other software reads.
 *
 * <p>{@link org.deciban.transformer.io.OnnxExporter} writes ONNX, which a runtime executes without this project; {@link
 * org.deciban.transformer.io.OnnxDescription} reads back what such a file takes and gives.
 */
@NullMarked
package org.deciban.transformer.io;

import org.jspecify.annotations.NullMarked;
