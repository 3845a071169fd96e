package org.deciban.factorgraph.io;

import java.util.List;
import java.util.stream.Collectors;
import org.deciban.factorgraph.Variable;

/** Sizes and words for lists of variables. */
final class Scopes {
    private Scopes() {}

    /** The number of joint states; {@link Long#MAX_VALUE} where it overflows. */
    static long cells(List<Variable> scope) {
        long cells = 1;
        for (Variable variable : scope) {
            if (cells > Long.MAX_VALUE / variable.cardinality()) {
                return Long.MAX_VALUE;
            }
            cells *= variable.cardinality();
        }
        return cells;
    }

    /** What a message says of a table that has no room. */
    static String sizeOf(List<Variable> scope) {
        long cells = cells(scope);
        return "one of " + (cells == Long.MAX_VALUE ? "over 2^63" : cells) + " entries over " + names(scope);
    }

    /** The names, in order. */
    static String names(List<Variable> scope) {
        return scope.stream().map(Variable::name).collect(Collectors.joining(", ", "(", ")"));
    }
}
