/**
 * ONNX files of others as models: {@link org.deciban.tunnels.onnx.OnnxSequenceModel} runs one, {@link
 * org.deciban.tunnels.onnx.OnnxDeclaration} says what its inputs and outputs mean.
 */
@NullMarked
package org.deciban.tunnels.onnx;

import org.jspecify.annotations.NullMarked;
