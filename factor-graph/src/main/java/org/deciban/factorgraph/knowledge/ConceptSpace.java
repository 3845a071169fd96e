package org.deciban.factorgraph.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.Term.Constant;

/** What a knowledge base speaks of: the predicates that it defines and the constants that it names. Both are finite. */
public final class ConceptSpace {
    private final Set<Predicate> predicates;
    private final Set<Constant> constants;
    private final Map<Predicate, Set<Integer>> inputs;
    private final Map<Predicate, Set<Integer>> counted;

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

    private ConceptSpace(KnowledgeBase base, Set<Predicate> predicates, Set<Constant> constants) {
        this.predicates = predicates;
        this.constants = constants;
        this.inputs = Safety.inputs(base);
        this.counted = Safety.counted(base);
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
        return new ConceptSpace(base, predicates, constants);
    }

    /** The number of constants. */
    public int constantCount() {
        return constants.size();
    }

    /** The predicates. */
    public Set<Predicate> predicates() {
        return Set.copyOf(predicates);
    }

    /** Whether all atoms of a predicate can be asked for at once, since no clause of it takes a value that the question gives. */
    public boolean isListable(Predicate predicate) {
        return !inputs.containsKey(predicate);
    }

    /** Whether the predicate of an atom is defined. */
    public boolean defines(Atom atom) {
        return predicates.contains(atom.predicate());
    }

    /**
     * The first thing that an atom names and that is not there, or empty. Numbers that arithmetic makes, as a sum of two dice, need not be
     * written in the knowledge base.
     *
     * @param grounding one that the atom was asked in, as a query or as evidence
     */
    public Optional<Gap> findGap(Atom atom, Grounding grounding) {
        boolean mayHold = grounding.mayHold(atom);
        return findGap(atom, (constant, position) -> mayHold && isMade(constant, atom.predicate(), position));
    }

    /** The same before it is asked: numbers are let pass, since arithmetic may make them. */
    public Optional<Gap> findGap(Atom atom) {
        return findGap(atom, (constant, position) -> isNumber(constant));
    }

    private Optional<Gap> findGap(Atom atom, BiPredicate<Constant, Integer> excused) {
        if (!defines(atom)) {
            return Optional.of(new Gap("there is no predicate " + atom.predicate(), nearPredicates(atom)));
        }
        for (int i = 0; i < atom.arguments().size(); i++) {
            if (atom.arguments().get(i) instanceof Constant constant
                    && !constants.contains(constant)
                    && !excused.test(constant, i)) {
                return Optional.of(new Gap("nothing is known of " + constant, nearConstants(constant)));
            }
        }
        return Optional.empty();
    }

    private static boolean isNumber(Constant constant) {
        return constant instanceof Term.Whole || constant instanceof Term.Decimal;
    }

    /** Whether what may hold of a constant has it from arithmetic, and not from the question alone. */
    private boolean isMade(Constant constant, Predicate predicate, int position) {
        return isNumber(constant)
                && (!inputs.getOrDefault(predicate, Set.of()).contains(position)
                        || counted.getOrDefault(predicate, Set.of()).contains(position));
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
