package org.deciban.factorgraph.knowledge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deciban.factorgraph.knowledge.Clause.Alternative;
import org.deciban.factorgraph.knowledge.GroundProgram.Instance;
import org.deciban.factorgraph.knowledge.GroundProgram.Rule;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.Literal.Added;
import org.deciban.factorgraph.knowledge.Literal.Assigned;
import org.deciban.factorgraph.knowledge.Literal.Between;
import org.deciban.factorgraph.knowledge.Literal.Compared;
import org.deciban.factorgraph.knowledge.Literal.Negative;
import org.deciban.factorgraph.knowledge.Literal.Positive;
import org.deciban.factorgraph.knowledge.Symbols.IntArray;
import org.deciban.factorgraph.knowledge.Symbols.Tuple;
import org.deciban.factorgraph.knowledge.Term.Constant;
import org.deciban.factorgraph.knowledge.Term.Whole;

/**
 * Finds the ground clauses that queries and evidence depend on, by resolution with tables.
 *
 * <p>A <em>goal</em> is a predicate with some arguments known. It is worked on once: clauses whose heads fit are followed condition by
 * condition; a positive condition becomes a goal itself, and the clause is continued for each of its answers, those found
 * later too. Negative conditions are asked about but filter nothing: an answer is an atom that may be true in some world. What
 * is asked about is finite, since the constants are, unless arithmetic makes new ones; then the budget ends it.
 */
final class Grounder {
    private final KnowledgeBase base;
    private final Symbols symbols = new Symbols();
    private final FactIndex facts;
    private final Map<Predicate, List<Head>> rules = new HashMap<>();
    private final Map<Predicate, Set<Integer>> inputs;
    private final Map<Tuple, Goal> goals = new HashMap<>();
    private final ArrayDeque<Runnable> agenda = new ArrayDeque<>();

    private final List<List<Rule>> rulesOf = new ArrayList<>();
    private final Map<InstanceKey, Integer> instanceNumbers = new LinkedHashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    private final Set<RuleKey> known = new HashSet<>();
    private final long mostSteps;
    private long steps;

    private record Head(ClauseCode code, int alternative) {}

    private record InstanceKey(int clause, IntArray binding) {}

    private record RuleKey(int atom, int instance, int alternative) {}

    /** A question and whoever waits for its answers. */
    private static final class Goal {
        private final Set<Integer> answers = new LinkedHashSet<>();
        private final List<Continuation> waiting = new ArrayList<>();
    }

    /**
     * A clause that has been followed up to a condition.
     *
     * @param binding is never changed
     * @param done the conditions that are met, a bit for each
     */
    private record Continuation(Goal goal, Head head, IntArray binding, long done, int condition) {}

    private Grounder(KnowledgeBase base, long mostSteps) {
        this.base = base;
        this.mostSteps = mostSteps;
        this.inputs = Safety.inputs(base);
        this.facts = new FactIndex();
        for (int c = 0; c < base.clauses().size(); c++) {
            Clause clause = base.clauses().get(c);
            ClauseCode code = new ClauseCode(c, clause, symbols, inputs);
            requireFewConditions(clause);
            for (int a = 0; a < clause.head().size(); a++) {
                Atom atom = clause.head().get(a).atom();
                if (clause.body().isEmpty() && clause.variables().isEmpty()) {
                    facts.add(code, a);
                } else {
                    rules.computeIfAbsent(atom.predicate(), p -> new ArrayList<>())
                            .add(new Head(code, a));
                }
            }
        }
    }

    private static void requireFewConditions(Clause clause) {
        if (clause.body().size() > Long.SIZE) {
            throw new KnowledgeException(
                    clause.place(),
                    "a clause has " + clause.body().size() + " conditions, and at most 64 are supported");
        }
    }

    /**
     * Grounds what the queries and the evidence depend on.
     *
     * @param mostSteps clauses to follow, condition by condition
     * @throws GroundingBudgetException if that takes more steps
     * @throws KnowledgeException if a probability is none, or arithmetic has no value
     */
    static GroundProgram ground(KnowledgeBase base, long mostSteps) {
        Grounder grounder = new Grounder(base, mostSteps);
        List<Goal> asked = new ArrayList<>();
        for (Query query : base.queries()) {
            asked.add(grounder.ask(grounder.pattern(query.atom())));
        }
        for (Observation observation : base.evidence()) {
            grounder.ask(grounder.pattern(observation.atom()));
        }
        grounder.work();
        return grounder.program(base, asked);
    }

    private GroundProgram program(KnowledgeBase base, List<Goal> asked) {
        List<List<Integer>> answers = new ArrayList<>();
        for (int q = 0; q < asked.size(); q++) {
            Atom atom = base.queries().get(q).atom();
            answers.add(
                    atom.isGround()
                            ? List.of(symbols.atom(pattern(atom)))
                            : asked.get(q).answers.stream()
                                    .filter(answer -> fits(atom, answer))
                                    .toList());
        }
        List<Integer> observed = base.evidence().stream()
                .map(observation -> symbols.atom(pattern(observation.atom())))
                .toList();
        // Atoms that were asked about and have no rules.
        while (rulesOf.size() < symbols.atomCount()) {
            rulesOf.add(List.of());
        }
        return new GroundProgram(symbols, rulesOf, instances, answers, observed);
    }

    /** Whether an atom is of the form of another, which may have the same variable twice. */
    private boolean fits(Atom form, int atom) {
        Clause asFact = new Clause(List.of(new Alternative(Optional.empty(), form)), List.of(), new Place("", 0, 0));
        ClauseCode code = new ClauseCode(-1, asFact, symbols, inputs);
        return ClauseCode.unify(code.head(0), symbols.tuple(atom).arguments(), unbound(code));
    }

    private Tuple pattern(Atom atom) {
        int[] arguments = atom.arguments().stream()
                .mapToInt(term -> term instanceof Constant constant ? symbols.number(constant) : ClauseCode.UNBOUND)
                .toArray();
        return new Tuple(atom.predicate(), new IntArray(arguments));
    }

    private static int[] unbound(ClauseCode code) {
        int[] binding = new int[code.variableCount()];
        Arrays.fill(binding, ClauseCode.UNBOUND);
        return binding;
    }

    private void work() {
        while (!agenda.isEmpty()) {
            agenda.poll().run();
        }
    }

    private void step(ClauseCode code) {
        if (++steps > mostSteps) {
            throw new GroundingBudgetException(code.clause().place() + ": grounding takes more than " + mostSteps
                    + " steps, the last of them in this clause: " + base.text(code.clause())
                    + " Maybe it makes ever new numbers, or asks about more than the question needs?");
        }
    }

    private Goal ask(Tuple pattern) {
        Goal known = goals.get(pattern);
        if (known != null) {
            return known;
        }
        Goal goal = new Goal();
        goals.put(pattern, goal);
        agenda.add(() -> begin(goal, pattern));
        return goal;
    }

    private void begin(Goal goal, Tuple pattern) {
        for (FactIndex.Fact fact : facts.matching(pattern)) {
            step(fact.code());
            complete(goal, new Head(fact.code(), fact.alternative()), new int[0]);
        }
        for (Head head : rules.getOrDefault(pattern.predicate(), List.of())) {
            step(head.code());
            int[] binding = unbound(head.code());
            if (ClauseCode.unify(head.code().head(head.alternative()), pattern.arguments(), binding)) {
                follow(goal, head, binding, 0);
            }
        }
    }

    /** Follows a clause up to its next question, or to its end. */
    private void follow(Goal goal, Head head, int[] binding, long done) {
        long met = done;
        while (true) {
            int next = head.code().nextCondition(met, binding);
            if (next < 0) {
                complete(goal, head, binding);
                return;
            }
            Literal condition = head.code().clause().body().get(next);
            met |= 1L << next;
            if (condition instanceof Positive) {
                wait(new Continuation(goal, head, new IntArray(binding), met, next));
                return;
            }
            if (condition instanceof Between between) {
                enumerate(goal, head, binding, met, between);
                return;
            }
            if (condition instanceof Negative) {
                ask(ClauseCode.tuple(head.code().condition(next), binding));
            } else if (!holds(head.code(), condition, binding)) {
                return;
            }
        }
    }

    private void wait(Continuation continuation) {
        ClauseCode code = continuation.head().code();
        Goal asked = ask(ClauseCode.tuple(code.condition(continuation.condition()), values(continuation)));
        asked.waiting.add(continuation);
        for (int answer : asked.answers) {
            agenda.add(() -> resume(continuation, answer));
        }
    }

    private static int[] values(Continuation continuation) {
        int[] binding = new int[continuation.binding().length()];
        Arrays.setAll(binding, continuation.binding()::get);
        return binding;
    }

    private void resume(Continuation continuation, int answer) {
        ClauseCode code = continuation.head().code();
        step(code);
        int[] binding = values(continuation);
        if (ClauseCode.unify(
                code.condition(continuation.condition()), symbols.tuple(answer).arguments(), binding)) {
            follow(continuation.goal(), continuation.head(), binding, continuation.done());
        }
    }

    private void enumerate(Goal goal, Head head, int[] binding, long met, Between between) {
        ClauseCode code = head.code();
        long low = whole(code, between.low(), binding);
        long high = whole(code, between.high(), binding);
        int known = code.number(between.value(), binding);
        if (known != ClauseCode.UNBOUND) {
            long value = whole(code, new Expression.Operand(symbols.constant(known)), binding);
            if (value >= low && value <= high) {
                follow(goal, head, binding, met);
            }
            return;
        }
        for (long value = low; value <= high; value++) {
            step(code);
            int[] extended = binding.clone();
            code.unify(between.value(), symbols.number(new Whole(value)), extended);
            follow(goal, head, extended, met);
        }
    }

    private static long whole(ClauseCode code, Expression expression, int[] binding) {
        Constant value = code.value(expression, binding);
        if (value instanceof Whole number) {
            return number.value();
        }
        throw new KnowledgeException(code.clause().place(), "between takes whole numbers, and " + value + " is none");
    }

    private boolean holds(ClauseCode code, Literal condition, int[] binding) {
        if (condition instanceof Assigned assigned) {
            return code.unify(assigned.value(), symbols.number(code.number(assigned, binding)), binding);
        }
        if (condition instanceof Added added) {
            return new Addition(code, symbols, binding).holds(added);
        }
        Compared compared = (Compared) condition;
        if (compared.operator().isArithmetic()) {
            Constant left = code.value(compared.left(), binding);
            Constant right = code.value(compared.right(), binding);
            return compared.operator().holds(compare(code, left, right));
        }
        Term left = ((Expression.Operand) compared.left()).term();
        Term right = ((Expression.Operand) compared.right()).term();
        int l = code.number(left, binding);
        int r = code.number(right, binding);
        if (compared.operator().isOrder()) {
            return compared.operator().holds(order(code, symbols.constant(l), symbols.constant(r)));
        }
        return switch (compared.operator()) {
            case UNIFIES -> l == ClauseCode.UNBOUND ? code.unify(left, r, binding) : code.unify(right, l, binding);
            case SAME -> l == r;
            default -> l != r;
        };
    }

    private static int compare(ClauseCode code, Constant left, Constant right) {
        try {
            return Arithmetic.compare(left, right);
        } catch (ArithmeticException e) {
            throw new KnowledgeException(code.clause().place(), "a comparison of what is no number: " + e.getMessage());
        }
    }

    private static int order(ClauseCode code, Constant left, Constant right) {
        try {
            return StandardOrder.compare(left, right);
        } catch (ArithmeticException e) {
            throw new KnowledgeException(code.clause().place(), e.getMessage());
        }
    }

    /** All conditions are met: the head may be true. */
    private void complete(Goal goal, Head head, int[] binding) {
        Clause clause = head.code().clause();
        ClauseCode code = head.code();
        int atom = symbols.atom(ClauseCode.tuple(code.head(head.alternative()), binding));
        int instance = instance(code, binding);
        if (instances.get(instance).probabilities().get(head.alternative()) == 0) {
            return;
        }
        while (rulesOf.size() <= atom) {
            rulesOf.add(new ArrayList<>());
        }
        if (known.add(new RuleKey(atom, instance, head.alternative()))) {
            List<Integer> positive = new ArrayList<>();
            List<Integer> negative = new ArrayList<>();
            for (int i = 0; i < clause.body().size(); i++) {
                if (clause.body().get(i) instanceof Positive) {
                    positive.add(symbols.atom(ClauseCode.tuple(code.condition(i), binding)));
                } else if (clause.body().get(i) instanceof Negative) {
                    negative.add(symbols.atom(ClauseCode.tuple(code.condition(i), binding)));
                }
            }
            rulesOf.get(atom).add(new Rule(instance, head.alternative(), positive, negative));
        }
        if (goal.answers.add(atom)) {
            for (Continuation waiting : goal.waiting) {
                agenda.add(() -> resume(waiting, atom));
            }
        }
    }

    private int instance(ClauseCode code, int[] binding) {
        return instanceNumbers.computeIfAbsent(new InstanceKey(code.index(), new IntArray(binding.clone())), key -> {
            List<Constant> values =
                    Arrays.stream(binding).mapToObj(symbols::constant).toList();
            instances.add(new Instance(code.clause(), values, probabilities(code, binding)));
            return instances.size() - 1;
        });
    }

    private static List<Double> probabilities(ClauseCode code, int[] binding) {
        List<Double> probabilities = new ArrayList<>();
        double sum = 0;
        for (Alternative alternative : code.clause().head()) {
            double p = alternative
                    .probability()
                    .map(expression -> code.probability(expression, binding))
                    .orElse(1.0);
            if (!(p >= 0 && p <= 1)) {
                throw new KnowledgeException(
                        code.clause().place(),
                        "the probability of " + alternative.atom() + " is " + p + ", and it must be between 0 and 1");
            }
            probabilities.add(p);
            sum += p;
        }
        // Sums of decimals miss 1 by rounding.
        if (!(sum <= 1 + 1e-9)) {
            throw new KnowledgeException(
                    code.clause().place(),
                    "the probabilities of the alternatives have the sum " + sum + ", and it must be at most 1");
        }
        return probabilities;
    }
}
