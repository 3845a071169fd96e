package org.deciban.tunnels.onnx;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.onnx.OnnxFunction;
import org.deciban.transformer.onnx.OnnxPort;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.onnx.OnnxDeclaration.Gives;
import org.deciban.tunnels.onnx.OnnxDeclaration.TokensAs;

/**
 * A declaration, completed from the file and checked against it and a task.
 *
 * @param tokens the input of the tokens
 * @param as how they are given
 * @param tokenAxes the axes of that input
 * @param symbols the model's number of each of the task's symbols or features
 * @param width the numbers of a token, where they are not ids
 * @param prepend the model's ids of what comes first
 * @param pad the model's id of padding
 * @param mask the input of the mask
 * @param indices the input of the positions
 * @param output the output that is read
 * @param gives what it gives
 * @param guessed whether nobody said that these are logits
 * @param axes its axes
 * @param outcomes the model's number of each of the task's outcomes
 * @param entries the extent of the axis of outcomes, or −1 if it may be any
 */
record OnnxBinding(
        OnnxPort tokens,
        TokensAs as,
        List<OnnxAxis> tokenAxes,
        List<Integer> symbols,
        int width,
        List<Integer> prepend,
        Optional<Integer> pad,
        Optional<OnnxPort> mask,
        Optional<OnnxPort> indices,
        OnnxPort output,
        Gives gives,
        boolean guessed,
        List<OnnxAxis> axes,
        List<Integer> outcomes,
        int entries) {

    /** Names that a message lists. */
    private static final int SHOWN = 8;

    /** Whether the model answers for its last token alone. */
    boolean isLastOnly() {
        return !axes.contains(OnnxAxis.LENGTH);
    }

    /** The sequences that a run takes, or −1 if any number. */
    int batch() {
        return tokenAxes.contains(OnnxAxis.BATCH) ? extent(OnnxAxis.BATCH) : 1;
    }

    /** The tokens that a run takes, or −1 if any number. */
    int length() {
        return extent(OnnxAxis.LENGTH);
    }

    private int extent(OnnxAxis axis) {
        return tokens.extent(tokenAxes.indexOf(axis));
    }

    static OnnxBinding of(OnnxFunction function, OnnxDeclaration declaration, AnalyticTask task) {
        return new Binder(function, declaration, task).bind();
    }

    /** Completes and checks. */
    private record Binder(OnnxFunction function, OnnxDeclaration declaration, AnalyticTask task) {
        OnnxBinding bind() {
            Optional<OnnxPort> mask = declaration.find(OnnxDeclaration.MASK).map(name -> input(name, "mask"));
            Optional<OnnxPort> indices =
                    declaration.find(OnnxDeclaration.INDICES).map(name -> input(name, "indices"));
            OnnxPort tokens = tokens(mask, indices);
            TokensAs as = as(tokens);
            List<OnnxAxis> tokenAxes = tokenAxes(tokens, as);
            OnnxNumbering vocabulary = numbering(declaration.vocabulary(), task.inputs(), "vocabulary", "tokens");
            OnnxPort output = output();
            List<OnnxAxis> axes = axes(output, tokenAxes);
            int entries = output.extent(axes.indexOf(OnnxAxis.OUTCOMES));
            OnnxNumbering outcomes = outcomes(entries);
            Optional<Gives> gives = gives(output);
            OnnxBinding binding = new OnnxBinding(
                    tokens,
                    as,
                    tokenAxes,
                    numbers(vocabulary, task.inputs()),
                    width(tokens, tokenAxes, vocabulary),
                    numbers(vocabulary, declaration.prepend()),
                    declaration
                            .find(OnnxDeclaration.PAD)
                            .map(name -> numbers(vocabulary, List.of(name)).get(0)),
                    mask,
                    indices,
                    output,
                    gives.orElse(Gives.LOGITS),
                    gives.isEmpty(),
                    axes,
                    numbers(outcomes, task.outcomes()),
                    entries);
            if (binding.isLastOnly() && !task.isCausal()) {
                throw fault(
                        "an output with the axis length, for the task " + task.name()
                                + " is not answered from what came before",
                        "the axes " + words(axes),
                        "");
            }
            return binding;
        }

        private OnnxPort tokens(Optional<OnnxPort> mask, Optional<OnnxPort> indices) {
            List<OnnxPort> others = function.inputs().stream()
                    .filter(port -> !mask.equals(Optional.of(port)) && !indices.equals(Optional.of(port)))
                    .toList();
            OnnxPort tokens = declaration
                    .find(OnnxDeclaration.TOKENS)
                    .map(name -> input(name, "tokens"))
                    .orElseGet(() -> {
                        if (others.size() != 1) {
                            throw fault(
                                    "one input for the tokens",
                                    "the inputs " + others,
                                    "Maybe declare \"tokens\", \"mask\" or \"indices\"?");
                        }
                        return others.get(0);
                    });
            if (!others.equals(List.of(tokens))) {
                throw fault(
                        "the inputs that are declared and no others",
                        "the inputs " + function.inputs(),
                        "Maybe declare \"mask\" or \"indices\"?");
            }
            return tokens;
        }

        private OnnxPort input(String name, String key) {
            return port(function.inputs(), "input", name, key);
        }

        private OnnxPort output() {
            Optional<String> name = declaration.find(OnnxDeclaration.OUTPUT);
            if (name.isEmpty() && function.outputs().size() != 1) {
                throw fault("one output", "the outputs " + function.outputs(), "Maybe declare \"output\"?");
            }
            OnnxPort output = name.map(it -> port(function.outputs(), "output", it, "output"))
                    .orElse(function.outputs().get(0));
            if (!output.isReal()) {
                throw fault("an output of float32 or float64", output.toString(), "");
            }
            return output;
        }

        private OnnxPort port(List<OnnxPort> ports, String kind, String name, String key) {
            return ports.stream()
                    .filter(port -> port.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> fault(
                            "the " + kind + " '" + name + "', which " + declaration.source() + " gives as \"" + key
                                    + "\"",
                            "the " + kind + "s " + ports,
                            ""));
        }

        private TokensAs as(OnnxPort tokens) {
            TokensAs as = declaration
                    .find(OnnxDeclaration.AS, TokensAs.class)
                    .orElse(tokens.isWhole() ? TokensAs.IDS : isSymbolic() ? TokensAs.ONE_HOT : TokensAs.FEATURES);
            if (as == TokensAs.IDS ? !tokens.isWhole() : !tokens.isReal()) {
                throw fault(
                        as == TokensAs.IDS
                                ? "an input of int64 or int32 for ids"
                                : "an input of float32 or float64 for " + OnnxDeclaration.word(as),
                        tokens.toString(),
                        "Maybe declare \"as\"?");
            }
            if (as == TokensAs.IDS && !isSymbolic()) {
                throw fault("an input for the features " + task.inputs() + " of " + task.name(), tokens.toString(), "");
            }
            if (as == TokensAs.FEATURES && isSymbolic()) {
                throw fault("ids or one-hot, for the tokens of " + task.name() + " are symbols", "features", "");
            }
            return as;
        }

        /** Whether the tokens of the task are symbols, which a sequence of it shows. */
        private boolean isSymbolic() {
            return task.draw(new SplittableRandom(0)).tokens().isSymbolic();
        }

        private List<OnnxAxis> tokenAxes(OnnxPort tokens, TokensAs as) {
            List<OnnxAxis> whole = as == TokensAs.IDS
                    ? List.of(OnnxAxis.BATCH, OnnxAxis.LENGTH)
                    : List.of(OnnxAxis.BATCH, OnnxAxis.LENGTH, OnnxAxis.WIDTH);
            List<OnnxAxis> axes = declaration.tokenAxes();
            int rank = tokens.axes().size();
            if (axes.isEmpty()) {
                axes = rank == whole.size() ? whole : whole.subList(1, whole.size());
            }
            boolean fits = axes.size() == rank
                    && axes.contains(OnnxAxis.LENGTH)
                    && axes.contains(OnnxAxis.WIDTH) == (as != TokensAs.IDS);
            if (!fits) {
                throw fault(
                        "an input of the axes " + words(declaration.tokenAxes().isEmpty() ? whole : axes) + " for "
                                + OnnxDeclaration.word(as),
                        tokens.toString(),
                        "Maybe declare \"as\" or \"tokenAxes\"?");
            }
            return axes;
        }

        private List<OnnxAxis> axes(OnnxPort output, List<OnnxAxis> tokenAxes) {
            List<OnnxAxis> whole = List.of(OnnxAxis.BATCH, OnnxAxis.LENGTH, OnnxAxis.OUTCOMES);
            List<OnnxAxis> axes = declaration.axes();
            int rank = output.axes().size();
            boolean batch = tokenAxes.contains(OnnxAxis.BATCH);
            if (axes.isEmpty()) {
                axes = switch (rank) {
                    case 3 -> whole;
                    case 2 -> List.of(batch ? OnnxAxis.BATCH : OnnxAxis.LENGTH, OnnxAxis.OUTCOMES);
                    default -> List.of(OnnxAxis.OUTCOMES);
                };
            }
            boolean fits = axes.size() == rank
                    && axes.contains(OnnxAxis.OUTCOMES)
                    && (batch || !axes.contains(OnnxAxis.BATCH));
            if (!fits) {
                throw fault(
                        "an output of the axes " + words(declaration.axes().isEmpty() ? whole : axes),
                        output.toString(),
                        "Maybe declare \"axes\"?");
            }
            return axes;
        }

        private static String words(List<OnnxAxis> axes) {
            return axes.stream().map(OnnxAxis::word).collect(Collectors.joining(","));
        }

        private OnnxNumbering numbering(Optional<OnnxNumbering> declared, List<String> names, String key, String what) {
            OnnxNumbering numbering = declared.orElseGet(() -> OnnxNumbering.of(names));
            List<String> missing = numbering.missing(names);
            if (!missing.isEmpty()) {
                throw new OnnxFormatException(
                        declaration.source(),
                        key + ": expected all " + what + " of " + task.name() + ", " + few(names) + ", found no "
                                + few(missing));
            }
            return numbering;
        }

        private static String few(Collection<String> names) {
            String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
            return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
        }

        /** A model over all tokens gives the outcomes among them. */
        private OnnxNumbering outcomes(int entries) {
            OnnxNumbering vocabulary = declaration.vocabulary().orElseGet(() -> OnnxNumbering.of(task.inputs()));
            boolean overTokens = declaration.outcomes().isEmpty()
                    && entries == vocabulary.size()
                    && entries != task.outcomes().size()
                    && vocabulary.missing(task.outcomes()).isEmpty();
            OnnxNumbering outcomes = overTokens
                    ? vocabulary
                    : numbering(declaration.outcomes(), task.outcomes(), "outcomes", "outcomes");
            boolean fits = entries < 0
                    || (declaration.outcomes().isEmpty() ? entries == outcomes.size() : entries >= outcomes.size());
            if (!fits) {
                throw fault(
                        outcomes.size() + " outcomes, " + few(outcomes.numbers().keySet()),
                        entries + " in the output "
                                + declaration.find(OnnxDeclaration.OUTPUT).orElse(""),
                        "Maybe declare \"outcomes\", or is the model for another size of the task?");
            }
            return outcomes;
        }

        private int width(OnnxPort tokens, List<OnnxAxis> tokenAxes, OnnxNumbering vocabulary) {
            int axis = tokenAxes.indexOf(OnnxAxis.WIDTH);
            int extent = axis < 0 ? -1 : tokens.extent(axis);
            boolean fits = extent < 0
                    || (declaration.vocabulary().isEmpty() ? extent == vocabulary.size() : extent >= vocabulary.size());
            if (!fits) {
                throw fault(
                        "tokens of " + vocabulary.size() + " numbers, "
                                + few(vocabulary.numbers().keySet()),
                        tokens.toString(),
                        "Maybe declare \"vocabulary\", or is the model for another size of the task?");
            }
            return extent < 0 ? vocabulary.size() : extent;
        }

        private List<Integer> numbers(OnnxNumbering numbering, List<String> names) {
            List<String> missing = numbering.missing(names);
            if (!missing.isEmpty()) {
                throw new OnnxFormatException(
                        declaration.source(),
                        "vocabulary: expected a number for " + String.join(", ", missing) + ", found "
                                + numbering.numbers().keySet());
            }
            return names.stream()
                    .map(name -> numbering.numbers().getOrDefault(name, 0))
                    .toList();
        }

        /** Empty if nobody says so, nor the name of the output. */
        private Optional<Gives> gives(OnnxPort output) {
            return declaration.find(OnnxDeclaration.GIVES, Gives.class).or(() -> {
                String name = output.name().toLowerCase(Locale.ROOT);
                return !name.contains("prob")
                        ? name.contains("logit") ? Optional.of(Gives.LOGITS) : Optional.empty()
                        : Optional.of(name.contains("log") ? Gives.LOG_PROBABILITIES : Gives.PROBABILITIES);
            });
        }

        private OnnxFormatException fault(String expected, String found, String hint) {
            return new OnnxFormatException(
                    function.file(), "expected " + expected + ", found " + found + (hint.isEmpty() ? "" : ". " + hint));
        }
    }
}
