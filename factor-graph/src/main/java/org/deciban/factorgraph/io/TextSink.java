package org.deciban.factorgraph.io;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Opens files for writing, in UTF-8, packed with gzip if the name says so. */
final class TextSink {
    private TextSink() {}

    /** What writes a text. */
    interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /** Creates or replaces a file. */
    static void write(Path path, Content content) throws IOException {
        boolean gzip = path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        try (OutputStream file = Files.newOutputStream(path);
                OutputStream bytes = gzip ? new GZIPOutputStream(file) : file;
                Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            content.writeTo(out);
        }
    }
}
