package org.deciban.transformer.folded;

import java.util.Arrays;

/** Numbers pairs of non-negative ints in the order in which they come: an open-addressing hash map without boxes. */
final class PairIndex {
    private static final int[] NONE = {};

    private long[] keys = new long[16];
    private int[] slots = filled(32);
    private int size;

    private static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, -1);
        return slots;
    }

    /** The number of a pair, or −1 if it has none. */
    int find(int first, int second) {
        return slots[slot(key(first, second), slots)];
    }

    /** The number of a pair; {@link #size()} before the call if it is new. */
    int add(int first, int second) {
        long key = key(first, second);
        int slot = slot(key, slots);
        if (slots[slot] < 0) {
            if (size == keys.length) {
                grow();
                slot = slot(key, slots);
            }
            keys[size] = key;
            slots[slot] = size++;
        }
        return slots[slot];
    }

    private void grow() {
        // Given up before more is taken: of large maps the old and the new together are what memory has to hold.
        slots = NONE;
        keys = Arrays.copyOf(keys, 2 * size);
        slots = filled(4 * size);
        for (int i = 0; i < size; i++) {
            slots[slot(keys[i], slots)] = i;
        }
    }

    private int slot(long key, int[] table) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & table.length - 1;
        while (table[slot] >= 0 && keys[table[slot]] != key) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private static long key(int first, int second) {
        return (long) first << 32 | second;
    }

    int first(int index) {
        return (int) (keys[index] >>> 32);
    }

    int second(int index) {
        return (int) keys[index];
    }

    int size() {
        return size;
    }
}
