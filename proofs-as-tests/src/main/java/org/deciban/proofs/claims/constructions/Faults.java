package org.deciban.proofs.claims.constructions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.claims.Tries;
import org.deciban.transformer.engine.Engine;

/** Wrong weights, and whether a check notices each of them. */
final class Faults {
    /** The smallest interesting size: a million times the bounds, and a million times too small to be seen in an answer. */
    static final double SMALL = 1e-6;

    /** A part of each kind of row attention. */
    static final List<String> ROWS =
            List.of("gather.sum.0", "gather.minus.0", "gather.erase", "update.rows", "update.erase");

    /** A part of each kind of log-odds where a round is one layer. */
    static final List<String> ONE_LAYER =
            List.of("round.sum.0", "round.minus.0", "round.erase", "round.forget", "round.feed_forward");

    /** A part of each kind of log-odds where a round is two layers. */
    static final List<String> TWO_LAYERS = List.of(
            "gather.sum.1",
            "gather.minus.1",
            "gather.erase",
            "gather.feed_forward",
            "update.forget",
            "update.feed_forward");

    private Faults() {}

    /** The dense engine with one output weight of a part, {@code layer.part}, moved by {@link #SMALL}, for each part. */
    static List<PerturbedEngine> of(List<String> parts) {
        return parts.stream().map(Faults::of).toList();
    }

    private static PerturbedEngine of(String where) {
        int dot = where.indexOf('.');
        return new PerturbedEngine(where.substring(0, dot), where.substring(dot + 1), SMALL);
    }

    /** That each engine is told from a right one by an error above the bound, in one case at least. */
    static <T, E extends Engine> Finding noticed(
            Tries tries, Domain<T> domain, List<E> wrong, BiFunction<E, T, Double> error, double bound) {
        Map<String, ToDoubleFunction<T>> faults = new LinkedHashMap<>();
        wrong.forEach(engine -> faults.put(engine.name(), drawn -> error.apply(engine, drawn)));
        return noticed(tries, domain, faults, bound);
    }

    /** That each fault, by name, gives an error above the bound in one case at least; cases are drawn until it does. */
    static <T> Finding noticed(Tries tries, Domain<T> domain, Map<String, ToDoubleFunction<T>> faults, double bound) {
        int most = tries.atLeast(Kinds.ENOUGH).count();
        int looked = 0;
        int latest = 0;
        for (Map.Entry<String, ToDoubleFunction<T>> fault : faults.entrySet()) {
            int needed = 1
                    + (int) Stream.iterate(0, i -> i < most, i -> i + 1)
                            .takeWhile(i -> fault.getValue().applyAsDouble(domain.draw(tries.random(i))) <= bound)
                            .count();
            if (needed > most) {
                return Finding.of(false, fault.getKey() + ": not noticed in " + most + " cases", looked + most);
            }
            looked += needed;
            latest = Math.max(latest, needed);
        }
        return Finding.of(true, faults.size() + " faults, each noticed within " + latest + " cases", looked);
    }
}
