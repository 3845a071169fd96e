package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.knowledge.Symbols.IntArray;
import org.deciban.factorgraph.knowledge.Symbols.Tuple;

/** Clauses without conditions, found by any of their arguments. */
final class FactIndex {
    private static final int[] NO_VARIABLES = {};

    private final Map<Predicate, List<Fact>> byPredicate = new HashMap<>();
    private final Map<Place, List<Fact>> byArgument = new HashMap<>();

    /** An alternative of a clause without conditions, which is ground, since it is safe. */
    record Fact(ClauseCode code, int alternative, IntArray arguments) {}

    private record Place(Predicate predicate, int position, int constant) {}

    void add(ClauseCode code, int alternative) {
        Atom atom = code.clause().head().get(alternative).atom();
        IntArray arguments =
                ClauseCode.tuple(code.head(alternative), NO_VARIABLES).arguments();
        Fact fact = new Fact(code, alternative, arguments);
        byPredicate.computeIfAbsent(atom.predicate(), p -> new ArrayList<>()).add(fact);
        for (int i = 0; i < arguments.length(); i++) {
            byArgument
                    .computeIfAbsent(new Place(atom.predicate(), i, arguments.get(i)), p -> new ArrayList<>())
                    .add(fact);
        }
    }

    /** The facts whose arguments are those that are known of the pattern. */
    List<Fact> matching(Tuple pattern) {
        List<Fact> fewest = byPredicate.getOrDefault(pattern.predicate(), List.of());
        for (int i = 0; i < pattern.arguments().length(); i++) {
            int known = pattern.arguments().get(i);
            if (known != ClauseCode.UNBOUND) {
                List<Fact> here = byArgument.getOrDefault(new Place(pattern.predicate(), i, known), List.of());
                fewest = here.size() < fewest.size() ? here : fewest;
            }
        }
        return fewest.stream().filter(fact -> fits(fact, pattern.arguments())).toList();
    }

    private static boolean fits(Fact fact, IntArray pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.get(i) != ClauseCode.UNBOUND
                    && pattern.get(i) != fact.arguments().get(i)) {
                return false;
            }
        }
        return true;
    }
}
