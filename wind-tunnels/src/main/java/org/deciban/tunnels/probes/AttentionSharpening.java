package org.deciban.tunnels.probes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Divergences;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.results.ResultTable;

/**
 * How sharp attention is where a model is asked, and how near it comes to the pattern by which the task can be solved
 * ({@link TokenRoles#pattern}): the attention on the tokens of that pattern, and the total variation to it. Means over the queries
 * of a sequence, then over sequences. Entropy is that of a single query, never of averaged attention, whose entropy is larger.
 */
public final class AttentionSharpening {
    private final List<Row> rows;

    private AttentionSharpening(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * What one head shows.
     *
     * @param entropyBits of the attention of a query
     * @param share of attention on the tokens of the pattern, over queries for which there is one
     * @param totalVariation between attention and the pattern, over the same queries
     * @param withoutSinks the same for attention on the tokens of the sequence alone, scaled to sum to 1: a model may rest on a sink
     *     and infer from what little attention is left, exactly; undefined for queries that look at nothing else
     * @param entropyBitsByQuery entropy at the first, second, … position where the model is asked, mean over sequences
     */
    public record Row(
            int layer,
            int head,
            Estimate entropyBits,
            Estimate share,
            Estimate totalVariation,
            Estimate withoutSinks,
            List<Double> entropyBitsByQuery) {}

    /** One row for each head, by layer. */
    public List<Row> rows() {
        return rows;
    }

    /** The head whose attention comes closest to the pattern; empty if the task has none. */
    public Optional<Row> closest() {
        return rows.stream()
                .filter(row -> !Double.isNaN(row.totalVariation.value()))
                .min((a, b) -> Double.compare(a.totalVariation.value(), b.totalVariation.value()));
    }

    /** The mean entropy in bits over the heads of a layer; NaN without heads. */
    public double layerEntropyBits(int layer) {
        return rows.stream()
                .filter(row -> row.layer == layer)
                .mapToDouble(row -> row.entropyBits.value())
                .average()
                .orElse(Double.NaN);
    }

    /** As text. */
    public ResultTable table() {
        ResultTable.Builder table = ResultTable.of(
                "Attention: entropy in bits and agreement with the pattern that solves the task",
                "layer",
                "head",
                "entropy",
                "first query",
                "last query",
                "share on pattern",
                "TV to pattern",
                "without sinks");
        for (Row row : rows) {
            List<Double> queries = row.entropyBitsByQuery;
            table.row(
                    row.layer,
                    row.head,
                    row.entropyBits,
                    queries.get(0),
                    queries.get(queries.size() - 1),
                    row.share,
                    row.totalVariation,
                    row.withoutSinks);
        }
        if (!rows.isEmpty()) {
            int last = rows.get(rows.size() - 1).layer;
            double before = layerEntropyBits(rows.get(0).layer);
            double after = layerEntropyBits(last);
            table.note(String.format(
                    Locale.ROOT,
                    "From the first to the last layer with heads the mean entropy goes from %.3f to %.3f bits.",
                    before,
                    after));
        }
        return table.build();
    }

    /** Collects sequence by sequence. */
    static final class Collector {
        private final TokenRoles roles;
        private final List<HeadSample> heads = new ArrayList<>();

        Collector(ObservableModel model, TokenRoles roles) {
            this.roles = roles;
            for (int layer = 0; layer < model.layers(); layer++) {
                for (int head = 0; head < model.heads(layer); head++) {
                    heads.add(new HeadSample(layer, head));
                }
            }
        }

        void add(Observation observation) {
            int[] positions = observation.sequence().positions();
            List<Optional<double[]>> patterns = new ArrayList<>();
            for (int position : positions) {
                patterns.add(roles.pattern(observation.sequence(), position));
            }
            for (HeadSample head : heads) {
                head.add(observation.activations().attention(head.layer, head.head), positions, patterns);
            }
        }

        AttentionSharpening result(Bootstrap bootstrap) {
            return new AttentionSharpening(
                    heads.stream().map(head -> head.row(bootstrap)).toList());
        }
    }

    private static final class HeadSample {
        private final int layer;
        private final int head;
        private final List<double[]> entropies = new ArrayList<>();
        private final List<Double> shares = new ArrayList<>();
        private final List<Double> variations = new ArrayList<>();
        private final List<Double> withoutSinks = new ArrayList<>();

        HeadSample(int layer, int head) {
            this.layer = layer;
            this.head = head;
        }

        void add(double[][] attention, int[] positions, List<Optional<double[]>> patterns) {
            double[] bits = new double[positions.length];
            double share = 0;
            double variation = 0;
            double withoutSink = 0;
            int known = 0;
            int looking = 0;
            for (int p = 0; p < positions.length; p++) {
                double[] row = attention[positions[p]];
                bits[p] = Divergences.entropy(row);
                Optional<double[]> pattern = patterns.get(p);
                if (pattern.isPresent()) {
                    known++;
                    variation += Divergences.totalVariation(Arrays.copyOf(pattern.get(), row.length), row);
                    share += shareOn(pattern.get(), row);
                    double[] tokens = Arrays.copyOf(row, pattern.get().length);
                    double sum = Arrays.stream(tokens).sum();
                    if (sum > 0) {
                        looking++;
                        Arrays.setAll(tokens, token -> tokens[token] / sum);
                        withoutSink += Divergences.totalVariation(pattern.get(), tokens);
                    }
                }
            }
            entropies.add(bits);
            shares.add(share / known);
            variations.add(variation / known);
            withoutSinks.add(withoutSink / looking);
        }

        private static double shareOn(double[] pattern, double[] row) {
            double share = 0;
            for (int token = 0; token < pattern.length; token++) {
                share += pattern[token] > 0 ? row[token] : 0;
            }
            return share;
        }

        Row row(Bootstrap bootstrap) {
            List<Double> means = entropies.stream()
                    .map(bits -> Arrays.stream(bits).average().orElse(Double.NaN))
                    .toList();
            return new Row(
                    layer,
                    head,
                    Estimates.mean(bootstrap, means),
                    Estimates.mean(bootstrap, shares),
                    Estimates.mean(bootstrap, variations),
                    Estimates.mean(bootstrap, withoutSinks),
                    byQuery());
        }

        private List<Double> byQuery() {
            List<Double> means = new ArrayList<>();
            int queries = entropies.stream().mapToInt(bits -> bits.length).max().orElse(0);
            for (int query = 0; query < queries; query++) {
                int q = query;
                means.add(entropies.stream()
                        .filter(bits -> bits.length > q)
                        .mapToDouble(bits -> bits[q])
                        .average()
                        .orElse(Double.NaN));
            }
            return List.copyOf(means);
        }
    }
}
