package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.factorgraph.knowledge.Clause.Alternative;
import org.deciban.factorgraph.knowledge.Expression.Operand;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.Literal.Added;
import org.deciban.factorgraph.knowledge.Literal.Assigned;
import org.deciban.factorgraph.knowledge.Literal.Between;
import org.deciban.factorgraph.knowledge.Literal.Compared;
import org.deciban.factorgraph.knowledge.Literal.Negative;
import org.deciban.factorgraph.knowledge.Literal.Positive;
import org.deciban.factorgraph.knowledge.Term.Constant;
import org.deciban.factorgraph.knowledge.Term.Whole;

/**
 * The probabilities of a knowledge base by the definition: every world is written out, in rational numbers.
 *
 * <p>Shares the parser with what is tested and nothing else. Ground instances are found bottom-up, by trying every clause on every fact
 * found so far, whatever the queries are. A world is one choice for each instance with probabilities; its model is the
 * alternating fixed point (Van Gelder, 1993, doi:10.1016/0022-0000(93)90024-Q), which of a stratified program is its perfect model.
 */
final class Worlds {
    private static final long MOST_WORLDS = 1 << 17;

    private final KnowledgeBase base;
    private final Set<Atom> possible = new HashSet<>();
    private final Map<Instance, List<BigFraction>> choices = new LinkedHashMap<>();
    private final Set<Instance> certain = new HashSet<>();

    private record Instance(Clause clause, Map<String, Constant> binding) {}

    private record GroundRule(Atom head, List<Atom> positive, List<Atom> negative) {}

    private Worlds(KnowledgeBase base) {
        this.base = base;
        ground();
    }

    /**
     * The probability of each query atom given the evidence; of queries with variables those that are true in some world.
     *
     * @throws ArithmeticException if the evidence is true in no world
     */
    static Map<String, BigFraction> posteriors(KnowledgeBase base) {
        return new Worlds(base).posteriors();
    }

    private Map<String, BigFraction> posteriors() {
        List<Map.Entry<Instance, List<BigFraction>>> open = new ArrayList<>(choices.entrySet());
        double worlds = 1;
        for (Map.Entry<Instance, List<BigFraction>> choice : open) {
            worlds *= choice.getValue().size() + 1;
        }
        if (worlds > MOST_WORLDS) {
            throw new IllegalArgumentException(worlds + " worlds");
        }
        Set<Atom> asked = new HashSet<>();
        for (Query query : base.queries()) {
            if (query.atom().isGround()) {
                asked.add(query.atom());
            }
            possible.stream()
                    .filter(atom -> Bindings.match(query.atom(), atom, Map.of()) != null)
                    .forEach(asked::add);
        }
        Map<Atom, BigFraction> weights = new HashMap<>();
        BigFraction[] total = {BigFraction.ZERO};
        enumerate(open, 0, BigFraction.ONE, new HashMap<>(), (weight, chosen) -> {
            Set<Atom> model = model(chosen);
            if (base.evidence().stream().allMatch(seen -> model.contains(seen.atom()) == seen.holds())) {
                total[0] = total[0].add(weight);
                asked.stream().filter(model::contains).forEach(atom -> weights.merge(atom, weight, BigFraction::add));
            }
        });
        if (total[0].equals(BigFraction.ZERO)) {
            throw new ArithmeticException("the evidence is true in no world");
        }
        Map<String, BigFraction> posteriors = new TreeMap<>();
        for (Atom atom : asked) {
            posteriors.put(
                    atom.toString(),
                    weights.getOrDefault(atom, BigFraction.ZERO).divide(total[0]));
        }
        return posteriors;
    }

    private interface World {
        void visit(BigFraction weight, Map<Instance, Integer> chosen);
    }

    private static void enumerate(
            List<Map.Entry<Instance, List<BigFraction>>> open,
            int next,
            BigFraction weight,
            Map<Instance, Integer> chosen,
            World world) {
        if (weight.equals(BigFraction.ZERO)) {
            return;
        }
        if (next == open.size()) {
            world.visit(weight, chosen);
            return;
        }
        Instance instance = open.get(next).getKey();
        List<BigFraction> probabilities = open.get(next).getValue();
        BigFraction left = BigFraction.ONE;
        for (int a = 0; a < probabilities.size(); a++) {
            chosen.put(instance, a);
            enumerate(open, next + 1, weight.multiply(probabilities.get(a)), chosen, world);
            left = left.subtract(probabilities.get(a));
        }
        chosen.put(instance, -1);
        enumerate(open, next + 1, weight.multiply(left), chosen, world);
        chosen.remove(instance);
    }

    private Set<Atom> model(Map<Instance, Integer> chosen) {
        List<GroundRule> rules = new ArrayList<>();
        certain.forEach(instance -> rules.add(rule(instance, 0)));
        chosen.forEach((instance, alternative) -> {
            if (alternative >= 0) {
                rules.add(rule(instance, alternative));
            }
        });
        Set<Atom> model = Set.of();
        while (true) {
            Set<Atom> next = leastModel(rules, leastModel(rules, model));
            if (next.equals(model)) {
                return model;
            }
            model = next;
        }
    }

    /** Of the rules whose negative conditions are not in a set. */
    private static Set<Atom> leastModel(List<GroundRule> rules, Set<Atom> assumed) {
        Set<Atom> derived = new HashSet<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (GroundRule rule : rules) {
                if (derived.containsAll(rule.positive())
                        && rule.negative().stream().noneMatch(assumed::contains)) {
                    changed |= derived.add(rule.head());
                }
            }
        }
        return derived;
    }

    private static GroundRule rule(Instance instance, int alternative) {
        List<Atom> positive = new ArrayList<>();
        List<Atom> negative = new ArrayList<>();
        for (Literal literal : instance.clause().body()) {
            if (literal instanceof Positive met) {
                positive.add(Bindings.replaced(met.atom(), instance.binding()));
            } else if (literal instanceof Negative met) {
                negative.add(Bindings.replaced(met.atom(), instance.binding()));
            }
        }
        Atom head = Bindings.replaced(instance.clause().head().get(alternative).atom(), instance.binding());
        return new GroundRule(head, positive, negative);
    }

    /** Every instance whose positive conditions may be true in some world. */
    private void ground() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Clause clause : base.clauses()) {
                for (Map<String, Constant> binding : solutions(new ArrayList<>(clause.body()), Map.of())) {
                    changed |= add(new Instance(clause, binding));
                }
            }
        }
    }

    private boolean add(Instance instance) {
        if (certain.contains(instance) || choices.containsKey(instance)) {
            return false;
        }
        List<Alternative> head = instance.clause().head();
        if (head.get(0).probability().isEmpty()) {
            certain.add(instance);
        } else {
            choices.put(
                    instance,
                    head.stream()
                            .map(alternative ->
                                    Bindings.exact(alternative.probability().orElseThrow(), instance.binding()))
                            .toList());
        }
        head.forEach(alternative -> possible.add(Bindings.replaced(alternative.atom(), instance.binding())));
        return true;
    }

    /** Tries each condition that has all it needs, and puts off the others. */
    private List<Map<String, Constant>> solutions(List<Literal> conditions, Map<String, Constant> binding) {
        if (conditions.isEmpty()) {
            return List.of(binding);
        }
        List<Map<String, Constant>> found = new ArrayList<>();
        for (Literal condition : conditions) {
            List<Map<String, Constant>> here = solutions(condition, binding);
            if (here != null) {
                List<Literal> rest = new ArrayList<>(conditions);
                rest.remove(condition);
                here.forEach(extended -> found.addAll(solutions(rest, extended)));
                return found;
            }
        }
        throw new IllegalStateException("no condition can be tried: " + conditions + " with " + binding);
    }

    /** The bindings under which a condition may hold, or null if it has to wait. */
    private List<Map<String, Constant>> solutions(Literal condition, Map<String, Constant> binding) {
        if (condition instanceof Positive positive) {
            Atom asked = Bindings.replaced(positive.atom(), binding);
            boolean waits = Flattening.isGroup(asked.predicate())
                    && !asked.isGround()
                    && possible.stream().noneMatch(atom -> atom.predicate().equals(asked.predicate()));
            if (waits) {
                return List.of();
            }
            List<Map<String, Constant>> found = new ArrayList<>();
            for (Atom atom : List.copyOf(possible)) {
                Map<String, Constant> extended = Bindings.match(positive.atom(), atom, binding);
                if (extended != null) {
                    found.add(extended);
                }
            }
            return found;
        }
        if (condition instanceof Between between) {
            if (!Bindings.known(between.low(), binding) || !Bindings.known(between.high(), binding)) {
                return null;
            }
            List<Map<String, Constant>> found = new ArrayList<>();
            long low = ((Whole) Bindings.value(between.low(), binding)).value();
            long high = ((Whole) Bindings.value(between.high(), binding)).value();
            for (long v = low; v <= high; v++) {
                Map<String, Constant> extended = Bindings.bind(between.value(), new Whole(v), binding);
                if (extended != null) {
                    found.add(extended);
                }
            }
            return found;
        }
        if (condition instanceof Added added) {
            return added(added, binding);
        }
        if (condition instanceof Assigned assigned) {
            return Bindings.known(assigned.expression(), binding)
                    ? one(Bindings.bind(assigned.value(), Bindings.value(assigned.expression(), binding), binding))
                    : null;
        }
        if (condition instanceof Compared compared) {
            return compared(compared, binding);
        }
        return condition.variables().allMatch(binding::containsKey) ? List.of(binding) : null;
    }

    /** Of the numbers from -20 to 20, those that make the sum right. */
    private static List<Map<String, Constant>> added(Added added, Map<String, Constant> binding) {
        List<Term> terms = List.of(added.left(), added.right(), added.sum());
        if (terms.stream()
                        .filter(term -> Bindings.known(new Operand(term), binding))
                        .count()
                < 2) {
            return null;
        }
        List<Map<String, Constant>> found = new ArrayList<>();
        for (long a = -20; a <= 20; a++) {
            for (long b = -20; b <= 20; b++) {
                Map<String, Constant> extended = Bindings.bind(added.left(), new Whole(a), binding);
                extended = extended == null ? null : Bindings.bind(added.right(), new Whole(b), extended);
                extended = extended == null ? null : Bindings.bind(added.sum(), new Whole(a + b), extended);
                if (extended != null) {
                    found.add(extended);
                }
            }
        }
        return found;
    }

    private static List<Map<String, Constant>> one(Map<String, Constant> binding) {
        return binding == null ? List.of() : List.of(binding);
    }

    private static List<Map<String, Constant>> compared(Compared compared, Map<String, Constant> binding) {
        boolean left = Bindings.known(compared.left(), binding);
        boolean right = Bindings.known(compared.right(), binding);
        if (compared.operator() == Comparison.UNIFIES && left != right) {
            Operand open = (Operand) (left ? compared.right() : compared.left());
            return one(Bindings.bind(
                    open.term(), Bindings.value(left ? compared.left() : compared.right(), binding), binding));
        }
        if (!left || !right) {
            return null;
        }
        boolean holds = Bindings.holds(
                compared.operator(),
                Bindings.value(compared.left(), binding),
                Bindings.value(compared.right(), binding));
        return holds ? List.of(binding) : List.of();
    }
}
