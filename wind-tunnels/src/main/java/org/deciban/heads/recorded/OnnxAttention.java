package org.deciban.heads.recorded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.onnx.OnnxArray;
import org.deciban.transformer.onnx.OnnxFunction;
import org.deciban.transformer.onnx.OnnxPort;

/**
 * An ONNX file of anybody's whose attention is among its outputs, run by ONNX Runtime on the sequences of an {@link
 * AttentionDeclaration}. An output holds one layer, shape {@code [heads, queries, keys]}, {@code [1, heads, queries, keys]}, or, of a
 * model with one head in the layer, {@code [queries, keys]}.
 *
 * @param file the file
 * @param declaration which of its inputs and outputs are which
 */
public record OnnxAttention(Path file, AttentionDeclaration declaration) implements AttentionSource {
    private static final double ROUNDING = 1e-3;

    @Override
    public String description() {
        return file + " on " + declaration.sequences().size() + " sequences";
    }

    /**
     * {@inheritDoc}
     *
     * @throws OnnxFormatException if the file cannot be run as declared, or an output is no attention
     * @throws org.deciban.transformer.onnx.OnnxUnavailableException if ONNX Runtime cannot be loaded on this machine
     */
    @Override
    public void visit(Visitor visitor) {
        OnnxFunction function = OnnxFunction.open(file);
        requireOutputs(function);
        for (List<Integer> sequence : declaration.sequences()) {
            int[] symbols = sequence.stream().mapToInt(Integer::intValue).toArray();
            AttentionBudgetException.require(function.file(), symbols.length, symbols.length);
            Map<String, OnnxArray> arguments = arguments(function, symbols);
            for (int layer = 0; layer < declaration.attentions().size(); layer++) {
                String output = declaration.attentions().get(layer);
                OnnxArray array = function.run(arguments, output);
                double[][][] heads = heads(function, output, array, symbols.length);
                for (int head = 0; head < heads.length; head++) {
                    visitor.head(layer, head, "", heads[head], symbols);
                }
            }
        }
    }

    private void requireOutputs(OnnxFunction function) {
        List<String> names = function.outputs().stream().map(OnnxPort::name).toList();
        List<String> absent = new ArrayList<>(declaration.attentions());
        absent.removeAll(names);
        if (!absent.isEmpty()) {
            throw new OnnxFormatException(
                    function.file(),
                    "expected the outputs " + absent + " with attention, found " + names
                            + ". Maybe export it with its attention as outputs?");
        }
    }

    private Map<String, OnnxArray> arguments(OnnxFunction function, int[] symbols) {
        Map<String, OnnxArray> arguments = new LinkedHashMap<>();
        put(
                function,
                arguments,
                Optional.of(declaration.tokens()),
                Arrays.stream(symbols).asDoubleStream().toArray());
        double[] ones = new double[symbols.length];
        Arrays.fill(ones, 1);
        put(function, arguments, declaration.mask(), ones);
        double[] places = new double[symbols.length];
        Arrays.setAll(places, position -> position);
        put(function, arguments, declaration.indices(), places);
        List<String> missing =
                new ArrayList<>(function.inputs().stream().map(OnnxPort::name).toList());
        missing.removeAll(arguments.keySet());
        if (!missing.isEmpty()) {
            throw new OnnxFormatException(
                    function.file(),
                    "it takes the inputs " + missing
                            + " besides those declared. Maybe declare \"mask\" or \"indices\"?");
        }
        return arguments;
    }

    private static void put(
            OnnxFunction function, Map<String, OnnxArray> arguments, Optional<String> input, double[] values) {
        if (input.isEmpty()) {
            return;
        }
        OnnxPort port = function.inputs().stream()
                .filter(candidate -> candidate.name().equals(input.get()))
                .findFirst()
                .orElseThrow(() -> new OnnxFormatException(
                        function.file(),
                        "expected an input " + input.get() + ", found "
                                + function.inputs().stream().map(OnnxPort::name).toList()));
        int axes = port.axes().size();
        if (axes != 1 && axes != 2) {
            throw new OnnxFormatException(
                    function.file(),
                    "expected the input " + port.name() + " to be [batch, length] or [length], found " + port);
        }
        arguments.put(
                port.name(),
                OnnxArray.of(axes == 1 ? new int[] {values.length} : new int[] {1, values.length}, values));
    }

    private static double[][][] heads(OnnxFunction function, String output, OnnxArray array, int tokens) {
        int[] shape = array.shape();
        int rank = shape.length;
        boolean fits = rank >= 2
                && rank <= 4
                && (rank < 4 || shape[0] == 1)
                && shape[rank - 2] >= tokens
                && shape[rank - 1] >= tokens;
        if (!fits) {
            throw new OnnxFormatException(
                    function.file(),
                    "expected the output " + output + " to be [heads, queries, keys] or [1, heads, queries, keys] for "
                            + tokens + " tokens, found " + Arrays.toString(shape));
        }
        int heads = rank == 2 ? 1 : shape[rank - 3];
        int queries = shape[rank - 2];
        int keys = shape[rank - 1];
        double[] values = array.values();
        double[][][] patterns = new double[heads][queries][];
        for (int head = 0; head < heads; head++) {
            for (int query = 0; query < queries; query++) {
                int from = (head * queries + query) * keys;
                patterns[head][query] = Arrays.copyOfRange(values, from, from + keys);
                double sum = Arrays.stream(patterns[head][query]).sum();
                if (!(Math.abs(sum - 1) <= ROUNDING)) {
                    throw new OnnxFormatException(
                            function.file(),
                            "expected weights that sum to 1 in the output " + output + ", head " + head + ", query "
                                    + query + ", found a sum of " + sum
                                    + ". Maybe these are scores before the softmax?");
                }
            }
        }
        return patterns;
    }
}
