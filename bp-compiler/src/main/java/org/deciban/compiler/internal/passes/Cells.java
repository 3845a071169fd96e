package org.deciban.compiler.internal.passes;

/** Row-major numbering of joint states, the last variable fastest. */
final class Cells {
    private Cells() {}

    /** The number of joint states; {@link Long#MAX_VALUE} where it overflows. */
    static long count(int[] variables, int[] cardinality) {
        long count = 1;
        for (int variable : variables) {
            if (count > Long.MAX_VALUE / cardinality[variable]) {
                return Long.MAX_VALUE;
            }
            count *= cardinality[variable];
        }
        return count;
    }

    /** What one more state of each variable adds to the number of a joint state. */
    static long[] strides(int[] variables, int[] cardinality) {
        long[] strides = new long[variables.length];
        long stride = 1;
        for (int i = variables.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= cardinality[variables[i]];
        }
        return strides;
    }
}
