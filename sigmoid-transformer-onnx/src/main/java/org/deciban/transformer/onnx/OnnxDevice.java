package org.deciban.transformer.onnx;

/**
 * Where a session runs.
 *
 * @param isGpu whether on a CUDA device
 * @param description the device, and if it is the CPU, why no GPU
 */
public record OnnxDevice(boolean isGpu, String description) {
    static final OnnxDevice CUDA = new OnnxDevice(true, "CUDA device 0");

    static OnnxDevice cpu(String why) {
        return new OnnxDevice(false, "CPU: " + why);
    }

    @Override
    public String toString() {
        return description;
    }
}
