package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of the documentation, whose examples are run. */
record Page(String text) {
    private static final String PROMPT = "$ ./deciban ";

    /** A page by its path from the root of the repository; tests run in the module's folder. */
    static Page of(String path) {
        try {
            return new Page(Files.readString(Path.of("..", path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks of a language. */
    List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The console blocks, each of which begins with a command. */
    List<Shown> commands() {
        return blocks("console").stream().map(Page::shown).toList();
    }

    private static Shown shown(String block) {
        String first = block.lines().findFirst().orElseThrow();
        assertThat(first).startsWith(PROMPT);
        return new Shown(first.substring(PROMPT.length()), block.substring(first.length() + 1));
    }

    /** The words of a command as a shell splits it, at blanks but for those in single quotes, with paths as they are from here. */
    static String[] words(String command) {
        return Pattern.compile("'([^']*)'|(\\S+)")
                .matcher(command.replace("examples/", "../examples/"))
                .results()
                .map((MatchResult word) -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }

    /** A command and what it is said to print. */
    record Shown(String command, String output) {
        Run run() {
            return Run.of(words(command));
        }
    }
}
