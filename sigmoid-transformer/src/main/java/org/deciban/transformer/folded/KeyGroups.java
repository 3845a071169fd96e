package org.deciban.transformer.folded;

import java.util.HashMap;
import java.util.Map;
import org.deciban.transformer.Matrix;

/**
 * The tokens by their keys on the coordinates of a head that are static: tokens with equal keys form a group.
 *
 * <p>Coordinates with many values, such as weights of table rows, would make every token a group of its own. They are left out,
 * and only their range is kept.
 */
final class KeyGroups {
    /** More values than this on a coordinate, and it is left out. */
    private static final int MOST_VALUES = 16;

    /** By coordinate: the values seen, as many as {@code count}; left out where there are too many. */
    private final double[][] values;

    private final int[] count;
    private final double[] least;
    private final double[] most;
    /** By group. */
    private final SparseVector[] keys;

    private final int[] memberStart;
    private final int[] members;

    KeyGroups(Projection keys, int dimensions, Matrix tokens) {
        this.values = new double[dimensions][];
        this.count = new int[dimensions];
        this.least = new double[dimensions];
        this.most = new double[dimensions];
        Projection.Scratch scratch = keys.scratch();
        int n = tokens.rows();
        for (int t = 0; t < n; t++) {
            look(keys.of(tokens, t, scratch));
        }
        Map<SparseVector, Integer> numbers = new HashMap<>();
        int[] groupOf = new int[n];
        for (int t = 0; t < n; t++) {
            groupOf[t] = numbers.computeIfAbsent(narrow(keys.of(tokens, t, scratch)), key -> numbers.size());
        }
        this.keys = new SparseVector[numbers.size()];
        numbers.forEach((key, number) -> this.keys[number] = key);
        this.memberStart = new int[numbers.size() + 1];
        for (int group : groupOf) {
            memberStart[group + 1]++;
        }
        for (int g = 0; g < numbers.size(); g++) {
            memberStart[g + 1] += memberStart[g];
        }
        this.members = new int[n];
        int[] next = memberStart.clone();
        for (int t = 0; t < n; t++) {
            members[next[groupOf[t]]++] = t;
        }
    }

    private void look(SparseVector key) {
        for (int i = 0; i < key.size(); i++) {
            int c = key.index()[i];
            double value = key.value()[i];
            least[c] = Math.min(least[c], value);
            most[c] = Math.max(most[c], value);
            if (count[c] <= MOST_VALUES && !isKnown(c, value)) {
                if (values[c] == null) {
                    values[c] = new double[MOST_VALUES + 1];
                }
                values[c][count[c]++] = value;
            }
        }
    }

    private boolean isKnown(int coordinate, double value) {
        for (int i = 0; i < count[coordinate]; i++) {
            if (values[coordinate][i] == value) {
                return true;
            }
        }
        return false;
    }

    /** Whether a coordinate has too many values to tell tokens apart by it. */
    boolean isLeftOut(int coordinate) {
        return count[coordinate] > MOST_VALUES;
    }

    private SparseVector narrow(SparseVector key) {
        int kept = 0;
        for (int c : key.index()) {
            kept += isLeftOut(c) ? 0 : 1;
        }
        if (kept == key.size()) {
            return key;
        }
        int[] index = new int[kept];
        double[] value = new double[kept];
        for (int i = 0, k = 0; i < key.size(); i++) {
            if (!isLeftOut(key.index()[i])) {
                index[k] = key.index()[i];
                value[k++] = key.value()[i];
            }
        }
        return new SparseVector(index, value);
    }

    int count() {
        return keys.length;
    }

    SparseVector key(int group) {
        return keys[group];
    }

    /** Adds the tokens of a group. */
    void addMembers(int group, IntList target) {
        for (int m = memberStart[group]; m < memberStart[group + 1]; m++) {
            target.add(members[m]);
        }
    }

    /** How much the coordinates that are left out can make two keys differ for a query. */
    double spread(SparseVector query) {
        double spread = 0;
        for (int i = 0; i < query.size(); i++) {
            int c = query.index()[i];
            if (isLeftOut(c)) {
                spread += Math.abs(query.value()[i]) * (most[c] - least[c]);
            }
        }
        return spread;
    }
}
