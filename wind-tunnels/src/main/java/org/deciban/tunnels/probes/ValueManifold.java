package org.deciban.tunnels.probes;

import java.util.ArrayList;
import java.util.List;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.results.ResultTable;

/**
 * Whether what a model holds where it is asked lies along a line, and whether the place on that line says how uncertain the
 * posterior is: principal components of the residual stream after each layer, and of the values of all heads of a layer side by side
 * where a model records them; the share of the first component; Spearman's rank correlation of its coordinate with the entropy of
 * the exact posterior.
 *
 * <p>Layer −1 is the embedding, which has inferred nothing: what is found there is a property of the positions. In a bijection
 * without repeats the entropy is a function of the position, so that any encoding of positions ranks it without inference. The
 * correlation <em>within</em> a position leaves that out: a mean over positions at which entropies differ.
 */
public final class ValueManifold {
    private final List<Row> rows;

    private ValueManifold(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * What one layer shows.
     *
     * @param space {@code residual} or {@code values}
     * @param layer −1 for the embedding
     * @param share of the first component in the variance; the interval is that of the resampled cloud
     * @param standardisedShare the same with every coordinate scaled to variance 1
     * @param participationRatio (Σ λ)² / Σ λ²
     * @param correlation Spearman's, of the first coordinate and the entropy; the axis of the whole sample, turned so that it is not
     *     negative
     * @param within the same within positions; NaN if the entropy is a function of the position
     */
    public record Row(
            String space,
            int layer,
            Estimate share,
            double standardisedShare,
            double participationRatio,
            Estimate correlation,
            double within) {}

    /** One row for each layer, residual stream first. */
    public List<Row> rows() {
        return rows;
    }

    /**
     * The row of the residual stream after a layer.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Row residual(int layer) {
        return rows.stream()
                .filter(row -> row.space.equals("residual") && row.layer == layer)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no layer " + layer));
    }

    /** As text. */
    public ResultTable table() {
        ResultTable.Builder table = ResultTable.of(
                "Value manifold: first principal component where the model is asked, and entropy of the posterior",
                "space",
                "layer",
                "PC1 share",
                "standardised",
                "participation",
                "rank correlation",
                "within positions");
        for (Row row : rows) {
            table.row(
                    row.space,
                    row.layer < 0 ? "embedding" : Integer.toString(row.layer),
                    row.share,
                    row.standardisedShare,
                    row.participationRatio,
                    row.correlation,
                    row.within);
        }
        return table.note("The embedding has inferred nothing: what it shows is due to tokens and positions.")
                .build();
    }

    /** Collects sequence by sequence. */
    static final class Collector {
        private final int layers;
        private final List<double[]> entropies = new ArrayList<>();
        /** Of each layer, the embedding first: shape {@code [positions, d]} for each sequence. */
        private final List<List<double[][]>> residuals = new ArrayList<>();

        private final List<List<double[][]>> values = new ArrayList<>();
        private final ObservableModel model;

        Collector(ObservableModel model) {
            this.model = model;
            this.layers = model.layers();
            for (int layer = -1; layer < layers; layer++) {
                residuals.add(new ArrayList<>());
                values.add(new ArrayList<>());
            }
        }

        void add(Observation observation) {
            entropies.add(observation.entropies());
            for (int layer = -1; layer < layers; layer++) {
                residuals.get(layer + 1).add(observation.residual(layer));
                if (layer >= 0) {
                    List<double[][]> ofLayer = values.get(layer + 1);
                    observation.values(layer, model.heads(layer)).ifPresent(ofLayer::add);
                }
            }
        }

        ValueManifold result(Bootstrap bootstrap) {
            List<Row> rows = new ArrayList<>();
            for (int layer = -1; layer < layers; layer++) {
                rows.add(new Cloud(residuals.get(layer + 1), entropies).row("residual", layer, bootstrap));
            }
            for (int layer = 0; layer < layers; layer++) {
                if (!values.get(layer + 1).isEmpty()) {
                    rows.add(new Cloud(values.get(layer + 1), entropies).row("values", layer, bootstrap));
                }
            }
            return new ValueManifold(List.copyOf(rows));
        }
    }
}
