package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a short UAI file, evidence or solution, with their places: which of two layouts a file has shows in how
 * many numbers it holds.
 */
final class UaiNumbers {
    private static final String NONE = "";
    private static final String NEXT_SOLUTION = "-BEGIN-";

    private record Word(Position at, String text) {}

    private final Tokens tokens;
    private final List<Word> words = new ArrayList<>();
    private final MemoryBudget budget;

    private UaiNumbers(TextCursor text) {
        this.tokens = new Tokens(text, Comments.HASH);
        this.budget = new MemoryBudget(text.name(), tokens::position);
    }

    /** All words of an evidence file. */
    static UaiNumbers evidence(TextCursor text) {
        UaiNumbers numbers = new UaiNumbers(text);
        while (numbers.tokens.peek() != TextCursor.END) {
            numbers.read();
        }
        return numbers;
    }

    /** The words of the last solution in a file for a task; an earlier one is a solver's draft. */
    static UaiNumbers solution(TextCursor text, String... tasks) {
        UaiNumbers numbers = new UaiNumbers(text);
        String expected = "'" + String.join("' or '", tasks) + "'";
        Position at = numbers.tokens.position();
        String task = numbers.tokens.word(NONE, expected);
        if (!List.of(tasks).contains(task)) {
            throw numbers.tokens.fail(at, expected, Excerpt.of(task), "");
        }
        while (numbers.tokens.peek() != TextCursor.END) {
            if (numbers.read().text().equals(NEXT_SOLUTION)) {
                numbers.words.clear();
            }
        }
        return numbers;
    }

    private Word read() {
        budget.claimName();
        Word word = new Word(tokens.position(), tokens.word(NONE, "a number"));
        words.add(word);
        return word;
    }

    int size() {
        return words.size();
    }

    /** The integer at an index, from 0 to {@code most}. */
    int integer(int index, String expected, int most) {
        String text = text(index, expected);
        try {
            int value = Integer.parseInt(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of range.
        }
        throw fail(index, expected);
    }

    /** The probability at an index, from 0 to 1. */
    double probability(int index) {
        String expected = "a probability, 0 to 1";
        double value = Decimals.weight(text(index, expected));
        if (value <= 1) {
            return value;
        }
        throw fail(index, expected);
    }

    /** The word at an index. */
    String text(int index, String expected) {
        if (index >= words.size()) {
            throw fail(index, expected);
        }
        return words.get(index).text();
    }

    /** The place of the word at an index, or of the end of the file. */
    Position position(int index) {
        return index < words.size() ? words.get(index).at() : tokens.position();
    }

    /** The exception for the word at an index, or for the end of the file there. */
    FormatException fail(int index, String expected) {
        if (index >= words.size()) {
            return tokens.unexpected(expected, "");
        }
        return tokens.fail(
                position(index), expected, Excerpt.of(words.get(index).text()), "");
    }
}
