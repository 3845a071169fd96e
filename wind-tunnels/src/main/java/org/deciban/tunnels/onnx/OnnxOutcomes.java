package org.deciban.tunnels.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.onnx.OnnxArray;

/** From what a file gives to distributions over a task's outcomes. */
final class OnnxOutcomes {
    /** By how much numbers that are taken for logits must miss a sum of 1 not to be probabilities. */
    private static final double LOOKS_NORMALISED = 1e-4;

    private final String file;
    private final OnnxBinding binding;

    OnnxOutcomes(String file, OnnxBinding binding) {
        this.file = file;
        this.binding = binding;
    }

    /** @throws OnnxFormatException if a run of a batch of sequences of a length gave another shape than declared */
    void requireShape(OnnxArray output, int batch, int length) {
        int axis = binding.axes().indexOf(OnnxAxis.OUTCOMES);
        int least =
                binding.outcomes().stream().mapToInt(number -> number + 1).max().orElse(0);
        int entries = output.rank() == binding.axes().size() ? output.extent(axis) : least;
        int[] wanted = OnnxAxis.indices(binding.axes(), batch, length, 0, Math.max(entries, least));
        if (!Arrays.equals(output.shape(), wanted)) {
            throw new OnnxFormatException(
                    file,
                    "expected the output " + binding.output().name() + " of shape " + Arrays.toString(wanted) + ", "
                            + words(binding.axes()) + ", found " + Arrays.toString(output.shape())
                            + ". Maybe declare \"axes\"?");
        }
    }

    private static List<String> words(List<OnnxAxis> axes) {
        return axes.stream().map(OnnxAxis::word).toList();
    }

    /**
     * A distribution.
     *
     * @param at the index of the model's token
     * @param position the position of the task's token, for messages
     * @return the outcomes of the task, and one more entry for all others if the model has others
     */
    double[] distribution(OnnxArray output, int batch, int at, int position) {
        int entries = output.extent(binding.axes().indexOf(OnnxAxis.OUTCOMES));
        double[] raw = new double[entries];
        for (int entry = 0; entry < entries; entry++) {
            raw[entry] = output.at(OnnxAxis.indices(binding.axes(), batch, at, 0, entry));
        }
        double[] all = probabilities(raw, position);
        int outcomes = binding.outcomes().size();
        double[] row = new double[entries > outcomes ? outcomes + 1 : outcomes];
        List<Integer> others = new ArrayList<>();
        for (int entry = 0; entry < entries; entry++) {
            int outcome = binding.outcomes().indexOf(entry);
            if (outcome < 0) {
                others.add(entry);
            } else {
                row[outcome] = all[entry];
            }
        }
        for (int entry : others) {
            row[outcomes] += all[entry];
        }
        return row;
    }

    private double[] probabilities(double[] raw, int position) {
        return switch (binding.gives()) {
            case PROBABILITIES -> raw;
            case LOG_PROBABILITIES -> Arrays.stream(raw).map(Math::exp).toArray();
            case LOGITS -> softmax(raw, position);
        };
    }

    private double[] softmax(double[] logits, int position) {
        if (binding.guessed()
                && Arrays.stream(logits).allMatch(logit -> logit >= 0)
                && Math.abs(Arrays.stream(logits).sum() - 1) < LOOKS_NORMALISED) {
            throw new OnnxFormatException(
                    file,
                    "expected logits in the output " + binding.output().name()
                            + ", for nothing says otherwise, found what sums to 1 at position " + position
                            + ". Maybe declare \"gives\": \"probabilities\", or \"logits\" if it is none?");
        }
        double most = Arrays.stream(logits).max().orElse(Double.NaN);
        double[] powers =
                Arrays.stream(logits).map(logit -> Math.exp(logit - most)).toArray();
        double sum = Arrays.stream(powers).sum();
        if (!(sum >= 1 && sum < Double.POSITIVE_INFINITY)) {
            throw new OnnxFormatException(
                    file,
                    "expected logits of which one is finite and none is NaN or ∞ at position " + position + ", found "
                            + Arrays.toString(logits));
        }
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }
}
