package org.deciban.proofs.claims.propagation;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.diagnosis.Diagnosis;
import org.deciban.proofs.diagnosis.Injected;
import org.deciban.proofs.diagnosis.Injection;
import org.deciban.proofs.diagnosis.Place;
import org.deciban.proofs.diagnosis.Suspect;
import org.deciban.proofs.generators.Case;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Transformer;

/**
 * The compiled model of a case with one fault put in.
 *
 * @param fault empty for none
 */
record FaultyModel(Case given, Suspect suspect, Optional<Injected> fault) {
    private static final List<String> PARTS =
            List.of("gather.sum.0", "gather.minus.0", "update.rows", "update.feed_forward");

    /** In the first round there is no message yet to be taken away: a wrong minus head changes no belief. */
    private static final int ROUNDS_MORE = 2;

    static FaultyModel sound(Case given) {
        CompiledModel model = BpCompiler.compile(given.graph(), CompilerOptions.loopy(given.rounds() + ROUNDS_MORE));
        return new FaultyModel(given, Suspect.of(model), Optional.empty());
    }

    private FaultyModel with(Injected injected) {
        return new FaultyModel(given, injected.suspect(), Optional.of(injected));
    }

    /** Adds a number to the first output weight of a head or of the feed-forward, in all layers of that name. */
    FaultyModel withWeight(Random random, double added) {
        String part = PARTS.get(random.nextInt(PARTS.size()));
        int dot = part.indexOf('.');
        String layer = part.substring(0, dot);
        String within = part.substring(dot + 1);
        Transformer moved = new PerturbedEngine(layer, within, added).perturb(suspect.transformer());
        boolean head = !within.equals("feed_forward");
        List<Layer> layers = moved.layers();
        Set<Place> places = IntStream.range(0, layers.size())
                .filter(index -> layers.get(index).name().equals(layer))
                .mapToObj(index ->
                        new Place.Weights(index, layer, head ? "head " + within : "feed-forward", head ? "W_O" : "W_2"))
                .collect(Collectors.toSet());
        return with(new Injected(suspect.with(moved), Diagnosis.Kind.WRONG_WEIGHTS, places));
    }

    /** Multiplies a table entry that some row token holds. */
    FaultyModel withEntry(Random random, double factor) {
        return with(Injection.wrongEntry(suspect, random, factor));
    }

    /** Flips a bit of an address of a token: its own, or one of those that it asks. */
    FaultyModel withFlippedBit(Random random) {
        return with(Injection.flippedBit(suspect, random));
    }

    /** Takes a token away: as often one of a variable as of a message or a row. */
    FaultyModel withoutToken(Random random) {
        return with(Injection.without(suspect, List.of(Injection.drawToken(suspect, random))));
    }

    List<Diagnosis> diagnose() {
        return suspect.diagnose(List.of(given.evidence()));
    }
}
