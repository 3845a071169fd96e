package org.deciban.transformer.io;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The metadata of a file.
 *
 * @param file what to call it in messages
 * @param entries as they stand there
 */
record OnnxMetadata(String file, Map<String, String> entries) {
    /**
     * A list of numbers that the exporter wrote.
     *
     * @throws OnnxFormatException if it is absent, or holds anything but numbers of at least 1
     */
    List<Integer> sizes(String key) {
        String name = OnnxExporter.OWN_KEYS + key;
        String text = entries.getOrDefault(name, "");
        try {
            List<Integer> sizes =
                    Stream.of(text.split(" ")).map(Integer::valueOf).toList();
            if (sizes.stream().allMatch(size -> size >= 1)) {
                return sizes;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new OnnxFormatException(
                file,
                "expected the metadata " + name + " to list numbers of at least 1, found '" + text
                        + "'. Maybe another program wrote the file, or left its metadata out?");
    }

    /**
     * A number that the exporter wrote.
     *
     * @throws OnnxFormatException as {@link #sizes}
     */
    int size(String key) {
        return sizes(key).get(0);
    }
}
