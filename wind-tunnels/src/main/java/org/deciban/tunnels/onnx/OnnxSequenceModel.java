package org.deciban.tunnels.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.onnx.OnnxArray;
import org.deciban.transformer.onnx.OnnxFunction;
import org.deciban.transformer.onnx.OnnxPort;
import org.deciban.transformer.onnx.OnnxUnavailableException;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.onnx.OnnxDeclaration.TokensAs;

/**
 * An ONNX file of anybody's as a model, run by ONNX Runtime.
 *
 * <p>What its inputs and outputs mean is {@linkplain OnnxDeclaration declared}; what is not declared is taken from the file. A file with
 * one input and one output needs no declaration if
 *
 * <ul>
 *   <li>the input is int64 or int32 {@code [batch, length]} or {@code [length]}, ids in the order of {@link AnalyticTask#inputs}; or
 *       float32 or float64 {@code [batch, length, width]} or {@code [length, width]}, the same one-hot, or the features of a task that
 *       has no symbols;
 *   <li>the output is float32 or float64 {@code [batch, length, outcomes]}, or {@code [batch, outcomes]} of a model that answers for
 *       its last token alone, or these without {@code batch}; its entries are the task's outcomes in their order, or all of its tokens;
 *   <li>the name of the output has {@code logit} or {@code prob} in it. Under any other name it is taken for logits, and refused if it
 *       turns out to hold probabilities.
 * </ul>
 *
 * <p>A model that answers for its last token alone is run on prefixes. What it gives to entries that are no outcomes of the task is
 * counted, not divided out: rows then have one more entry, its sum.
 */
public final class OnnxSequenceModel implements SequenceModel {
    /** Sequences that a file of any batch is given at once. */
    private static final int AT_ONCE = 64;

    private final String name;
    private final OnnxFunction function;
    private final OnnxBinding binding;
    private final OnnxOutcomes outcomes;

    private OnnxSequenceModel(String name, OnnxFunction function, OnnxBinding binding) {
        this.name = name;
        this.function = function;
        this.binding = binding;
        this.outcomes = new OnnxOutcomes(function.file(), binding);
    }

    /**
     * Opens a file, with the declaration {@link OnnxDeclaration#beside beside} it if there is one.
     *
     * @throws OnnxFormatException as {@link #open(Path, OnnxDeclaration, AnalyticTask)}
     */
    public static OnnxSequenceModel open(Path file, AnalyticTask task) {
        Path beside = OnnxDeclaration.beside(file);
        return open(file, Files.isRegularFile(beside) ? OnnxDeclaration.read(beside) : OnnxDeclaration.none(), task);
    }

    /**
     * Opens a file.
     *
     * @throws OnnxFormatException if it is absent, ONNX Runtime refuses it, or its inputs and outputs are not as declared or not those of
     *     the task: the message says what the file has and what was expected
     * @throws OnnxUnavailableException if ONNX Runtime cannot be loaded on this machine
     */
    public static OnnxSequenceModel open(Path file, OnnxDeclaration declaration, AnalyticTask task) {
        OnnxFunction function = OnnxFunction.open(file);
        return new OnnxSequenceModel(
                String.valueOf(file.getFileName()), function, OnnxBinding.of(function, declaration, task));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double[][] predict(TokenSequence tokens, int[] positions) {
        return predictAll(List.of(new LabelledSequence(tokens, positions, new int[positions.length])))
                .get(0);
    }

    /** A sequence or a prefix of it, and the indices of the positions that its run answers. */
    private record Run(int sequence, TokenSequence tokens, int[] positions, int firstIndex) {}

    /**
     * {@inheritDoc}
     *
     * @throws OnnxFormatException if the file does not take sequences of this length, gives another shape than it says, or numbers that
     *     are none
     */
    @Override
    public List<double[][]> predictAll(List<LabelledSequence> sequences) {
        List<double[][]> answers = new ArrayList<>();
        Map<Integer, List<Run>> byLength = new TreeMap<>();
        for (int s = 0; s < sequences.size(); s++) {
            TokenSequence tokens = sequences.get(s).tokens();
            int[] positions = sequences.get(s).positions();
            answers.add(new double[positions.length][]);
            if (!binding.isLastOnly()) {
                add(byLength, new Run(s, tokens, positions, 0));
                continue;
            }
            for (int index = 0; index < positions.length; index++) {
                int position = positions[index];
                add(byLength, new Run(s, tokens.prefix(position + 1), new int[] {position}, index));
            }
        }
        int atOnce = binding.batch() < 0 ? AT_ONCE : binding.batch();
        byLength.values().forEach(runs -> {
            for (int from = 0; from < runs.size(); from += atOnce) {
                run(runs.subList(from, Math.min(from + atOnce, runs.size())), answers);
            }
        });
        return answers;
    }

    private static void add(Map<Integer, List<Run>> byLength, Run run) {
        byLength.computeIfAbsent(run.tokens().length(), length -> new ArrayList<>())
                .add(run);
    }

    private void run(List<Run> runs, List<double[][]> answers) {
        int tokens = binding.prepend().size() + runs.get(0).tokens().length();
        int length = length(tokens);
        int batch = binding.batch() < 0 ? runs.size() : binding.batch();
        Map<String, OnnxArray> arguments = new LinkedHashMap<>();
        arguments.put(binding.tokens().name(), tokens(runs, batch, length));
        binding.mask()
                .ifPresent(port -> arguments.put(port.name(), filled(port, batch, length, t -> t < tokens ? 1 : 0)));
        binding.indices().ifPresent(port -> arguments.put(port.name(), filled(port, batch, length, t -> t)));
        OnnxArray output = function.run(arguments, binding.output().name());
        outcomes.requireShape(output, batch, length);
        for (int b = 0; b < runs.size(); b++) {
            Run run = runs.get(b);
            double[][] answer = answers.get(run.sequence());
            for (int i = 0; i < run.positions().length; i++) {
                int at = binding.prepend().size() + run.positions()[i];
                answer[run.firstIndex() + i] = outcomes.distribution(output, b, at, run.positions()[i]);
            }
        }
    }

    /** How many tokens the file is given for that many. */
    private int length(int tokens) {
        int fixed = binding.length();
        if (fixed < 0 || fixed == tokens) {
            return tokens;
        }
        if (tokens > fixed || binding.pad().isEmpty() || binding.isLastOnly()) {
            throw new OnnxFormatException(
                    function.file(),
                    "expected an input for " + tokens + " tokens, found " + binding.tokens()
                            + (tokens > fixed ? "" : ". Maybe declare \"pad\", or export it for any length?"));
        }
        return fixed;
    }

    /** A file of fixed batch is given its last sequence again to fill it. */
    private OnnxArray tokens(List<Run> runs, int batch, int length) {
        int width = binding.as() == TokensAs.IDS ? 1 : binding.width();
        int[] extents = {batch, length, width};
        int[] shape = OnnxAxis.indices(binding.tokenAxes(), extents);
        double[] values = new double[Math.multiplyExact(Math.multiplyExact(batch, length), width)];
        for (int b = 0; b < batch; b++) {
            TokenSequence sequence = runs.get(Math.min(b, runs.size() - 1)).tokens();
            for (int t = 0; t < length; t++) {
                double[] row = row(sequence, t);
                for (int w = 0; w < width; w++) {
                    values[offset(binding.tokenAxes(), shape, b, t, w)] = row[w];
                }
            }
        }
        return OnnxArray.of(shape, values);
    }

    private static int offset(List<OnnxAxis> axes, int[] shape, int... at) {
        int[] indices = OnnxAxis.indices(axes, at);
        int offset = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            offset = offset * shape[axis] + indices[axis];
        }
        return offset;
    }

    /** What stands at an index of the model's tokens, which begin with what is prepended and end with padding. */
    private double[] row(TokenSequence tokens, int at) {
        int position = at - binding.prepend().size();
        if (position >= 0 && position < tokens.length() && !tokens.isSymbolic()) {
            double[] features = tokens.row(position);
            double[] row = new double[binding.width()];
            for (int feature = 0; feature < features.length; feature++) {
                row[binding.symbols().get(feature)] = features[feature];
            }
            return row;
        }
        int id = position < 0
                ? binding.prepend().get(at)
                : position < tokens.length()
                        ? binding.symbols().get(tokens.symbol(position))
                        : binding.pad().orElse(0);
        if (binding.as() == TokensAs.IDS) {
            return new double[] {id};
        }
        double[] row = new double[binding.width()];
        row[id] = 1;
        return row;
    }

    /** {@code [batch, length]}, or {@code [length]} where the port has one axis. */
    private static OnnxArray filled(OnnxPort port, int batch, int length, IntToDoubleFunction ofToken) {
        boolean one = port.axes().size() == 1;
        double[] values = new double[one ? length : batch * length];
        Arrays.setAll(values, i -> ofToken.applyAsDouble(i % length));
        return OnnxArray.of(one ? new int[] {length} : new int[] {batch, length}, values);
    }
}
