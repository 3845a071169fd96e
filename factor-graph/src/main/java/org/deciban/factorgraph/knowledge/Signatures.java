package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deciban.factorgraph.knowledge.Clause.Alternative;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;

/** The declared predicates with the types of their arguments. */
final class Signatures {
    private final Map<Predicate, List<EntitySet>> declared = new LinkedHashMap<>();
    private final Map<String, EntitySet> sets = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    void declare(String name, List<EntitySet> types) {
        Predicate predicate = new Predicate(name, types.size());
        if (Flattening.isReserved(predicate)) {
            refuse(predicate, "is built in and cannot be declared");
        } else if (declared.putIfAbsent(predicate, types) != null) {
            refuse(predicate, "is declared twice");
        }
        for (EntitySet set : types) {
            EntitySet known = sets.putIfAbsent(set.name(), set);
            if (known != null && !known.equals(set)) {
                refuse(predicate, "takes a " + set.name() + ", and there is another set of that name");
            }
        }
    }

    /** What is wrong with the declarations by themselves. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        sets.values().stream()
                .map(set -> new Predicate(set.name(), 1))
                .filter(declared::containsKey)
                .forEach(predicate -> all.add(problem(predicate, "is a set of entities and a declared predicate")));
        return all;
    }

    private void refuse(Predicate predicate, String what) {
        problems.add(problem(predicate, what));
    }

    private static Problem problem(Predicate predicate, String what) {
        return new Problem(new Place("predicate " + predicate, 0, 0), predicate + " " + what);
    }

    Collection<Predicate> predicates() {
        return declared.keySet();
    }

    /** The types of the arguments, if the predicate is declared or a set of entities. */
    Optional<List<EntitySet>> find(Predicate predicate) {
        if (predicate.arity() == 1 && !declared.containsKey(predicate) && sets.containsKey(predicate.name())) {
            return Optional.of(List.of(sets.get(predicate.name())));
        }
        return Optional.ofNullable(declared.get(predicate));
    }

    /** The type of each variable of a clause where it first stands in an atom. */
    Map<String, EntitySet> types(Clause clause) {
        Map<String, EntitySet> types = new LinkedHashMap<>();
        atoms(clause)
                .forEach(atom -> find(atom.predicate()).ifPresent(sets -> {
                    for (int i = 0; i < sets.size(); i++) {
                        EntitySet set = sets.get(i);
                        atom.arguments().get(i).variables().forEach(variable -> types.putIfAbsent(variable, set));
                    }
                }));
        return types;
    }

    static Stream<Atom> atoms(Clause clause) {
        return Stream.concat(
                clause.head().stream().map(Alternative::atom),
                clause.body().stream().flatMap(literal -> literal.findAtom().stream()));
    }

    /** The facts which say what the entities are. */
    List<Clause> memberships() {
        List<Clause> facts = new ArrayList<>();
        for (EntitySet set : sets.values()) {
            for (String entity : set.entities()) {
                Alternative head = new Alternative(Optional.empty(), set.contains(new Term.Name(entity)));
                facts.add(new Clause(List.of(head), List.of(), new Place("set " + set.name(), 0, 0)));
            }
        }
        return facts;
    }
}
