package org.deciban.tunnels.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deciban.transformer.io.Json;
import org.deciban.transformer.io.JsonAt;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.TransformerFormatException;

/**
 * What the inputs and outputs of an ONNX file mean. What is not said is taken from the file, see {@link OnnxSequenceModel}.
 *
 * <p>As JSON, one object with some of these keys:
 *
 * <pre>{@code
 * {
 *   "tokens": "input_ids",                 the input that takes the tokens
 *   "as": "ids",                           ids, one-hot or features
 *   "tokenAxes": "batch,length",           its axes, of batch, length and width
 *   "vocabulary": ["<s>", "k0", "v0", …],  names of the task's tokens in the order of the model's ids, or {"k0": 1, …}
 *   "prepend": ["<s>"],                    tokens that the model expects first
 *   "pad": "<pad>",                        what fills a file of fixed length, at the end
 *   "mask": "attention_mask",              an input that is 1 at tokens and 0 at padding
 *   "indices": "position_ids",             an input that counts the tokens from 0
 *   "output": "logits",                    the output that is read
 *   "gives": "logits",                     logits, log-probabilities or probabilities
 *   "axes": "batch,length,outcomes",       its axes; without length it answers for its last token alone
 *   "outcomes": ["v0", "v1", …]            names of the task's outcomes in the model's order, or {"v0": 20, …}
 * }
 * }</pre>
 *
 * @param source what messages call it
 * @param text the values of the keys that hold one word, by key
 * @param prepend see above
 * @param tokenAxes see above; empty if not said
 * @param axes see above; empty if not said
 * @param vocabulary see above
 * @param outcomes see above
 */
public record OnnxDeclaration(
        String source,
        Map<String, String> text,
        List<String> prepend,
        List<OnnxAxis> tokenAxes,
        List<OnnxAxis> axes,
        Optional<OnnxNumbering> vocabulary,
        Optional<OnnxNumbering> outcomes) {
    static final String TOKENS = "tokens";
    static final String AS = "as";
    static final String PAD = "pad";
    static final String MASK = "mask";
    static final String INDICES = "indices";
    static final String OUTPUT = "output";
    static final String GIVES = "gives";

    private static final List<String> WORDS = List.of(TOKENS, AS, PAD, MASK, INDICES, OUTPUT, GIVES);
    private static final String PREPEND = "prepend";
    private static final String TOKEN_AXES = "tokenAxes";
    private static final String AXES = "axes";
    private static final String VOCABULARY = "vocabulary";
    private static final String OUTCOMES = "outcomes";
    private static final List<String> KEYS;

    static {
        List<String> keys = new ArrayList<>(WORDS);
        keys.addAll(List.of(PREPEND, TOKEN_AXES, AXES, VOCABULARY, OUTCOMES));
        KEYS = List.copyOf(keys);
    }

    /** How tokens are given to a model. */
    public enum TokensAs {
        /** A number each. */
        IDS,
        /** A row of zeros with a 1 each. */
        ONE_HOT,
        /** A row of numbers each. */
        FEATURES
    }

    /** What a model gives for its outcomes. */
    public enum Gives {
        /** Any numbers, to be put through a softmax. */
        LOGITS,
        /** Natural logarithms of probabilities. */
        LOG_PROBABILITIES,
        /** Probabilities. */
        PROBABILITIES
    }

    /** Copies. */
    public OnnxDeclaration {
        text = Map.copyOf(text);
        prepend = List.copyOf(prepend);
        tokenAxes = List.copyOf(tokenAxes);
        axes = List.copyOf(axes);
    }

    /** Nothing is said. */
    public static OnnxDeclaration none() {
        return new OnnxDeclaration(
                "no declaration", Map.of(), List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** Where the declaration of a file is looked for: {@code FILE.onnx.json}. */
    public static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    /**
     * Reads a file.
     *
     * @throws TransformerFormatException naming the key, if it is not as described
     */
    public static OnnxDeclaration read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new TransformerFormatException(
                    file.toString(), "", "a declaration in UTF-8", e.toString(), "Maybe the name is misspelt?");
        }
    }

    /**
     * Reads text.
     *
     * @param source what messages call it
     * @throws TransformerFormatException naming the key, if it is not as described
     */
    public static OnnxDeclaration parse(String source, String json) {
        JsonAt object = Json.parse(source, "declaration", json);
        object.keys();
        object.requireOnly(KEYS);
        Map<String, String> text = new LinkedHashMap<>();
        for (String key : WORDS) {
            object.find(key).ifPresent(value -> text.put(key, value.text()));
        }
        object.find(AS).ifPresent(value -> word(value, TokensAs.class));
        object.find(GIVES).ifPresent(value -> word(value, Gives.class));
        return new OnnxDeclaration(
                source,
                text,
                object.find(PREPEND).map(OnnxDeclaration::texts).orElse(List.of()),
                axes(object, TOKEN_AXES, List.of(OnnxAxis.BATCH, OnnxAxis.LENGTH, OnnxAxis.WIDTH)),
                axes(object, AXES, List.of(OnnxAxis.BATCH, OnnxAxis.LENGTH, OnnxAxis.OUTCOMES)),
                object.find(VOCABULARY).map(OnnxDeclaration::numbering),
                object.find(OUTCOMES).map(OnnxDeclaration::numbering));
    }

    private static List<String> texts(JsonAt list) {
        return list.list().stream().map(JsonAt::text).toList();
    }

    private static OnnxNumbering numbering(JsonAt value) {
        try {
            if (value.value() instanceof JsonList) {
                return OnnxNumbering.of(texts(value));
            }
            Map<String, Integer> numbers = new LinkedHashMap<>();
            for (String name : value.keys()) {
                numbers.put(name, value.get(name).integer(0, Integer.MAX_VALUE - 1));
            }
            return new OnnxNumbering(numbers);
        } catch (IllegalArgumentException e) {
            throw value.fault("a numbering of names", String.valueOf(e.getMessage()), "");
        }
    }

    private static List<OnnxAxis> axes(JsonAt object, String key, List<OnnxAxis> known) {
        Optional<JsonAt> value = object.find(key);
        if (value.isEmpty()) {
            return List.of();
        }
        List<OnnxAxis> axes = new ArrayList<>();
        for (String word : value.get().text().split(",", -1)) {
            OnnxAxis axis = known.stream()
                    .filter(candidate -> candidate.word().equals(word.strip()))
                    .findFirst()
                    .orElse(null);
            if (axis == null || axes.contains(axis)) {
                throw value.get()
                        .fault(
                                "some of " + known.stream().map(OnnxAxis::word).toList()
                                        + " with commas between, each once",
                                "'" + value.get().text() + "'",
                                "");
            }
            axes.add(axis);
        }
        return axes;
    }

    static <E extends Enum<E>> String word(E constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> void word(JsonAt value, Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            words.add(word(constant));
        }
        if (!words.contains(value.text())) {
            throw value.fault("one of " + String.join(", ", words), "'" + value.text() + "'", "");
        }
    }

    /** The value of a key that holds one word. */
    Optional<String> find(String key) {
        return Optional.ofNullable(text.get(key));
    }

    /** The constant that a key names. */
    <E extends Enum<E>> Optional<E> find(String key, Class<E> type) {
        return find(key)
                .map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
}
