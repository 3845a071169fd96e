package org.deciban.tunnels.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers that a model gives to names: of tokens, features or outcomes. It may number more names than a task has.
 *
 * @param numbers by name, each once, from 0
 */
public record OnnxNumbering(Map<String, Integer> numbers) {
    /**
     * Copies.
     *
     * @throws IllegalArgumentException if a number is negative or belongs to two names
     */
    public OnnxNumbering {
        Map<Integer, String> names = new LinkedHashMap<>();
        numbers.forEach((name, number) -> {
            String before = names.put(number, name);
            if (number < 0 || before != null) {
                throw new IllegalArgumentException("each name must have a number of its own, at least 0; '" + name
                        + "' has " + number + (before == null ? "" : ", and so has '" + before + "'"));
            }
        });
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    /**
     * Names in the order of their numbers, from 0.
     *
     * @throws IllegalArgumentException if a name comes twice
     */
    public static OnnxNumbering of(List<String> names) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String name : names) {
            if (numbers.put(name, numbers.size()) != null) {
                throw new IllegalArgumentException("each name must come once, got '" + name + "' twice");
            }
        }
        return new OnnxNumbering(numbers);
    }

    /** One more than the largest number. */
    public int size() {
        return numbers.values().stream().mapToInt(number -> number + 1).max().orElse(0);
    }

    /** The names that it lacks. */
    List<String> missing(List<String> names) {
        return names.stream().filter(name -> !numbers.containsKey(name)).toList();
    }
}
