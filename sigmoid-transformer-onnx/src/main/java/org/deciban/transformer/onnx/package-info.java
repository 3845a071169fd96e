/**
 * An engine that shares no code with the others: a program is exported as ONNX, and ONNX Runtime executes the file.
 *
 * <p>Start at {@link org.deciban.transformer.onnx.OnnxEngine}, or at {@link org.deciban.transformer.onnx.OnnxModelFile} for a
 * file that is there already, or at {@link org.deciban.transformer.onnx.OnnxFunction} for one of another program.
 *
 * <p><b>GPU.</b> The Maven profile {@code onnx-gpu} takes ONNX Runtime's build for CUDA 12 in place of the one for CPUs (Linux and
 * Windows on x86-64; a jar of 642 MB instead of 54). Sessions then run on the first CUDA device if there is a usable one, else on
 * the CPU, and {@link org.deciban.transformer.onnx.OnnxProgram#device()} says which and why; nothing is printed. Version
 * 1.29.0 holds machine code for compute capability 6.0, 7.0, 7.5, 8.0, 8.6, 8.9, 9.0 and 12.0 and no code to translate, so it
 * serves cards from Pascal to Hopper and GeForce Blackwell, and not those of capability 10 (B200). Consumer cards compute float64
 * at 1/32 or 1/64 of the rate of float32. Products are not rounded to TF32. CUDA, cuBLAS and cuDNN are not in the jar.
 */
@NullMarked
package org.deciban.transformer.onnx;

import org.jspecify.annotations.NullMarked;
