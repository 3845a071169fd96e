package org.deciban.factorgraph.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Decodes an XML file as its first bytes say (XML 1.0, appendix F), by default as UTF-8.
 *
 * <p>The JDK's parser could do so itself, but it prints to standard error when a byte is not of the encoding. Here such
 * bytes become U+FFFD, which is refused where it matters.
 */
final class XmlEncoding {
    private static final int HEAD = 512;

    private XmlEncoding() {}

    static Reader decode(InputStream in, String file) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(in, 1 << 16);
        bytes.mark(HEAD);
        String head = new String(bytes.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        bytes.reset();
        if (head.startsWith("\u00EF\u00BB\u00BF")) {
            bytes.skipNBytes(3);
            return new InputStreamReader(bytes, StandardCharsets.UTF_8);
        }
        return new InputStreamReader(bytes, charset(head, file));
    }

    private static Charset charset(String head, String file) {
        if (head.startsWith("\u00FE\u00FF") || head.startsWith("\u00FF\u00FE")) {
            return StandardCharsets.UTF_16;
        }
        if (head.startsWith("\0<")) {
            return StandardCharsets.UTF_16BE;
        }
        if (head.startsWith("<\0")) {
            return StandardCharsets.UTF_16LE;
        }
        String name = declared(head);
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw FormatProblems.one(file, Position.WHOLE, "an encoding known to Java", Excerpt.of(name), "", e);
        }
    }

    private static String declared(String head) {
        int end = head.indexOf("?>");
        int encoding = head.indexOf("encoding");
        if (!head.startsWith("<?xml") || encoding < 0 || encoding > end) {
            return "UTF-8";
        }
        String[] quoted = head.substring(encoding, end).split("[\"']", 3);
        return quoted.length == 3 ? quoted[1] : "UTF-8";
    }
}
