package org.deciban.factorgraph.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.Term.Constant;

/** What a knowledge base speaks of: the predicates that it defines and the constants that it names. Both are finite. */
public final class ConceptSpace {
    private final Set<Predicate> predicates;
    private final Set<Constant> constants;
    private final Set<Predicate> counting;

    /**
     * Something that a question names and the knowledge base does not.
     *
     * @param reason what it is
     * @param nearest names that are spelled alike, nearest first; may be empty
     */
    public record Gap(String reason, List<String> nearest) {
        /** Copies the list. */
        public Gap {
            nearest = List.copyOf(nearest);
        }

        @Override
        public String toString() {
            return reason + (nearest.isEmpty() ? "" : ". Maybe " + String.join(" or ", nearest) + "?");
        }
    }

    private ConceptSpace(Set<Predicate> predicates, Set<Constant> constants, Set<Predicate> counting) {
        this.predicates = predicates;
        this.constants = constants;
        this.counting = counting;
    }

    /** The concept space of a knowledge base. */
    public static ConceptSpace of(KnowledgeBase base) {
        Stream<Atom> inClauses = base.clauses().stream()
                .flatMap(clause -> Stream.concat(
                        clause.head().stream().map(Clause.Alternative::atom),
                        clause.body().stream().flatMap(literal -> literal.findAtom().stream())));
        Stream<Atom> asked = Stream.concat(
                base.queries().stream().map(Query::atom),
                base.evidence().stream().map(Observation::atom));
        Set<Constant> constants = Stream.concat(
                        Stream.concat(inClauses, asked).flatMap(atom -> atom.arguments().stream()),
                        base.clauses().stream()
                                .flatMap(clause -> clause.body().stream())
                                .flatMap(Literal::terms))
                .filter(Constant.class::isInstance)
                .map(Constant.class::cast)
                .collect(Collectors.toSet());
        Set<Predicate> predicates = base.clauses().stream()
                .flatMap(clause -> clause.head().stream())
                .map(alternative -> alternative.atom().predicate())
                .filter(predicate -> !Flattening.isGroup(predicate))
                .collect(Collectors.toSet());
        return new ConceptSpace(predicates, constants, Safety.inputs(base).keySet());
    }

    /** The number of constants. */
    public int constantCount() {
        return constants.size();
    }

    /** The predicates. */
    public Set<Predicate> predicates() {
        return Set.copyOf(predicates);
    }

    /** Whether all atoms of a predicate can be asked for at once, since no rule of it counts from a number that the question gives. */
    public boolean isListable(Predicate predicate) {
        return !counting.contains(predicate);
    }

    /** Whether the predicate of an atom is defined. */
    public boolean defines(Atom atom) {
        return predicates.contains(atom.predicate());
    }

    /** The first thing that an atom names and that is not there, or empty. */
    public Optional<Gap> findGap(Atom atom) {
        if (!defines(atom)) {
            return Optional.of(new Gap("there is no predicate " + atom.predicate(), nearPredicates(atom)));
        }
        return atom.arguments().stream()
                .filter(Constant.class::isInstance)
                .map(Constant.class::cast)
                .filter(constant -> !constants.contains(constant))
                .findFirst()
                .map(constant -> new Gap("nothing is known of " + constant, nearConstants(constant)));
    }

    private List<String> nearPredicates(Atom atom) {
        List<String> near = NearestNames.of(
                atom.name(), predicates.stream().map(Predicate::name).toList());
        return near.stream()
                .flatMap(name ->
                        predicates.stream().filter(predicate -> predicate.name().equals(name)))
                .map(Predicate::toString)
                .sorted()
                .toList();
    }

    private List<String> nearConstants(Constant constant) {
        return NearestNames.of(
                constant.toString(),
                constants.stream().map(Constant::toString).collect(Collectors.toCollection(TreeSet::new)));
    }
}
