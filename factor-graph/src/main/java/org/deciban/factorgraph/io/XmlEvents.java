package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.MissingResourceException;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The JDK's XML parser, without entities and without anything fetched, its faults turned into {@link FormatException}.
 */
final class XmlEvents {
    private final String file;
    private final BoundedReader text;
    private final XMLStreamReader reader;

    XmlEvents(InputStream in, String file) {
        this.file = file;
        try {
            this.text = new BoundedReader(XmlEncoding.decode(in, file));
            this.reader = factory().createXMLStreamReader(text);
        } catch (XMLStreamException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw FormatProblems.one(file, Position.WHOLE, "a readable file", "an input error: " + e, "", e);
        }
    }

    /** The JDK's own parser, whatever is on the class path, because what it refuses is tested here. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    /** Moves to the next event and gives its kind, a constant of {@link javax.xml.stream.XMLStreamConstants}. */
    int next() {
        text.startEvent();
        try {
            return reader.next();
        } catch (XMLStreamException e) {
            throw malformed(e);
        } catch (MissingResourceException e) {
            // JDK 17 has no text for a control character in a document type declaration, and fails in looking it up.
            throw FormatProblems.one(file, position(), "well-formed XML", "a fault that the parser cannot name", "", e);
        }
    }

    /** The parser at its event, for what the event holds; only {@link #next()} moves it. */
    XMLStreamReader event() {
        return reader;
    }

    /** The end of the tag or text that was reached. */
    Position position() {
        return position(reader.getLocation());
    }

    private static Position position(Location location) {
        return new Position(Math.max(location.getLineNumber(), 0), Math.max(location.getColumnNumber(), 0));
    }

    /** The exception for a fault at the place that was reached. */
    FormatException fail(String expected, String found) {
        return FormatProblems.one(file, position(), expected, found, "", null);
    }

    /** The parser's message, without the place and the word "Message" that it starts with. */
    private FormatException malformed(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int start = message.indexOf("Message: ");
        String found = start < 0 ? message : message.substring(start + "Message: ".length());
        Location location = e.getLocation();
        Position at = location == null ? Position.WHOLE : position(location);
        return FormatProblems.one(file, at, "well-formed XML", found, "", e);
    }
}
