package org.deciban.factorgraph.knowledge;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Names that are close to one that is not there. */
final class NearestNames {
    private static final int MOST = 3;

    private NearestNames() {}

    /** At most three names, the nearest first, within a third of the letters in Levenshtein's distance, or the same name. */
    static List<String> of(String wanted, Collection<String> names) {
        return names.stream()
                .distinct()
                .filter(name -> distance(wanted, name) <= Math.max(1, wanted.length() / 3))
                .sorted(Comparator.comparingInt((String name) -> distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** Levenshtein's distance: the fewest letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
