package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deciban.factorgraph.knowledge.Clause.Alternative;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.Literal.Added;
import org.deciban.factorgraph.knowledge.Literal.Assigned;
import org.deciban.factorgraph.knowledge.Literal.Between;
import org.deciban.factorgraph.knowledge.Literal.Compared;
import org.deciban.factorgraph.knowledge.Literal.Positive;

/**
 * Checks that a knowledge base speaks of finitely many things: every variable of a clause takes its values from a positive condition,
 * or, in a fact, from whoever asks, and every predicate that is used is defined.
 */
final class Safety {
    /** Predicates of Prolog and ProbLog that programs may count on; named where they are missing. */
    private static final Set<String> PROLOG = Set.of(("once/1 forall/2 findall/3 all/3 all_or_none/3 bagof/3"
                    + " setof/3 aggregate_all/3 aggregate/5 var/1 nonvar/1 atom/1 atomic/1 compound/1 float/1 integer/1 number/1 callable/1"
                    + " ground/1 is_list/1 arg/3 functor/3 compare/3 sort/2 length/2 member/2 memberchk/2 append/3 select/3 nth0/3 nth1/3"
                    + " last/2 reverse/2 permutation/2 sum_list/2 sumlist/2 max_list/2 min_list/2 maplist/2 maplist/3 foldl/4"
                    + " write/1 writeln/1 writenl/1 print/1 nl/0 consult/1 use_module/1 assert/1 asserta/1 assertz/1 retract/1 halt/0"
                    + " subquery/2 subquery/3 try_call/1 try_call/2 possible/1 clause/2 atom_number/2 debugprint/1 cut/1 repeat/0"
                    + " subquery/4 subquery/5 clause/3 call_external/2 load_external/1 select_uniform/4 select_weighted/4 select_weighted/5"
                    + " delete/3 subtract/3 union/3 intersection/3 flatten/2 exclude/3 include/3 subsumes_term/2 rational/1 simple/1 primitive/1"
                    + " copy_term/2 dif/2 utility/2 decision/1 abducible/1 learn/1")
            .split(" "));

    private final KnowledgeBase base;
    private final Set<Predicate> defined = new HashSet<>();
    /** Argument positions that have to be known before an atom of the predicate can be looked at. */
    private final Map<Predicate, Set<Integer>> inputs = new HashMap<>();

    private final List<Problem> problems = new ArrayList<>();

    private Safety(KnowledgeBase base) {
        this.base = base;
        base.clauses()
                .forEach(clause -> clause.head()
                        .forEach(alternative -> defined.add(alternative.atom().predicate())));
    }

    /** Everything that is wrong. */
    static List<Problem> problems(KnowledgeBase base) {
        Safety safety = new Safety(base);
        safety.findInputs();
        base.clauses().forEach(safety::check);
        safety.checkQuestions();
        return safety.problems;
    }

    /**
     * The argument positions of each predicate that have to be known before it can be looked at: those of groups whose values come from the
     * clause around, those that rules count from, as T in {@code p(T) :- T > 0, S is T - 1, p(S)}, those that facts leave open, as in
     * {@code 0.5::heads(X)}, and those that the reading order needs ({@link Clause#given}).
     */
    static Map<Predicate, Set<Integer>> inputs(KnowledgeBase base) {
        Safety safety = new Safety(base);
        safety.findInputs();
        return safety.inputs;
    }

    /**
     * Those of the {@link #inputs} that arithmetic makes values of, so that a number there need not be written in the program.
     */
    static Map<Predicate, Set<Integer>> counted(KnowledgeBase base) {
        Safety safety = new Safety(base);
        safety.findInputs();
        Map<Predicate, Set<Integer>> counted = new HashMap<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Clause clause : base.clauses()) {
                Set<String> names = counted(clause, counted);
                for (Alternative alternative : clause.head()) {
                    Atom head = alternative.atom();
                    for (int i : safety.inputs.getOrDefault(head.predicate(), Set.of())) {
                        if (head.arguments().get(i).variables().anyMatch(names::contains)) {
                            changed |= counted.computeIfAbsent(head.predicate(), p -> new TreeSet<>())
                                    .add(i);
                        }
                    }
                }
            }
        }
        return counted;
    }

    /** Repeated until nothing changes, since what a condition needs may be what the head needs. */
    private void findInputs() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Clause clause : base.clauses()) {
                Set<String> bound = bound(clause, Set.of());
                Set<String> counted = counted(clause, inputs);
                for (Alternative alternative : clause.head()) {
                    Atom head = alternative.atom();
                    boolean group = Flattening.isGroup(head.predicate());
                    for (int i = 0; i < head.arguments().size(); i++) {
                        if (head.arguments().get(i) instanceof Term.Variable variable
                                && isInput(clause, head, i, variable.name(), bound, group, counted)) {
                            changed |= inputs.computeIfAbsent(head.predicate(), p -> new TreeSet<>())
                                    .add(i);
                        }
                    }
                }
            }
        }
    }

    private static boolean isInput(
            Clause clause,
            Atom head,
            int position,
            String name,
            Set<String> bound,
            boolean group,
            Set<String> counted) {
        if (clause.given().contains(name) || clause.isOpenFact()) {
            return head.firstPosition(name) == position;
        }
        return !bound.contains(name) && (group || counted.contains(name));
    }

    /** The variables that arithmetic makes other values of, here or at some argument positions of what the clause asks. */
    private static Set<String> counted(Clause clause, Map<Predicate, Set<Integer>> positions) {
        Set<String> counted = new HashSet<>();
        for (Literal literal : clause.body()) {
            if (literal instanceof Assigned assigned) {
                assigned.expression().variables().forEach(counted::add);
            } else if (literal instanceof Between between) {
                Stream.concat(between.low().variables(), between.high().variables())
                        .forEach(counted::add);
            } else if (literal instanceof Added added) {
                Stream.concat(added.left().variables(), added.right().variables())
                        .forEach(counted::add);
            }
            literal.findAtom()
                    .filter(atom -> !Flattening.isGroup(atom.predicate()))
                    .ifPresent(atom -> positions
                            .getOrDefault(atom.predicate(), Set.of())
                            .forEach(i -> atom.arguments().get(i).variables().forEach(counted::add)));
        }
        return counted;
    }

    private void check(Clause clause) {
        List<String> variables = clause.variables();
        Set<String> unbound = new LinkedHashSet<>();
        for (Alternative alternative : clause.head()) {
            Atom head = alternative.atom();
            Set<String> given = new LinkedHashSet<>();
            for (int i : inputs.getOrDefault(head.predicate(), Set.of())) {
                head.arguments().get(i).variables().forEach(given::add);
            }
            Set<String> bound = bound(clause, given);
            variables.stream().filter(name -> !bound.contains(name)).forEach(unbound::add);
        }
        if (!unbound.isEmpty()) {
            String names = unbound.stream().map(Safety::words).collect(Collectors.joining(", "));
            problems.add(new Problem(
                    clause.place(),
                    "unsafe rule: no positive condition gives values to " + names
                            + ". Maybe add one that says what kind of thing it is, as in person(X)?"));
        }
        for (Literal literal : clause.body()) {
            literal.findAtom().ifPresent(atom -> checkDefined(atom, clause.place()));
        }
    }

    private static String words(String name) {
        return name.startsWith("_#") ? "an anonymous variable" : name;
    }

    /** The variables that take values, those given included. */
    private Set<String> bound(Clause clause, Set<String> given) {
        Set<String> bound = new HashSet<>(given);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Literal literal : clause.body()) {
                if (isReady(literal, bound, inputs)) {
                    changed |= bound.addAll(literal.variables().toList());
                }
            }
        }
        return bound;
    }

    /** Whether a condition can be looked at, and gives values to those of its variables that have none. */
    private static boolean isReady(Literal literal, Set<String> bound, Map<Predicate, Set<Integer>> inputs) {
        return needs(literal, inputs).stream().anyMatch(bound::containsAll);
    }

    /** What a condition needs before it can be looked at: all variables of one of these sets. */
    static List<Set<String>> needs(Literal literal, Map<Predicate, Set<Integer>> inputs) {
        if (literal instanceof Positive positive) {
            List<Term> arguments = positive.atom().arguments();
            return List.of(set(inputs.getOrDefault(positive.atom().predicate(), Set.of()).stream()
                    .flatMap(i -> arguments.get(i).variables())));
        }
        if (literal instanceof Assigned assigned) {
            return List.of(set(assigned.expression().variables()));
        }
        if (literal instanceof Between between) {
            return List.of(
                    set(Stream.concat(between.low().variables(), between.high().variables())));
        }
        if (literal instanceof Added added) {
            return List.of(
                    set(Stream.concat(added.left().variables(), added.right().variables())),
                    set(Stream.concat(added.left().variables(), added.sum().variables())),
                    set(Stream.concat(added.right().variables(), added.sum().variables())));
        }
        if (literal instanceof Compared compared && compared.operator() == Comparison.UNIFIES) {
            return List.of(
                    set(compared.left().variables()), set(compared.right().variables()));
        }
        return List.of(set(literal.variables()));
    }

    private static Set<String> set(Stream<String> variables) {
        return variables.collect(Collectors.toSet());
    }

    private void checkQuestions() {
        for (Query query : base.queries()) {
            checkDefined(query.atom(), query.place());
            findMissing(query).ifPresent(problems::add);
        }
        for (Observation observation : base.evidence()) {
            checkDefined(observation.atom(), observation.place());
        }
    }

    /** @throws KnowledgeException if a query leaves open what a rule counts from */
    static void requireInputs(KnowledgeBase base) {
        Safety safety = new Safety(base);
        safety.findInputs();
        List<Problem> missing = base.queries().stream()
                .flatMap(query -> safety.findMissing(query).stream())
                .toList();
        if (!missing.isEmpty()) {
            throw new KnowledgeException(missing);
        }
    }

    private Optional<Problem> findMissing(Query query) {
        return inputs.getOrDefault(query.atom().predicate(), Set.of()).stream()
                .filter(i -> query.atom().arguments().get(i) instanceof Term.Variable)
                .map(i -> new Problem(
                        query.place(),
                        "argument " + (i + 1) + " of " + query.atom() + " has to be known, since "
                                + why(query.atom(), i) + ". Maybe ask for one value at a time?"))
                .findFirst();
    }

    private String why(Atom asked, int position) {
        for (Clause clause : base.clauses()) {
            for (Alternative alternative : clause.head()) {
                Atom head = alternative.atom();
                if (head.predicate().equals(asked.predicate())
                        && head.arguments().get(position) instanceof Term.Variable variable) {
                    if (clause.isOpenFact()) {
                        return clause.place() + " says it of everything";
                    }
                    if (clause.given().contains(variable.name())) {
                        return clause.place() + " uses it before it gives it a value";
                    }
                }
            }
        }
        return "its rules take it as given";
    }

    private void checkDefined(Atom atom, Place place) {
        if (!defined.contains(atom.predicate())
                && PROLOG.contains(atom.predicate().toString())) {
            problems.add(new Problem(place, "the built-in predicate " + atom.predicate() + " is not supported"));
        } else if (!defined.contains(atom.predicate())) {
            problems.add(new Problem(place, "unknown predicate " + atom.predicate() + maybe(atom.predicate())));
        }
    }

    private String maybe(Predicate unknown) {
        List<String> near = NearestNames.of(
                unknown.name(),
                defined.stream()
                        .filter(p -> !Flattening.isGroup(p))
                        .map(Predicate::name)
                        .toList());
        String known = defined.stream()
                .filter(predicate -> near.contains(predicate.name()))
                .map(Predicate::toString)
                .sorted()
                .collect(Collectors.joining(" or "));
        return known.isEmpty() ? "" : ". Maybe " + known + "?";
    }
}
