package org.deciban.factorgraph.io;

/** Text of a file, fit to be shown in a message. */
final class Excerpt {
    static final int WORD = 40;
    private static final int SENTENCE = 300;

    private Excerpt() {}

    /** A word in single quotes, at most 40 characters of it, control characters and surrogates escaped. */
    static String of(String word) {
        return "'" + clip(word, WORD) + "'";
    }

    /** A sentence that may hold names of the file: at most 300 characters, escaped the same. */
    static String sentence(String text) {
        return clip(text, SENTENCE);
    }

    private static String clip(String text, int length) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), length);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                shown.append(String.format("\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.append(text.length() > length ? "…" : "").toString();
    }
}
