package org.deciban.factorgraph.io;

import java.util.List;
import org.deciban.factorgraph.Variable;

/** The index order of libDAI, in which the first variable of a scope runs fastest, and how it maps to ours. */
final class FirstFastest {
    private final int[] cardinalities;
    private final int[] strides;

    FirstFastest(List<Variable> scope) {
        this.cardinalities = scope.stream().mapToInt(Variable::cardinality).toArray();
        this.strides = new int[cardinalities.length];
        int stride = 1;
        for (int i = cardinalities.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= cardinalities[i];
        }
    }

    /** The last-fastest index of the joint state that has the given first-fastest index. */
    int toLastFastest(int index) {
        int result = 0;
        int rest = index;
        for (int i = 0; i < cardinalities.length; i++) {
            result += rest % cardinalities[i] * strides[i];
            rest /= cardinalities[i];
        }
        return result;
    }
}
