package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;

/** Whether the atoms of clauses and questions are of declared predicates, with arguments of their types. */
final class TypeCheck {
    private final Signatures signatures;
    private final List<Problem> problems = new ArrayList<>();

    TypeCheck(Signatures signatures) {
        this.signatures = signatures;
    }

    List<Problem> problems() {
        return problems;
    }

    void clause(Clause clause) {
        Atom head = clause.head().get(0).atom();
        boolean isSet = !signatures.predicates().contains(head.predicate())
                && signatures.find(head.predicate()).isPresent();
        if (isSet) {
            refuse(clause.place(), head.predicate() + " is a set of entities, which no clause can add to");
        }
        atoms(Signatures.atoms(clause).toList(), clause.place());
    }

    /** Atoms that share their variables. */
    void atoms(List<Atom> atoms, Place place) {
        Map<String, EntitySet> types = new HashMap<>();
        for (Atom atom : atoms) {
            Optional<List<EntitySet>> signature = signatures.find(atom.predicate());
            if (signature.isEmpty()) {
                refuse(place, "the predicate " + atom.predicate() + " is not declared" + maybe(atom.predicate()));
            } else {
                for (int i = 0; i < signature.get().size(); i++) {
                    argument(atom, atom.arguments().get(i), signature.get().get(i), types, place);
                }
            }
        }
    }

    void ground(Atom atom, Place place) {
        if (!atom.isGround()) {
            refuse(place, "evidence with variables is not supported: " + atom);
        }
        atoms(List.of(atom), place);
    }

    private void argument(Atom atom, Term term, EntitySet set, Map<String, EntitySet> types, Place place) {
        if (term instanceof Term.Variable variable) {
            EntitySet before = types.putIfAbsent(variable.name(), set);
            if (before != null && !before.equals(set)) {
                refuse(place, variable + " is a " + before.name() + " elsewhere and a " + set.name() + " in " + atom);
            }
        } else if (!(term instanceof Term.Name name && set.entities().contains(name.name()))) {
            List<String> near = NearestNames.of(term.toString(), set.entities());
            refuse(
                    place,
                    term + " is no " + set.name() + ", in " + atom
                            + (near.isEmpty() ? "" : ". Maybe " + String.join(" or ", near) + "?"));
        }
    }

    private String maybe(Predicate unknown) {
        List<String> near = NearestNames.of(
                unknown.name(),
                signatures.predicates().stream().map(Predicate::name).toList());
        String known = signatures.predicates().stream()
                .filter(predicate -> near.contains(predicate.name()))
                .map(Predicate::toString)
                .sorted()
                .collect(Collectors.joining(" or "));
        return known.isEmpty() ? "" : ". Maybe " + known + "?";
    }

    private void refuse(Place place, String what) {
        problems.add(new Problem(place, what));
    }
}
