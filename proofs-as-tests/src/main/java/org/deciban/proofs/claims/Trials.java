package org.deciban.proofs.claims;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.deciban.proofs.generators.Shrinker;
import org.jspecify.annotations.Nullable;

/** Tries statements about an error on the cases of a {@link Domain}, and makes what refutes them small. */
public final class Trials {
    /** Enough tries to make a graph of ten variables minimal; each costs one error. */
    private static final Shrinker SHRINKER = Shrinker.defaults().withTries(2000);

    private Trials() {}

    /**
     * "For every case the error is at most the bound." As expected if no case drawn refutes it; else the counterexample is the smallest
     * found.
     *
     * @param what the statement, in words
     * @param error of a case, at least 0; NaN, which is no error anyone may accept, refutes
     */
    public static <T> Finding everyCase(
            String what, Tries tries, Domain<T> domain, ToDoubleFunction<T> error, double bound) {
        double worst = 0;
        for (int i = 0; i < tries.count(); i++) {
            T drawn = domain.draw(tries.random(i));
            double here = error.applyAsDouble(drawn);
            if (!(here <= bound)) {
                return new Finding(
                        false,
                        what + ": refuted by case " + i + " of " + tries.count(),
                        i + 1,
                        OptionalDouble.of(here),
                        Optional.of(smallest(what, domain, drawn, error, bound)));
            }
            worst = Math.max(worst, here);
        }
        return Finding.within(bound, worst, what, tries.count());
    }

    /**
     * "There is a case whose error is above the bound." As expected if one is drawn; the counterexample, to the statement that there is
     * none, is the smallest found.
     *
     * @param what the statement that is refuted, in words
     */
    public static <T> Finding someCaseRefutes(
            String what, Tries tries, Domain<T> domain, ToDoubleFunction<T> error, double bound) {
        int refuting = 0;
        @Nullable T first = null;
        for (int i = 0; i < tries.count(); i++) {
            T drawn = domain.draw(tries.random(i));
            if (!(error.applyAsDouble(drawn) <= bound)) {
                refuting++;
                first = first == null ? drawn : first;
            }
        }
        String summary = what + ": refuted by " + refuting + " of " + tries.count() + " cases";
        Finding finding = Finding.of(refuting > 0, summary, tries.count());
        return first == null ? finding : finding.with(smallest(what, domain, first, error, bound));
    }

    /**
     * That among the cases drawn each kind has at least its share.
     *
     * @param kinds a kind in words, and how to tell it
     * @param share the smallest share of the cases, in (0, 1)
     */
    public static <T> Finding covers(Tries tries, Domain<T> domain, Map<String, Predicate<T>> kinds, double share) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < tries.count(); i++) {
            T drawn = domain.draw(tries.random(i));
            kinds.forEach((kind, is) -> counts.merge(kind, is.test(drawn) ? 1 : 0, Integer::sum));
        }
        String summary = counts.entrySet().stream()
                .map(entry -> Math.round(100.0 * entry.getValue() / tries.count()) + " % " + entry.getKey())
                .collect(Collectors.joining(", "));
        boolean enough = counts.values().stream().allMatch(count -> count >= share * tries.count());
        return Finding.of(enough, summary, tries.count());
    }

    /** A smaller case may lie outside of what the statement speaks of: its error cannot be had then, and it refutes nothing. */
    private static <T> Counterexample smallest(
            String what, Domain<T> domain, T refuting, ToDoubleFunction<T> error, double bound) {
        T smallest = SHRINKER.shrink(refuting, domain::smaller, smaller -> !(error.applyAsDouble(smaller) <= bound))
                .smallest();
        return new Counterexample(what, domain.print(smallest), error.applyAsDouble(smallest));
    }
}
