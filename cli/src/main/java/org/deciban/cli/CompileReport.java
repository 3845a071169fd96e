package org.deciban.cli;

import java.io.PrintStream;
import org.deciban.compiler.CompilerOptions;

/** What {@code deciban compile} wrote, as text and as JSON. */
record CompileReport(
        String model,
        String file,
        FileFormat format,
        boolean float32,
        long bytes,
        CompilerOptions options,
        Sizes sizes) {
    private String type() {
        return float32 ? "float32" : "float64";
    }

    void printJson(PrintStream out) {
        Json.print(out, json -> {
            json.text("model", model);
            json.text("file", file);
            json.text("format", Words.of(format));
            json.text("type", type());
            json.count("bytes", bytes);
            json.text("construction", Words.of(options.construction()));
            json.text("task", Words.of(options.task()));
            json.object("transformer", () -> sizes.write(json));
        });
    }

    void printText(PrintStream out) {
        Table table = new Table();
        table.row("model", model);
        table.row(Words.of(sizes.mode()), Facts.transformer(sizes));
        table.row("", sizes.description());
        table.row(
                "written",
                file + ", " + Numbers.count(bytes) + " bytes, " + type() + ", construction "
                        + Words.of(options.construction()));
        table.print(out);
    }
}
