package org.deciban.tunnels.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.results.ResultTable;

/**
 * How orthogonal the keys of different key symbols are: the mean absolute cosine over pairs of them, in each sequence, then over
 * sequences; as they are, and less their mean, which is what the softmax sees. Beside it Gaussian vectors, as many and of the same
 * dimension, measured in the same way.
 *
 * <p>Cosines of keys are not invariant under a change of basis within a head (queries by A^−T, keys by A), which changes nothing
 * that the model does.
 */
public final class KeyOrthogonality {
    private final List<Row> rows;

    private KeyOrthogonality(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * What one head shows.
     *
     * @param dimension d_k
     * @param vectors the mean number of key symbols in a sequence
     * @param cosine mean |cos|
     * @param expected E |cos| of Gaussian vectors, {@link Cosines#gaussianExpectation}
     * @param sampled the same, measured on Gaussian vectors
     * @param centred mean |cos| of keys less their mean
     * @param centredSampled of Gaussian vectors less their mean
     */
    public record Row(
            int layer,
            int head,
            int dimension,
            double vectors,
            Estimate cosine,
            double expected,
            Estimate sampled,
            Estimate centred,
            Estimate centredSampled) {}

    /** One row for each head, by layer. */
    public List<Row> rows() {
        return rows;
    }

    /** The mean |cos| of centred keys over the heads of the first layer that has some; NaN without heads. */
    public double firstLayerCosine() {
        return rows.stream()
                .filter(row -> row.layer == rows.get(0).layer)
                .mapToDouble(row -> row.centred.value())
                .average()
                .orElse(Double.NaN);
    }

    /** As text. */
    public ResultTable table() {
        ResultTable.Builder table = ResultTable.of(
                "Key orthogonality: mean |cos| between the keys of different symbols",
                "layer",
                "head",
                "d_k",
                "keys",
                "|cos|",
                "random, expected",
                "random, sampled",
                "|cos| centred",
                "random, centred");
        for (Row row : rows) {
            table.row(
                    row.layer,
                    row.head,
                    row.dimension,
                    row.vectors,
                    row.cosine,
                    row.expected,
                    row.sampled,
                    row.centred,
                    row.centredSampled);
        }
        return table.note("Centred: less the mean key, which changes no attention pattern.")
                .build();
    }

    /** Collects sequence by sequence. */
    static final class Collector {
        private final TokenRoles roles;
        private final List<HeadSample> heads = new ArrayList<>();

        Collector(ObservableModel model, TokenRoles roles, long seed) {
            this.roles = roles;
            for (int layer = 0; layer < model.layers(); layer++) {
                for (int head = 0; head < model.heads(layer); head++) {
                    heads.add(new HeadSample(layer, head, new SplittableRandom(seed)));
                }
            }
        }

        void add(Observation observation) {
            heads.forEach(head -> head.add(observation.keys(head.layer, head.head, roles)));
        }

        KeyOrthogonality result(Bootstrap bootstrap) {
            return new KeyOrthogonality(
                    heads.stream().map(head -> head.row(bootstrap)).toList());
        }
    }

    private static final class HeadSample {
        private final int layer;
        private final int head;
        private final SplittableRandom random;
        private int dimension = 1;
        private int vectors;
        private final List<Double> cosines = new ArrayList<>();
        private final List<Double> sampled = new ArrayList<>();
        private final List<Double> centred = new ArrayList<>();
        private final List<Double> centredSampled = new ArrayList<>();

        HeadSample(int layer, int head, SplittableRandom random) {
            this.layer = layer;
            this.head = head;
            this.random = random;
        }

        void add(double[][] keys) {
            dimension = keys.length == 0 ? dimension : keys[0].length;
            vectors += keys.length;
            double[][] gaussian = Cosines.gaussian(keys.length, dimension, random);
            cosines.add(Cosines.meanAbsolute(keys));
            centred.add(Cosines.meanAbsolute(Cosines.centred(keys)));
            sampled.add(Cosines.meanAbsolute(gaussian));
            centredSampled.add(Cosines.meanAbsolute(Cosines.centred(gaussian)));
        }

        Row row(Bootstrap bootstrap) {
            return new Row(
                    layer,
                    head,
                    dimension,
                    (double) vectors / cosines.size(),
                    Estimates.mean(bootstrap, cosines),
                    Cosines.gaussianExpectation(dimension),
                    Estimates.mean(bootstrap, sampled),
                    Estimates.mean(bootstrap, centred),
                    Estimates.mean(bootstrap, centredSampled));
        }
    }
}
