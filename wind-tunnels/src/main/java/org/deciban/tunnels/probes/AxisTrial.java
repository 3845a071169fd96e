package org.deciban.tunnels.probes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.results.FiniteDivergence;

/** Finds axes on one half of the sequences and removes them on the other. */
final class AxisTrial {
    private static final double EQUAL_VARIANCE = 0.9;
    private static final double ROUNDING = 1e-9;

    private final ObservableModel model;
    private final Sample test;
    private final ProbeOptions options;
    private final Bootstrap bootstrap;
    private final Half training;
    private final Half held;
    private final List<double[][]> before;

    AxisTrial(AnalyticTask task, ObservableModel model, ProbeOptions options) {
        this.model = model;
        this.options = options;
        this.bootstrap = options.bootstrap();
        int half = options.sequences() / 2;
        this.training = new Half(model, Sample.draw(task, half, options.seed()));
        this.test = Sample.draw(task, options.sequences() - half, options.seed() + 1);
        this.held = new Half(model, test);
        this.before = Edited.predict(model, test, Map.of());
    }

    /** The residual streams and entropies of a sample. */
    private static final class Half {
        private final List<double[]> entropies = new ArrayList<>();
        /** Of each layer, the embedding first: shape {@code [positions, d]} for each sequence. */
        private final List<List<double[][]>> points = new ArrayList<>();

        Half(ObservableModel model, Sample sample) {
            for (int layer = -1; layer < model.layers(); layer++) {
                points.add(new ArrayList<>());
            }
            Observation.forEach(model, sample, observation -> {
                entropies.add(observation.entropies());
                for (int layer = -1; layer < model.layers(); layer++) {
                    points.get(layer + 1).add(observation.residual(layer));
                }
            });
        }

        /** The mean entropy where the model is asked for the time after {@code index} others. */
        double meanEntropy(int index) {
            return entropies.stream()
                    .filter(row -> row.length > index)
                    .mapToDouble(row -> row[index])
                    .average()
                    .orElse(Double.NaN);
        }

        List<double[][]> after(int layer) {
            return points.get(layer + 1);
        }
    }

    List<CausalAxis.Row> rows() {
        List<CausalAxis.Row> rows = new ArrayList<>();
        double[] entropies =
                training.entropies.stream().flatMapToDouble(Arrays::stream).toArray();
        TreeMap<Integer, PrincipalComponents> components = new TreeMap<>();
        for (int layer = -1; layer < model.layers(); layer++) {
            PrincipalComponents found = PrincipalComponents.of(Cloud.flat(training.after(layer)));
            if (found.totalVariance() > 0) {
                components.put(layer, found);
            }
        }
        for (EntropyAxis.Kind kind : EntropyAxis.Kind.values()) {
            SplittableRandom random = new SplittableRandom(options.seed());
            TreeMap<Integer, EntropyAxis> axes = new TreeMap<>();
            components.forEach((layer, found) -> {
                double[][] points = Cloud.flat(training.after(layer));
                axes.put(layer, EntropyAxis.find(kind, found, points, entropies, random));
            });
            axes.forEach((layer, axis) -> rows.add(
                    row(layer < 0 ? "embedding" : layer.toString(), kind, Map.of(layer, axis), layer, random)));
            if (axes.size() > 1) {
                rows.add(row("all", kind, axes, axes.lastKey(), random));
            }
        }
        return rows;
    }

    private CausalAxis.Row row(
            String place, EntropyAxis.Kind kind, Map<Integer, EntropyAxis> axes, int shown, SplittableRandom random) {
        EntropyAxis axis = axes.get(shown);
        Change removed = change(edits(axes, EntropyAxis::removal));
        boolean another = axis.equalVarianceRatio > 0;
        Estimate equal = another
                ? bootstrap.mean(change(edits(axes, a -> a.removalOf(a.equalVariance))).moved)
                : Estimates.UNDEFINED;
        List<double[]> randoms = new ArrayList<>();
        List<double[]> displaced = new ArrayList<>();
        for (int control = 0; control < options.controls(); control++) {
            Map<Integer, double[]> directions = new TreeMap<>();
            axes.forEach((layer, a) -> directions.put(layer, a.randomDirection(random)));
            randoms.add(change(edits(axes, (layer, a) -> a.removalOf(directions.get(layer)))).moved);
            displaced.add(change(edits(axes, (layer, a) -> a.removal().towards(directions.get(layer)))).moved);
        }
        double[] displacement = meanOf(displaced);
        double largest = Stream.concat(randoms.stream(), displaced.stream())
                .mapToDouble(moved -> Arrays.stream(moved).average().orElse(Double.NaN))
                .max()
                .orElse(Double.NaN);
        Estimate rSquared = rSquared(axis.decoder, held.after(shown));
        Estimate moved = bootstrap.mean(removed.moved);
        double bar = axis.equalVarianceRatio >= EQUAL_VARIANCE ? Math.max(largest, equal.value()) : largest;
        Estimate more = bootstrap.mean(minus(removed.moved, displacement));
        return new CausalAxis.Row(
                place,
                kind.toString(),
                rSquared,
                beyondPosition(axis.decoder, held.after(shown)),
                rSquared(axis.decoderOfRest, removedFrom(axis, held.after(shown)))
                        .value(),
                axis.varianceShare,
                bootstrap.mean(kl(before)),
                bootstrap.mean(removed.klChange),
                moved,
                bootstrap.mean(meanOf(randoms)),
                bootstrap.mean(displacement),
                largest,
                equal,
                axis.equalVarianceRatio,
                AxisVerdict.of(rSquared, moved, more, bar));
    }

    /** What an intervention does, in bits for each sequence of the second half. */
    private static final class Change {
        private final double[] klChange;
        private final double[] moved;

        Change(double[] klChange, double[] moved) {
            this.klChange = klChange;
            this.moved = moved;
        }
    }

    private Change change(Map<Integer, AxisEdit> edits) {
        List<double[][]> after = Edited.predict(model, test, edits);
        double[] moved = new double[test.size()];
        Arrays.setAll(moved, i -> FiniteDivergence.meanBits(before.get(i), after.get(i)));
        return new Change(minus(kl(after), kl(before)), moved);
    }

    private double[] kl(List<double[][]> predictions) {
        double[] bits = new double[test.size()];
        Arrays.setAll(bits, i -> FiniteDivergence.meanBits(posterior(i), predictions.get(i)));
        return bits;
    }

    private double[][] posterior(int sequence) {
        double[][] posterior = new double[held.entropies.get(sequence).length][];
        Arrays.setAll(posterior, index -> test.posterior(sequence, index));
        return posterior;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    private static double[] meanOf(List<double[]> samples) {
        double[] mean = new double[samples.get(0).length];
        Arrays.setAll(
                mean,
                i -> samples.stream().mapToDouble(sample -> sample[i]).average().orElse(Double.NaN));
        return mean;
    }

    private static Map<Integer, AxisEdit> edits(Map<Integer, EntropyAxis> axes, Function<EntropyAxis, AxisEdit> edit) {
        return edits(axes, (layer, axis) -> edit.apply(axis));
    }

    private static Map<Integer, AxisEdit> edits(
            Map<Integer, EntropyAxis> axes, BiFunction<Integer, EntropyAxis, AxisEdit> edit) {
        Map<Integer, AxisEdit> edits = new TreeMap<>();
        axes.forEach((layer, axis) -> edits.put(layer, edit.apply(layer, axis)));
        return edits;
    }

    private static List<double[][]> removedFrom(EntropyAxis axis, List<double[][]> points) {
        AxisEdit removal = axis.removal();
        return points.stream()
                .map(rows -> Arrays.stream(rows).map(removal::apply).toArray(double[][]::new))
                .toList();
    }

    /** 1 − Σ (y − ŷ)² / Σ (y − y at the position)²; NaN if entropies do not differ at any position. */
    private double beyondPosition(EntropyDecoder decoder, List<double[][]> points) {
        List<double[]> errors = errors(decoder, points);
        double squares = 0;
        double total = 0;
        for (int i = 0; i < errors.size(); i++) {
            double[] entropies = held.entropies.get(i);
            for (int p = 0; p < entropies.length; p++) {
                double fromMean = entropies[p] - held.meanEntropy(p);
                squares += errors.get(i)[p] * errors.get(i)[p];
                total += Math.abs(fromMean) < ROUNDING ? 0 : fromMean * fromMean;
            }
        }
        return total > 0 ? 1 - squares / total : Double.NaN;
    }

    private List<double[]> errors(EntropyDecoder decoder, List<double[][]> points) {
        List<double[]> errors = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            double[][] rows = points.get(i);
            double[] entropy = held.entropies.get(i);
            double[] error = new double[entropy.length];
            Arrays.setAll(error, p -> entropy[p] - decoder.predict(rows[p]));
            errors.add(error);
        }
        return errors;
    }

    /** 1 − Σ (y − ŷ)² / Σ (y − mean y)², of the sequences drawn. */
    private Estimate rSquared(EntropyDecoder decoder, List<double[][]> points) {
        List<double[]> errors = errors(decoder, points);
        return Estimates.of(bootstrap, test.size(), drawn -> {
            DescriptiveStatistics values = new DescriptiveStatistics();
            double squares = 0;
            for (int i = 0; i < drawn.length; i++) {
                for (int copy = 0; copy < drawn[i]; copy++) {
                    Arrays.stream(held.entropies.get(i)).forEach(values::addValue);
                    squares += Arrays.stream(errors.get(i)).map(e -> e * e).sum();
                }
            }
            double total = values.getPopulationVariance() * values.getN();
            return total > 0 ? 1 - squares / total : Double.NaN;
        });
    }
}
