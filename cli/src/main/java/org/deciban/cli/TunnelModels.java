package org.deciban.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deciban.transformer.onnx.OnnxUnavailableException;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.onnx.OnnxDeclaration;
import org.deciban.tunnels.onnx.OnnxSequenceModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Models that are there already: constructed ones, and files. */
final class TunnelModels {
    private static final String CONSTRUCTED = "constructed";
    private static final String LEARNED = "learned:";
    private static final String ONNX = ".onnx";

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = {
                "constructed, learned:FILE.safetensors, or FILE.onnx. May be repeated.",
                "Default: constructed, and what --train names."
            })
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--declare",
            paramLabel = "FILE",
            description = "What the inputs and outputs of the ONNX file mean. Default: FILE.onnx.json, if it is there.")
    private @Nullable Path declaration;

    /** Whether any is named. */
    boolean areNamed() {
        return !models.isEmpty();
    }

    /**
     * Opens what is named, or constructs.
     *
     * @throws BadInputException if a word is none of a model, or nothing is constructed for the task
     */
    List<TunnelSubject> open(AnalyticTask task) {
        List<TunnelSubject> subjects = new ArrayList<>();
        List<String> words = areNamed() ? models : List.of(CONSTRUCTED);
        if (declaration != null && words.stream().filter(word -> isOnnx(word)).count() != 1) {
            throw new BadInputException("--declare needs one --model FILE.onnx that it declares");
        }
        for (String word : words) {
            if (word.equals(CONSTRUCTED)) {
                subjects.addAll(TunnelConstructions.of(task).stream()
                        .map(TunnelSubject::constructed)
                        .toList());
            } else if (word.startsWith(LEARNED)) {
                Path file = Path.of(word.substring(LEARNED.length()));
                subjects.add(TunnelSubject.learned(learned(file, task), Optional.of(TunnelTraining.folder(file))));
            } else if (isOnnx(word)) {
                subjects.add(TunnelSubject.onnx(onnx(Path.of(word), task)));
            } else {
                throw new BadInputException(
                        "'" + word + "' is no model. Maybe constructed, learned:FILE.safetensors or FILE.onnx?");
            }
        }
        return subjects;
    }

    private static boolean isOnnx(String word) {
        return word.toLowerCase(Locale.ROOT).endsWith(ONNX);
    }

    private static SequenceModel learned(Path file, AnalyticTask task) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(file + ": there is no such file");
        }
        LearnedModel model = new LearnedModel(LearnedWeights.read(file));
        boolean fits = model.spec().inputs() == task.inputs().size()
                && model.spec().outcomes() == task.outcomes().size();
        if (!fits) {
            throw new BadInputException(
                    file + ": expected a model of " + task.inputs().size() + " inputs and "
                            + task.outcomes().size() + " outcomes for " + task.name() + ", found "
                            + model.spec().inputs() + " and " + model.spec().outcomes()
                            + ". Maybe it was trained on another task or size? A training with the defaults is of"
                            + " --size small");
        }
        return model;
    }

    private SequenceModel onnx(Path file, AnalyticTask task) {
        try {
            return declaration == null
                    ? OnnxSequenceModel.open(file, task)
                    : OnnxSequenceModel.open(file, OnnxDeclaration.read(declaration), task);
        } catch (OnnxUnavailableException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }
}
