package org.deciban.proofs.certificates;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scores of one query token, each a known part and a linear function of the token's own entries. */
final class Query {
    private final List<Key> keys;
    private final Map<Integer, Interval> entries;
    private final Softmax softmax;
    private final boolean isSmooth;
    private @Nullable Kept kept;

    /** The moving part of a score: Σ coefficient · entry of the query token. */
    record Terms(List<Integer> dimensions, List<Interval> coefficients) {
        static final Terms NONE = new Terms(List.of(), List.of());
    }

    /**
     * A token that can be attended to.
     *
     * @param known the part of its score that is known
     * @param score all of it
     * @param terms the part that is not known
     */
    record Key(int token, Interval known, Interval score, Terms terms) {}

    /** Collects keys. */
    static final class Builder {
        private final List<Key> keys = new ArrayList<>();

        void add(Key key) {
            keys.add(key);
        }

        /** The query with those keys that are not certainly cut. */
        Query build(Map<Integer, Interval> entries) {
            Softmax all = Softmax.of(scores(keys));
            List<Key> left = new ArrayList<>();
            for (int j = 0; j < all.exponentials.length; j++) {
                if (all.exponentials[j].hi() > 0) {
                    left.add(keys.get(j));
                }
            }
            return new Query(left, entries);
        }
    }

    /** The keys that are certainly kept: their weights among each other, and their exponentials at the middle of the entries. */
    private static final class Kept {
        final Softmax softmax;
        final Interval[] weights;
        final Softmax atMiddle;
        /** Of those perhaps cut, by key their weight among all, and 0 for those kept. */
        final Interval[] perhaps;

        Kept(Softmax all, Softmax atMiddle) {
            this.softmax = all.ofKept();
            this.weights = softmax.weights();
            this.atMiddle = atMiddle.ofKeptIn(all);
            this.perhaps = all.weights();
            for (int j = 0; j < perhaps.length; j++) {
                perhaps[j] = all.kept[j] ? Interval.ZERO : perhaps[j];
            }
        }
    }

    private Query(List<Key> keys, Map<Integer, Interval> entries) {
        this.keys = keys;
        this.entries = entries;
        this.softmax = Softmax.of(scores(keys));
        boolean any = false;
        for (boolean certain : softmax.kept) {
            any |= certain;
        }
        this.isSmooth = any && entries.values().stream().anyMatch(entry -> !entry.isPoint());
    }

    private static Interval[] scores(List<Key> keys) {
        return keys.stream().map(Key::score).toArray(Interval[]::new);
    }

    int keys() {
        return keys.size();
    }

    int token(int key) {
        return keys.get(key).token;
    }

    /**
     * The average of the values of the keys.
     *
     * @param constant whether the values are constants, so that the average depends on the token's entries alone
     */
    Interval average(Interval[] values, boolean constant) {
        Interval plain = softmax.average(values);
        return constant && isSmooth ? plain.and(byMeanValue(softmax, values)) : plain;
    }

    private Interval[] scoresAtMiddle() {
        Interval[] scores = new Interval[keys.size()];
        for (int j = 0; j < scores.length; j++) {
            Terms terms = keys.get(j).terms;
            scores[j] = keys.get(j).known;
            for (int i = 0; i < terms.dimensions.size(); i++) {
                double entry = entries.get(terms.dimensions.get(i)).middle();
                scores[j] = scores[j].plus(terms.coefficients.get(i).times(entry));
            }
        }
        return scores;
    }

    /**
     * The mean value form for the keys certainly kept, whose average z is smooth. Those perhaps cut have some weight ε together
     * and some average a; with them the average is z + ε (a − z).
     */
    private Interval byMeanValue(Softmax all, Interval[] values) {
        if (kept == null) {
            kept = new Kept(all, Softmax.of(scoresAtMiddle()));
        }
        Interval overBox = kept.softmax.average(values);
        Map<Integer, Interval> slopes = new LinkedHashMap<>();
        Interval perhaps = Interval.ZERO;
        Interval others = Interval.ZERO;
        for (int j = 0; j < values.length; j++) {
            if (!all.kept[j]) {
                perhaps = perhaps.plus(kept.perhaps[j]);
                others = others.hull(values[j]);
                continue;
            }
            Interval pull = kept.weights[j].times(values[j].minus(overBox));
            Terms terms = keys.get(j).terms;
            for (int i = 0; i < terms.dimensions.size(); i++) {
                slopes.merge(terms.dimensions.get(i), pull.times(terms.coefficients.get(i)), Interval::plus);
            }
        }
        Interval mean = kept.atMiddle.average(values);
        for (Map.Entry<Integer, Interval> slope : slopes.entrySet()) {
            Interval entry = entries.get(slope.getKey());
            mean = mean.plus(slope.getValue().times(entry.minus(Interval.of(entry.middle()))));
        }
        return perhaps.hi() > 0 ? mean.plus(new Interval(0, perhaps.hi()).times(others.minus(mean))) : mean;
    }
}
