package org.deciban.transformer.io;

import java.util.Arrays;
import java.util.Optional;

/** The types of tensor entries that are read and written; their names are those of safetensors. */
public enum TensorType {
    /** IEEE 754 double precision. */
    F64(8, true),
    /** IEEE 754 single precision. */
    F32(4, true),
    /** Two's complement, 64 bits. */
    I64(8, false),
    /** Two's complement, 32 bits. */
    I32(4, false);

    private final int bytes;
    private final boolean real;

    TensorType(int bytes, boolean real) {
        this.bytes = bytes;
        this.real = real;
    }

    /** The bytes of one entry. */
    public int bytes() {
        return bytes;
    }

    /** Whether entries are floating point numbers rather than integers. */
    public boolean isReal() {
        return real;
    }

    /** The type of that name, or empty. */
    static Optional<TensorType> find(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
