package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.deciban.factorgraph.knowledge.Condition.Any;
import org.deciban.factorgraph.knowledge.Condition.Every;
import org.deciban.factorgraph.knowledge.Condition.Fails;
import org.deciban.factorgraph.knowledge.Condition.Holds;
import org.deciban.factorgraph.knowledge.Condition.Relation;
import org.deciban.factorgraph.knowledge.RandomProgram.Head;
import org.deciban.factorgraph.knowledge.RandomProgram.Rule;

/** Draws programs: predicates in strata, negation only of lower ones, everything else as it comes. */
final class RandomPrograms {
    private static final List<String> VARIABLES = List.of("X", "Y", "Z");
    private static final List<String> OPERATORS =
            List.of("<", ">", "=<", ">=", "=\\=", "=:=", "\\=", "\\==", "==", "=", "@<", "@>=");

    private final Random random;
    private final int domain;
    /** By stratum, names with their numbers of arguments; stratum 0 has facts. */
    private final List<Map<String, Integer>> strata = new ArrayList<>();

    private final List<Rule> rules = new ArrayList<>();

    private RandomPrograms(long seed) {
        this.random = new Random(seed);
        this.domain = 2 + random.nextInt(2);
    }

    /** A program. */
    static RandomProgram draw(long seed) {
        return new RandomPrograms(seed).program();
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String number() {
        return String.valueOf(1 + random.nextInt(domain));
    }

    private RandomProgram program() {
        for (int value = 1; value <= domain; value++) {
            rules.add(fact(new Holds("d", List.of(String.valueOf(value))), true, "10"));
        }
        facts();
        int count = 1 + random.nextInt(3);
        for (int s = 1; s <= count; s++) {
            Map<String, Integer> names = new LinkedHashMap<>();
            int predicates = 1 + random.nextInt(3);
            for (int p = 0; p < predicates; p++) {
                names.put("p" + s + p, random.nextInt(3));
            }
            strata.add(names);
            for (String name : names.keySet()) {
                for (int r = random.nextInt(3); r >= 0; r--) {
                    rules.add(rule(s, name, r == 0));
                }
            }
        }
        Map<String, Boolean> evidence = new LinkedHashMap<>();
        for (int e = random.nextInt(3); e > 0; e--) {
            evidence.put(atom(random.nextInt(count + 1), List.of()).text(), !oneIn(3));
        }
        List<Holds> queries = new ArrayList<>();
        for (int q = 0; q < 3; q++) {
            queries.add(atom(oneIn(4) ? 0 : 1 + random.nextInt(count), List.of("1", number(), "A", "B")));
        }
        return new RandomProgram(domain, rules, evidence, queries);
    }

    private Rule fact(Holds atom, boolean certain, String tenths) {
        return new Rule(rules.size(), 0, certain, List.of(new Head(tenths, atom)), new Every(List.of()));
    }

    private void facts() {
        strata.add(Map.of("e", 2, "f", 1, "g", 0));
        rules.add(fact(new Holds("g", List.of()), false, tenths(10)));
        rules.add(fact(new Holds("e", List.of(number(), number())), oneIn(4), tenths(10)));
        rules.add(fact(new Holds("f", List.of(number())), oneIn(6), tenths(10)));
        for (int more = random.nextInt(4); more > 0; more--) {
            rules.add(fact(new Holds("e", List.of(number(), number())), oneIn(4), tenths(10)));
        }
        if (oneIn(2)) {
            rules.add(new Rule(
                    rules.size(), 0, false, alternatives(0, List.of(), List.of("f", "g", "e")), new Every(List.of())));
        }
    }

    private String tenths(int most) {
        return String.valueOf(oneIn(8) ? (oneIn(2) ? 0 : most) : random.nextInt(most + 1));
    }

    private List<Head> alternatives(int stratum, List<String> terms, List<String> names) {
        List<Head> heads = new ArrayList<>();
        int left = 10;
        for (int a = 2 + random.nextInt(2); a > 0; a--) {
            String tenths = oneIn(5) ? String.valueOf(left) : tenths(left);
            left -= Integer.parseInt(tenths);
            heads.add(new Head(tenths, atom(stratum, any(names), terms)));
        }
        return heads;
    }

    /** An atom of a stratum, its arguments drawn from terms; without those, numbers. */
    private Holds atom(int stratum, List<String> terms) {
        return atom(
                stratum,
                any(List.copyOf(strata.get(stratum).keySet().stream().sorted().toList())),
                terms);
    }

    private Holds atom(int stratum, String name, List<String> terms) {
        List<String> arguments = new ArrayList<>();
        for (int i = strata.get(stratum).get(name); i > 0; i--) {
            arguments.add(terms.isEmpty() || oneIn(7) ? number() : any(terms));
        }
        return new Holds(name, arguments);
    }

    /** A rule; one for a base case reads lower strata alone. */
    private Rule rule(int stratum, String name, boolean base) {
        List<Condition> body = new ArrayList<>();
        Set<String> bound = new LinkedHashSet<>();
        for (int positive = 1 + random.nextInt(2); positive > 0; positive--) {
            Holds atom = atom(base || oneIn(2) ? random.nextInt(stratum) : stratum, VARIABLES);
            body.add(atom);
            atom.variables().forEach(bound::add);
        }
        if (bound.isEmpty() && oneIn(2)) {
            body.add(new Holds("d", List.of("X")));
            bound.add("X");
        }
        if (!bound.isEmpty() && bound.size() < 3 && oneIn(8)) {
            body.add(new Relation("S", "is", any(List.copyOf(bound)), oneIn(2) ? 1 : 2));
            body.add(new Relation("S", "=<", String.valueOf(domain), 0));
            bound.add("S");
        }
        boolean certain = oneIn(2);
        List<String> values = List.copyOf(bound);
        for (int extra = oneIn(2) ? 0 : random.nextInt(3); extra > 0; extra--) {
            body.add(extra(stratum, stratum + 1, values, certain, 2));
        }
        Every conditions = new Every(body);
        if (certain) {
            return new Rule(
                    rules.size(), stratum, true, List.of(new Head("10", atom(stratum, name, values))), conditions);
        }
        if (oneIn(2)) {
            List<Head> heads = new ArrayList<>(alternatives(
                    stratum, values, List.copyOf(strata.get(stratum).keySet())));
            heads.set(0, new Head(heads.get(0).tenths(), atom(stratum, name, values)));
            return new Rule(rules.size(), stratum, false, heads, conditions);
        }
        String tenths = !values.isEmpty() && oneIn(4) ? any(values) : tenths(10);
        return new Rule(
                rules.size(), stratum, false, List.of(new Head(tenths, atom(stratum, name, values))), conditions);
    }

    /**
     * A condition over variables with values, and where that is allowed one of its own.
     *
     * @param below the stratum that positive conditions stay below
     */
    private Condition extra(int stratum, int below, List<String> values, boolean locals, int depth) {
        List<String> terms = new ArrayList<>(values);
        String own = "L" + random.nextInt(1_000_000);
        switch (random.nextInt(depth == 0 ? 2 : 4)) {
            case 0:
                return values.isEmpty()
                        ? new Relation("1", any(OPERATORS), number(), 0)
                        : new Relation(any(values), any(OPERATORS), oneIn(3) ? number() : any(values), 0);
            case 1:
                if (oneIn(2)) {
                    terms.add(own);
                }
                Holds denied = atom(random.nextInt(stratum), terms);
                return oneIn(6) ? new Fails(new Fails(atom(random.nextInt(stratum), terms))) : new Fails(denied);
            case 2:
                terms.add(own);
                Holds first = atom(random.nextInt(stratum), terms);
                List<String> inside = new ArrayList<>(values);
                first.variables().filter(own::equals).forEach(inside::add);
                return new Fails(new Every(List.of(first, extra(stratum, stratum, inside, true, depth - 1))));
            default:
                if (locals && oneIn(2)) {
                    terms.add(own);
                }
                return new Any(List.of(
                        atom(oneIn(2) ? below - 1 : random.nextInt(stratum), terms),
                        new Every(List.of(
                                atom(random.nextInt(stratum), values),
                                extra(stratum, below, values, locals, depth - 1)))));
        }
    }
}
