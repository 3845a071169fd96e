package org.deciban.transformer.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

/** ONNX Runtime: loaded once, silent, without telemetry. */
final class OrtRuntime {
    private static final String NO_CUDA =
            "this build of ONNX Runtime has no CUDA. Maybe build with the Maven profile onnx-gpu?";

    private OrtRuntime() {}

    /** A session and where it runs. */
    record Opened(OrtSession session, OnnxDevice device) {}

    /** Opens a session. */
    @FunctionalInterface
    interface Source {
        OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;
    }

    /**
     * Opens a session, on a GPU if there is a usable one.
     *
     * @throws OrtException if ONNX Runtime refuses the model
     * @throws OnnxUnavailableException if ONNX Runtime cannot be loaded on this machine
     */
    static Opened open(Source source, int threads) throws OrtException {
        OrtEnvironment environment = environment();
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            return new Opened(open(source, environment, threads, false), OnnxDevice.cpu(NO_CUDA));
        }
        try {
            return new Opened(open(source, environment, threads, true), OnnxDevice.CUDA);
        } catch (OrtException e) {
            String why = "CUDA cannot be used (" + e.getMessage().strip()
                    + "). Maybe the driver, CUDA or cuDNN is missing, or of another version?";
            return new Opened(open(source, environment, threads, false), OnnxDevice.cpu(why));
        }
    }

    private static OrtSession open(Source source, OrtEnvironment environment, int threads, boolean gpu)
            throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // Whatever would be logged as an error is thrown as well.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setInterOpNumThreads(1);
            options.setIntraOpNumThreads(threads);
            // An arena grows by doubling and keeps what it has; without it, memory is what OnnxMemory says, and no
            // slower.
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            // Messages below e^(−87) are denormal in float32, and are numbers all the same.
            options.addConfigEntry("session.set_denormal_as_zero", "0");
            if (!gpu) {
                return source.open(environment, options);
            }
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
                cuda.add("use_tf32", "0");
                options.addCUDA(cuda);
                return source.open(environment, options);
            }
        }
    }

    /**
     * The environment.
     *
     * @throws OnnxUnavailableException if ONNX Runtime cannot be loaded on this machine
     */
    static OrtEnvironment environment() {
        try {
            return Holder.ENVIRONMENT;
        } catch (LinkageError e) {
            throw new OnnxUnavailableException(
                    "ONNX Runtime cannot be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + rootCause(e)
                            + ". Maybe it has no build for this machine, or the temporary folder cannot be written?",
                    e);
        }
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static final class Holder {
        static final OrtEnvironment ENVIRONMENT = create();

        private static OrtEnvironment create() {
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "deciban");
            try {
                environment.setTelemetry(false);
            } catch (OrtException e) {
                throw new IllegalStateException(
                        "ONNX Runtime's telemetry cannot be switched off: " + e.getMessage(), e);
            }
            return environment;
        }
    }
}
