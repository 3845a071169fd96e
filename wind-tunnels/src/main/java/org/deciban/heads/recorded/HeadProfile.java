package org.deciban.heads.recorded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deciban.heads.detect.PatternScore;
import org.deciban.heads.detect.StreamingScore;
import org.deciban.heads.detect.Tally;

/**
 * The scores of a head on what was recorded of it.
 *
 * @param layer its layer, from 0
 * @param head its number in the layer, from 0
 * @param name what it is called; empty if it has no name
 * @param scores each score by its name; those that nothing was there to measure are left out
 * @param looksLike what it looks like, in words; empty if no score stands out
 */
public record HeadProfile(int layer, int head, String name, Map<String, Score> scores, String looksLike) {
    /** A score is taken for a role from here on, if it is at least twice its chance. */
    public static final double THRESHOLD = 0.5;

    private static final String STREAMING = "sink and window";
    /** In the order in which a head that has several is called. */
    private static final List<PatternScore> ROLES = List.of(
            PatternScore.PREFIX_MATCHING,
            PatternScore.DUPLICATE_TOKEN,
            PatternScore.PREVIOUS_TOKEN,
            PatternScore.FIRST_TOKEN);

    /**
     * A score, and that of attention that is all alike.
     *
     * @param mean over all places it speaks of
     * @param chance over the same places
     * @param places how many
     */
    public record Score(double mean, double chance, long places) {}

    /** Copies. */
    public HeadProfile {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /**
     * The profiles of all heads, by layer and number.
     *
     * @param sinks first tokens that a streaming head may look at
     * @param window recent tokens that it may look at, its own among them
     */
    public static List<HeadProfile> of(AttentionSource source, int sinks, int window) {
        Map<Integer, Map<Integer, Builder>> builders = new TreeMap<>();
        source.visit((layer, head, name, attention, symbols) -> builders.computeIfAbsent(layer, l -> new TreeMap<>())
                .computeIfAbsent(head, h -> new Builder(layer, head, name))
                .add(attention, symbols, sinks, window));
        List<HeadProfile> profiles = new ArrayList<>();
        builders.values().forEach(layer -> layer.values().forEach(builder -> profiles.add(builder.build())));
        return profiles;
    }

    private static final class Builder {
        private final int layer;
        private final int head;
        private final String name;
        private final Map<String, Tally> means = new LinkedHashMap<>();
        private final Map<String, Tally> chances = new LinkedHashMap<>();

        Builder(int layer, int head, String name) {
            this.layer = layer;
            this.head = head;
            this.name = name;
        }

        void add(double[][] attention, int[] symbols, int sinks, int window) {
            boolean known = symbols.length > 0;
            int[] tokens = known ? symbols : new int[Math.min(attention.length, attention[0].length)];
            boolean causal = isCausal(attention);
            for (PatternScore score : PatternScore.values()) {
                if (known || !score.readsSymbols()) {
                    add(score.label(), score.of(attention, tokens), score.chance(tokens, attention[0].length, causal));
                }
            }
            add(
                    STREAMING,
                    StreamingScore.mass(attention, tokens.length, sinks, window),
                    StreamingScore.mass(
                            alike(tokens.length, attention[0].length, causal), tokens.length, sinks, window));
        }

        private void add(String score, Tally mean, Tally chance) {
            means.merge(score, mean, Tally::and);
            chances.merge(score, chance, Tally::and);
        }

        private static boolean isCausal(double[][] attention) {
            for (int query = 0; query < attention.length; query++) {
                for (int key = query + 1; key < attention[query].length; key++) {
                    if (attention[query][key] != 0) {
                        return false;
                    }
                }
            }
            return true;
        }

        private static double[][] alike(int queries, int keys, boolean causal) {
            double[][] alike = new double[queries][keys];
            for (int query = 0; query < queries; query++) {
                int seen = causal ? query + 1 : keys;
                Arrays.fill(alike[query], 0, seen, 1.0 / seen);
            }
            return alike;
        }

        HeadProfile build() {
            Map<String, Score> scores = new LinkedHashMap<>();
            means.forEach((score, tally) -> {
                if (tally.count() > 0) {
                    scores.put(score, new Score(tally.mean(), chances.get(score).mean(), tally.count()));
                }
            });
            return new HeadProfile(layer, head, name, scores, role(scores));
        }

        private static String role(Map<String, Score> scores) {
            String role = "";
            double best = THRESHOLD;
            for (PatternScore candidate : ROLES) {
                Score score = scores.get(candidate.label());
                if (score != null && score.mean() > best && score.mean() >= 2 * score.chance()) {
                    best = score.mean();
                    role = candidate.label();
                }
            }
            return role;
        }
    }
}
