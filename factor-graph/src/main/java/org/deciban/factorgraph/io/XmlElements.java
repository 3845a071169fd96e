package org.deciban.factorgraph.io;

import java.io.InputStream;
import java.util.stream.DoubleStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.deciban.factorgraph.io.ParsedNetwork.Name;

/** The elements of an XML file one after the other; comments and processing instructions are passed over. */
final class XmlElements {
    private static final int LONGEST_TEXT = 1 << 16;

    private final XmlEvents events;
    private final XMLStreamReader event;
    private final MemoryBudget budget;

    XmlElements(InputStream in, String file) {
        this.events = new XmlEvents(in, file);
        this.event = events.event();
        this.budget = new MemoryBudget(file, events::position);
    }

    /** What the elements read so far leave of the memory. */
    MemoryBudget budget() {
        return budget;
    }

    /** Moves to the root element, which must have that name. */
    void root(String name) {
        int kind = events.next();
        while (kind != XMLStreamConstants.START_ELEMENT) {
            kind = events.next();
        }
        if (!name().equals(name)) {
            throw unexpected("'" + name + "'");
        }
    }

    /** Moves to the next child of an element: true at its start tag, false at the end tag of the parent. */
    boolean nextChild() {
        while (true) {
            switch (events.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return false;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!event.isWhiteSpace()) {
                        throw fail("an element", Excerpt.of(event.getText().strip()));
                    }
                }
                default -> {}
            }
        }
    }

    /** Reads what follows the root element, so that faults there are found. */
    void end() {
        while (events.next() != XMLStreamConstants.END_DOCUMENT) {
            // Comments and blanks; anything else is malformed.
        }
    }

    /** The name of the element whose start tag was reached. */
    String name() {
        return event.getLocalName();
    }

    /** An attribute of that element. */
    String attribute(String name, String otherwise) {
        String value = event.getAttributeValue(null, name);
        return value == null ? otherwise : value;
    }

    /** The text of an element without children, blanks around it dropped; moves to its end tag. */
    Name text() {
        budget.claimName();
        Position at = position();
        StringBuilder text = new StringBuilder();
        while (nextText("text")) {
            text.append(event.getText());
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
            switch (events.next()) {
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
    double[] numbers() {
        budget.claimBlock();
        DoubleStream.Builder numbers = DoubleStream.builder();
        StringBuilder word = new StringBuilder();
        while (nextText("numbers")) {
            char[] text = event.getTextCharacters();
            int end = event.getTextStart() + event.getTextLength();
            for (int i = event.getTextStart(); i < end; i++) {
                if (!Character.isWhitespace(text[i])) {
                    word.append(text[i]);
                } else if (!word.isEmpty()) {
                    numbers.add(number(word));
                }
            }
            if (word.length() > LONGEST_TEXT) {
                throw fail("numbers", Excerpt.of(word.toString()));
            }
        }
        if (!word.isEmpty()) {
            numbers.add(number(word));
        }
        return numbers.build().toArray();
    }

    /** Takes the number out of the word. */
    private double number(StringBuilder word) {
        double weight = Decimals.weight(word.toString());
        if (Double.isNaN(weight)) {
            throw fail("finite numbers ≥ 0", Excerpt.of(word.toString()));
        }
        budget.claimNumber();
        word.setLength(0);
        return weight;
    }

    /** The end of the tag or text that was reached. */
    Position position() {
        return events.position();
    }

    /** The exception for an element that should be another. */
    FormatException unexpected(String expected) {
        return fail(expected, "the element " + Excerpt.of(name()));
    }

    /** The exception for a fault at the place that was reached. */
    FormatException fail(String expected, String found) {
        return events.fail(expected, found);
    }
}
