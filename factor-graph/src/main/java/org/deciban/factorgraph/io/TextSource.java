package org.deciban.factorgraph.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Opens files and streams, unpacking gzip by its first two bytes. */
final class TextSource {
    private static final String READABLE = "a readable file";

    private TextSource() {}

    /** Applies a parser to the text of a file and closes the file. */
    static <T> T read(Path path, Function<TextCursor, T> parser) {
        return readBytes(path, in -> read(asText(in), path.toString(), parser));
    }

    /** Applies a parser to the text of a stream, which stays open. */
    static <T> T read(InputStream in, String name, Function<TextCursor, T> parser) {
        return readBytes(in, name, plain -> read(asText(plain), name, parser));
    }

    /** Applies a parser to characters; the reader stays open. */
    static <T> T read(Reader reader, String name, Function<TextCursor, T> parser) {
        return parser.apply(new TextCursor(name, reader));
    }

    /** Applies a parser to the unpacked bytes of a file and closes the file. */
    static <T> T readBytes(Path path, Function<InputStream, T> parser) {
        String name = path.toString();
        if (Files.notExists(path)) {
            throw FormatProblems.one(name, Position.WHOLE, READABLE, "no file of that name", hint(path), null);
        }
        if (Files.isDirectory(path)) {
            throw FormatProblems.one(name, Position.WHOLE, READABLE, "a directory", "", null);
        }
        try (InputStream in = Files.newInputStream(path)) {
            return readBytes(in, name, parser);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Applies a parser to the unpacked bytes of a stream, which stays open. */
    static <T> T readBytes(InputStream in, String name, Function<InputStream, T> parser) {
        try {
            return parser.apply(unpack(in));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static String hint(Path path) {
        Path packed = path.resolveSibling(path.getFileName() + ".gz");
        return Files.exists(packed) ? "Maybe you mean " + packed + "?" : "";
    }

    private static FormatException unreadable(String name, IOException e) {
        return FormatProblems.one(name, Position.WHOLE, READABLE, "an input error: " + e, "", e);
    }

    private static InputStream unpack(InputStream in) throws IOException {
        InputStream raw = new BufferedInputStream(in, 1 << 16);
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    /** Bytes that are not UTF-8 become U+FFFD, which the tokens refuse with their place; a comment may hold them. */
    private static Reader asText(InputStream in) {
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
