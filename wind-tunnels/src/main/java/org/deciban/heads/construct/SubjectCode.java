package org.deciban.heads.construct;

import java.util.Map;
import java.util.TreeMap;
import org.deciban.heads.tasks.Facts;
import org.deciban.transformer.Subspace;

/** The address of a subject: the bits of its number, each as a pair, (1,0) for 0 and (0,1) for 1. */
final class SubjectCode {
    private SubjectCode() {}

    /** Bits of an address. */
    static int bits(Facts facts) {
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(facts.subjects() - 1));
    }

    /** Gives every symbol of a subject its address in a block of {@code 2 · bits}. */
    static void address(TokenCode.Builder blocks, Facts facts, Subspace block) {
        for (int subject = 0; subject < facts.subjects(); subject++) {
            int symbol = Facts.symbol(subject);
            form(block, subject, 0).forEach((dimension, value) -> blocks.feature(symbol, dimension, value));
        }
    }

    /** The address of a subject as numbers of a block. */
    static Map<Integer, Double> of(Subspace block, int subject) {
        return form(block, subject, 0);
    }

    /** A form that is the number of bits in which an address differs from that of a subject. */
    static Map<Integer, Double> distanceFrom(Subspace block, int subject) {
        return form(block, subject, 1);
    }

    private static Map<Integer, Double> form(Subspace block, int subject, int flip) {
        Map<Integer, Double> form = new TreeMap<>();
        for (int bit = 0; bit < block.size() / 2; bit++) {
            form.put(block.at(2 * bit + ((subject >> bit & 1) ^ flip)), 1.0);
        }
        return form;
    }
}
