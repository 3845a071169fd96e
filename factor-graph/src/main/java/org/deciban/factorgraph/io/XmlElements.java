package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.MissingResourceException;
import java.util.stream.DoubleStream;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.deciban.factorgraph.io.ParsedNetwork.Name;

/** The elements of an XML file one after the other; comments and processing instructions are passed over. */
final class XmlElements {
    private static final int LONGEST_TEXT = 1 << 16;

    private final String file;
    private final XMLStreamReader reader;

    XmlElements(InputStream in, String file) {
        this.file = file;
        try {
            this.reader = factory().createXMLStreamReader(XmlEncoding.decode(in, file));
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

    /** Moves to the root element, which must have that name. */
    void root(String name) {
        int event = next();
        while (event != XMLStreamConstants.START_ELEMENT) {
            event = next();
        }
        if (!name().equals(name)) {
            throw unexpected("'" + name + "'");
        }
    }

    /** Moves to the next child of an element: true at its start tag, false at the end tag of the parent. */
    boolean nextChild() {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return false;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!reader.isWhiteSpace()) {
                        throw fail("an element", Excerpt.of(reader.getText().strip()));
                    }
                }
                default -> {}
            }
        }
    }

    /** Reads what follows the root element, so that faults there are found. */
    void end() {
        while (next() != XMLStreamConstants.END_DOCUMENT) {
            // Comments and blanks; anything else is malformed.
        }
    }

    /** The name of the element whose start tag was reached. */
    String name() {
        return reader.getLocalName();
    }

    /** An attribute of that element. */
    String attribute(String name, String otherwise) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? otherwise : value;
    }

    /** The text of an element without children, blanks around it dropped; moves to its end tag. */
    Name text() {
        Position at = position();
        StringBuilder text = new StringBuilder();
        while (nextText("text")) {
            text.append(reader.getText());
            if (text.length() > LONGEST_TEXT) {
                throw fail("a name of at most " + LONGEST_TEXT + " characters", Excerpt.of(text.toString()));
            }
        }
        if (text.indexOf("\uFFFD") >= 0) {
            throw fail("text in the encoding of the file", Excerpt.of(text.toString()));
        }
        return new Name(at, text.toString().strip());
    }

    /** Moves to the end tag of an element without children. */
    void skipText() {
        while (nextText("text")) {
            // Free text, which has no place in a factor graph.
        }
    }

    /** Moves to the next piece of text in an element without children; false at its end tag. */
    private boolean nextText(String expected) {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return false;
                }
                case XMLStreamConstants.START_ELEMENT -> throw unexpected(expected);
                default -> {}
            }
        }
    }

    /** The numbers in an element without children; moves to its end tag. Comments inside do not end a number. */
    double[] numbers(TableBudget budget) {
        DoubleStream.Builder numbers = DoubleStream.builder();
        StringBuilder word = new StringBuilder();
        while (nextText("numbers")) {
            char[] text = reader.getTextCharacters();
            int end = reader.getTextStart() + reader.getTextLength();
            for (int i = reader.getTextStart(); i < end; i++) {
                if (!Character.isWhitespace(text[i])) {
                    word.append(text[i]);
                } else if (!word.isEmpty()) {
                    numbers.add(number(word, budget));
                }
            }
            if (word.length() > LONGEST_TEXT) {
                throw fail("numbers", Excerpt.of(word.toString()));
            }
        }
        if (!word.isEmpty()) {
            numbers.add(number(word, budget));
        }
        return numbers.build().toArray();
    }

    private double number(StringBuilder word, TableBudget budget) {
        double weight = Decimals.weight(word.toString());
        if (Double.isNaN(weight)) {
            throw fail("finite numbers ≥ 0", Excerpt.of(word.toString()));
        }
        if (!budget.claim(1)) {
            throw fail(TableBudget.EXPECTED, "more numbers");
        }
        word.setLength(0);
        return weight;
    }

    private int next() {
        try {
            return reader.next();
        } catch (XMLStreamException e) {
            throw malformed(e);
        } catch (MissingResourceException e) {
            // JDK 17 has no text for a control character in a document type declaration, and fails in looking it up.
            throw FormatProblems.one(file, position(), "well-formed XML", "a fault that the parser cannot name", "", e);
        }
    }

    /** The end of the tag or text that was reached. */
    Position position() {
        return position(reader.getLocation());
    }

    private static Position position(Location location) {
        return new Position(Math.max(location.getLineNumber(), 0), Math.max(location.getColumnNumber(), 0));
    }

    /** The exception for an element that should be another. */
    FormatException unexpected(String expected) {
        return fail(expected, "the element " + Excerpt.of(name()));
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
