package org.deciban.heads.recorded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deciban.transformer.io.Json;
import org.deciban.transformer.io.JsonAt;
import org.deciban.transformer.io.TransformerFormatException;

/**
 * Which outputs of an ONNX file are attention, and on which tokens it is run. As JSON:
 *
 * <pre>{@code
 * {
 *   "tokens": "input_ids",                  the input that takes the ids of the tokens
 *   "attentions": ["attn.0", "attn.1"],     the outputs, one for each layer
 *   "sequences": [[0, 5, 3, 5, 3]],         ids
 *   "mask": "attention_mask",               an input of ones, if there is one
 *   "indices": "position_ids"               an input that counts the tokens from 0, if there is one
 * }
 * }</pre>
 *
 * @param tokens see above
 * @param attentions see above
 * @param sequences see above
 * @param mask see above
 * @param indices see above
 */
public record AttentionDeclaration(
        String tokens,
        List<String> attentions,
        List<List<Integer>> sequences,
        Optional<String> mask,
        Optional<String> indices) {
    private static final List<String> KEYS = List.of("tokens", "attentions", "sequences", "mask", "indices");

    /** Copies. */
    public AttentionDeclaration {
        attentions = List.copyOf(attentions);
        sequences = sequences.stream().map(List::copyOf).toList();
    }

    /** Where the declaration of a file is looked for: {@code FILE.onnx.heads.json}. */
    public static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".heads.json");
    }

    /**
     * Reads a file.
     *
     * @throws TransformerFormatException naming the key, if it is not as described
     */
    public static AttentionDeclaration read(Path file) {
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
    public static AttentionDeclaration parse(String source, String json) {
        JsonAt object = Json.parse(source, "declaration", json);
        object.requireOnly(KEYS);
        List<List<Integer>> sequences = new ArrayList<>();
        for (JsonAt sequence : some(object.get("sequences"), "sequences of ids")) {
            sequences.add(some(sequence, "ids").stream()
                    .map(id -> id.integer(0, Integer.MAX_VALUE))
                    .toList());
        }
        return new AttentionDeclaration(
                object.get("tokens").text(),
                some(object.get("attentions"), "names of outputs").stream()
                        .map(JsonAt::text)
                        .toList(),
                sequences,
                object.find("mask").map(JsonAt::text),
                object.find("indices").map(JsonAt::text));
    }

    private static List<JsonAt> some(JsonAt list, String what) {
        List<JsonAt> items = list.list();
        if (items.isEmpty()) {
            throw list.fault("at least one of " + what, "none", "");
        }
        return items;
    }
}
