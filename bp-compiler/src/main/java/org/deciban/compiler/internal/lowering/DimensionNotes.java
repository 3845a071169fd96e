package org.deciban.compiler.internal.lowering;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.deciban.transformer.Subspace;

/** What the subspaces of a residual stream hold, and each of their dimensions, in words. */
public final class DimensionNotes {
    private record Note(String block, IntFunction<String> offset) {}

    private final Map<Subspace, Note> notes = new LinkedHashMap<>();

    /** No notes yet. */
    DimensionNotes() {}

    /** A block that is one thing. */
    public void put(Subspace block, String what) {
        put(block, what, offset -> "");
    }

    /** A block whose dimensions differ; {@code offset} says how. */
    public void put(Subspace block, String what, IntFunction<String> offset) {
        notes.put(block, new Note(what, offset));
    }

    /** Equal blocks for slot 0, 1, …; {@code what} ends in "slot". */
    public void putEach(List<Subspace> blocks, String what, IntFunction<String> offset) {
        for (int slot = 0; slot < blocks.size(); slot++) {
            put(blocks.get(slot), what + " " + slot, offset);
        }
    }

    /** What a block holds. */
    String describe(Subspace block) {
        return notes.get(block).block;
    }

    /** What one dimension of a block holds. */
    String describe(Subspace block, int dimension) {
        Note note = notes.get(block);
        String offset = note.offset.apply(dimension - block.start());
        String what = block.name() + ": " + note.block;
        return offset.isEmpty() ? what : what + ", " + offset;
    }

    /** The offsets of an address: pairs, the first of which is 1 for a 0 and the second for a 1. */
    static String addressBit(int offset) {
        return "1 if bit " + offset / 2 + " is " + offset % 2;
    }

    /** The offsets of a block with one dimension for each state. */
    public static String state(int offset) {
        return "state " + offset;
    }
}
