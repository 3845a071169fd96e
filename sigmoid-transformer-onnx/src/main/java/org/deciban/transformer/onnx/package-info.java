/**
 * An engine that shares no code with the others: a program is exported as ONNX, and ONNX Runtime executes the file.
 *
 * <p>Start at {@link org.deciban.transformer.onnx.OnnxEngine}, or at {@link org.deciban.transformer.onnx.OnnxModelFile} for a
 * file that is there already.
 *
 * <p><b>GPU.</b> The Maven profile {@code onnx-gpu} takes ONNX Runtime's build for CUDA in place of the one for CPUs (Linux and
 * Windows on x86-64, 642 MB). Sessions then run on the first CUDA device if there is a usable one, else on the CPU, and {@link
 * org.deciban.transformer.onnx.OnnxProgram#device()} says which and why; nothing is printed. Consumer cards compute float64
 * at 1/32 or 1/64 of the rate of float32. Products are not rounded to TF32.
 */
@NullMarked
package org.deciban.transformer.onnx;

import org.jspecify.annotations.NullMarked;
