package org.deciban.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One run of the command in this process: its exit status and what it wrote. */
record Run(int exit, String out, String err) {
    /** The networks that come with the project; tests run in the module's folder. */
    static final Path NETWORKS = Path.of("..", "examples", "networks");

    static Run of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Deciban.run(new Console(out, err, false), arguments);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static PrintStream utf8(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    static String network(String name) {
        return NETWORKS.resolve(name + ".bif").toString();
    }

    /** Standard output, which must be one JSON object and nothing else. */
    JsonNode json() {
        try {
            return new ObjectMapper()
                    .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("standard output is no JSON: " + out + "\nstandard error: " + err, e);
        }
    }
}
