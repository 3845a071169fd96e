package org.deciban.tunnels.probes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.deciban.tunnels.Activations;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.meters.Divergences;
import org.deciban.tunnels.meters.Sample;

/** A sequence of a sample and what the forward pass did with it. */
record Observation(Sample sample, int index, Activations activations) {
    /** Runs a model on every sequence of a sample, one after another. */
    static void forEach(ObservableModel model, Sample sample, Consumer<Observation> consumer) {
        for (int index = 0; index < sample.size(); index++) {
            consumer.accept(of(model, sample, index));
        }
    }

    static Observation of(ObservableModel model, Sample sample, int index) {
        Activations activations = model.record(sample.sequences().get(index).tokens());
        return new Observation(sample, index, activations);
    }

    LabelledSequence sequence() {
        return sample.sequences().get(index);
    }

    /** The entropies of the exact posterior in bits, one for each position where the model is asked. */
    double[] entropies() {
        double[] entropies = new double[sequence().positions().length];
        Arrays.setAll(entropies, position -> Divergences.entropy(sample.posterior(index, position)));
        return entropies;
    }

    /** The keys of a head at the first token of every key symbol, shape {@code [symbols, d_k]}. */
    double[][] keys(int layer, int head, TokenRoles roles) {
        double[][] keys = activations.keys(layer, head);
        List<double[]> first = new ArrayList<>();
        Set<Integer> met = new HashSet<>();
        for (int position = 0; position < sequence().tokens().length(); position++) {
            OptionalInt symbol = roles.key(sequence(), position);
            if (symbol.isPresent() && met.add(symbol.getAsInt())) {
                first.add(keys[position]);
            }
        }
        return first.toArray(double[][]::new);
    }

    /** The residual stream after a layer where the model is asked, shape {@code [positions, d]}. */
    double[][] residual(int layer) {
        double[][] all = activations.residual(layer);
        int[] positions = sequence().positions();
        double[][] asked = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            asked[p] = all[positions[p]];
        }
        return asked;
    }

    /** The values of all heads of a layer side by side where the model is asked; empty if one is not recorded. */
    Optional<double[][]> values(int layer, int heads) {
        int[] positions = sequence().positions();
        double[][] joined = new double[positions.length][0];
        for (int head = 0; head < heads; head++) {
            Optional<double[][]> values = activations.values(layer, head);
            if (values.isEmpty()) {
                return Optional.empty();
            }
            for (int p = 0; p < positions.length; p++) {
                double[] row = values.get()[positions[p]];
                int before = joined[p].length;
                joined[p] = Arrays.copyOf(joined[p], before + row.length);
                System.arraycopy(row, 0, joined[p], before, row.length);
            }
        }
        return heads == 0 ? Optional.empty() : Optional.of(joined);
    }
}
