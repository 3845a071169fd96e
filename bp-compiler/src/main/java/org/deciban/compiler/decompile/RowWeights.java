package org.deciban.compiler.decompile;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.decompile.ImplicitRound.LayerForm;
import org.deciban.compiler.internal.lowering.RowAttention;
import org.deciban.transformer.Layer;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.Transformer;

/**
 * What the weights of row attention say: the bounds that they serve, damping, rounds.
 *
 * <p>The slots, states and bits are sizes of subspaces. Degree and damping are read off three weights, and all weights then
 * compared with those that the construction gives for them.
 */
record RowWeights(ModelBounds bounds, double damping, int rounds) {

    /** Reads and checks the weights; empty, with misfits, if they are not those of row attention. */
    static Optional<RowWeights> read(Transformer transformer, Misfits misfits) {
        Optional<ModelBounds> sizes = sizes(transformer.layout(), misfits);
        if (sizes.isEmpty()) {
            return Optional.empty();
        }
        List<Layer> layers = transformer.layers();
        if (layers.size() % 2 == 0) {
            misfits.add(
                    "the layers", layers.size(), "an odd number: gather and update for each round, and a last gather");
            return Optional.empty();
        }
        Optional<ModelBounds> bounds = degree(transformer, sizes.get(), misfits);
        if (bounds.isEmpty()) {
            return Optional.empty();
        }
        int rounds = layers.size() / 2;
        RowWeights read = new RowWeights(bounds.get(), rounds == 0 ? 0 : damping(transformer), rounds);
        if (!(read.damping >= 0 && read.damping < 1)) {
            misfits.add(
                    "layer 1, head erase, value path message → message", read.damping - 1, "λ − 1 with λ in [0, 1)");
            return Optional.empty();
        }
        read.compare(transformer, misfits);
        return misfits.any() ? Optional.empty() : Optional.of(read);
    }

    private static Optional<ModelBounds> sizes(ResidualLayout layout, Misfits misfits) {
        int slots = 0;
        while (layout.findSubspace("slot_variable." + slots).isPresent()) {
            slots++;
        }
        int states = size(layout, "message");
        int variableBits = size(layout, "own_variable") / 2;
        int cellBits = size(layout, "own_cell") / 2;
        if (slots > 0 && states > 0 && variableBits > 0 && cellBits > 0) {
            ModelBounds sizes = new ModelBounds(slots, states, variableBits, cellBits, 0);
            ResidualLayout expected = RowAttention.loop(sizes, 0).layout();
            if (layout.equals(expected)) {
                return Optional.of(sizes);
            }
            misfits.add("the residual stream", layout.subspaces(), expected.subspaces());
        } else {
            misfits.add(
                    "the residual stream",
                    layout.subspaces(),
                    "the subspaces own_variable, own_cell, slot_variable.0, message, … of row attention");
        }
        return Optional.empty();
    }

    private static int size(ResidualLayout layout, String name) {
        return layout.findSubspace(name).map(Subspace::size).orElse(0);
    }

    /** The degree bound shows in the sum head's factor D, in the weight of impossible states, and in the address price β. */
    private static Optional<ModelBounds> degree(Transformer transformer, ModelBounds sizes, Misfits misfits) {
        ResidualLayout layout = transformer.layout();
        List<HeadForm> heads =
                transformer.layers().get(0).heads().stream().map(HeadForm::of).toList();
        if (heads.isEmpty()) {
            misfits.add("layer 0", "no head", "a sum head, a minus head per slot, and an erase head");
            return Optional.empty();
        }
        HeadForm sum = heads.get(0);
        int state = layout.subspace("state.0").at(0);
        double denominator = weight(sum.valuePath(), layout.subspace("message").at(0), state);
        double impossible =
                weight(sum.valuePath(), layout.subspace("impossible").at(0), state);
        double price = -weight(
                sum.compatibility(),
                layout.subspace("is_row").dimension(),
                layout.subspace("one").dimension());
        int d = denominator >= 2 && denominator <= 1 << 30 ? (int) denominator : 2;
        // The largest degree that fits, so that every graph that these weights serve is within the bounds.
        OptionalInt degree = IntStream.rangeClosed(0, d - 2)
                .map(i -> d - 2 - i)
                .filter(candidate -> {
                    ModelBounds with = withDegree(sizes, candidate);
                    return with.sumDenominator() == denominator
                            && with.impossibleWeight() * denominator == impossible
                            && with.addressPrice() == price;
                })
                .findFirst();
        if (degree.isEmpty()) {
            misfits.add(
                    "layer 0, head 0",
                    "sums scaled by " + denominator + ", impossible states by " + impossible + ", address price "
                            + price,
                    "the three numbers of one largest degree");
        }
        return degree.stream().mapToObj(found -> withDegree(sizes, found)).findFirst();
    }

    private static ModelBounds withDegree(ModelBounds sizes, int degree) {
        return new ModelBounds(sizes.slots(), sizes.states(), sizes.variableBits(), sizes.cellBits(), degree);
    }

    private static double damping(Transformer transformer) {
        int message = transformer.layout().subspace("message").at(0);
        List<HeadForm> heads =
                transformer.layers().get(1).heads().stream().map(HeadForm::of).toList();
        return heads.isEmpty()
                ? Double.NaN
                : 1 + weight(heads.get(heads.size() - 1).valuePath(), message, message);
    }

    private static double weight(List<Coupling> form, int from, int to) {
        return form.stream()
                .filter(term -> term.from() == from && term.to() == to)
                .mapToDouble(Coupling::weight)
                .findFirst()
                .orElse(0);
    }

    private void compare(Transformer transformer, Misfits misfits) {
        List<Layer> expected = RowAttention.loop(bounds, damping).unroll(rounds).layers();
        for (int l = 0; l < expected.size(); l++) {
            Layer found = transformer.layers().get(l);
            // Tied layers are one object, compared once.
            if (l < 2 || found != transformer.layers().get(l - 2)) {
                new FormComparison("layer " + l, misfits).layers(LayerForm.of(found), LayerForm.of(expected.get(l)));
            }
        }
    }

    @Override
    public String toString() {
        return Objects.toString(bounds) + ", damping " + damping + ", rounds " + rounds;
    }
}
