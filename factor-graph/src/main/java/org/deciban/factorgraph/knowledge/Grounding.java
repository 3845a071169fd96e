package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.knowledge.Certainty.Value;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;

/**
 * The factor graph of what the queries and the evidence of a knowledge base depend on.
 *
 * <p>Its distribution is that of the worlds: the probability that an atom is true in a world drawn at random is the probability that
 * its {@link Truth} holds in the graph.
 */
public final class Grounding {
    /** Steps that are enough for some hundred thousand ground clauses. */
    public static final long DEFAULT_STEPS = 2_000_000;

    private final FactorGraph graph;
    private final Map<Variable, Origin> origins;
    private final List<Atom> queries;
    private final Map<Atom, Truth> truths;
    private final List<Observation> observations;
    private final Set<Clause> clauses;
    private final Statistics statistics;

    /**
     * Sizes.
     *
     * @param atoms ground atoms that were asked about
     * @param rules ground rules of those
     * @param choices ground clauses with probabilities or log-odds
     * @param cyclicAtoms atoms that depend on themselves through others
     * @param copies the most that an atom on a cycle has; 0 without one
     * @param variables of the graph
     * @param factors of the graph
     */
    public record Statistics(
            int atoms, int rules, int choices, int cyclicAtoms, int copies, int variables, int factors) {}

    private Grounding(
            FactorGraph graph,
            Map<Variable, Origin> origins,
            List<Atom> queries,
            Map<Atom, Truth> truths,
            List<Observation> observations,
            Set<Clause> clauses,
            Statistics statistics) {
        this.graph = graph;
        this.origins = Collections.unmodifiableMap(origins);
        this.queries = queries;
        this.truths = truths;
        this.observations = observations;
        this.clauses = clauses;
        this.statistics = statistics;
    }

    /** Grounds with {@link #DEFAULT_STEPS}. */
    public static Grounding of(KnowledgeBase base) {
        return of(base, DEFAULT_STEPS);
    }

    /**
     * Grounds what the queries and the evidence depend on.
     *
     * @param mostSteps clauses to follow, condition by condition
     * @throws GroundingBudgetException if that takes more steps
     * @throws KnowledgeException if an atom depends on its own negation, or on itself by log-odds, a probability is none, arithmetic has no
     *     value, or a query leaves open what a rule counts from
     */
    public static Grounding of(KnowledgeBase base, long mostSteps) {
        Safety.requireInputs(base);
        GroundProgram program = Grounder.ground(base, mostSteps);
        Certainty certainty = Certainty.of(program);
        Circuit circuit = Circuit.of(program, certainty);
        Map<Atom, Truth> truths = new LinkedHashMap<>();
        for (int q = 0; q < base.queries().size(); q++) {
            Atom asked = base.queries().get(q).atom();
            truths.putAll(truths(asked, program.answers().get(q), program, certainty, circuit));
        }
        List<Atom> queries = List.copyOf(truths.keySet());
        for (int atom : program.observed()) {
            truths.put(program.symbols().written(atom), truth(atom, certainty, circuit));
        }
        if (circuit.gates().isEmpty()) {
            // A graph has at least one variable.
            Origin nothing = new Origin(Origin.Role.CHOICE, Optional.empty(), Optional.empty(), "");
            circuit.gates().root("nothing", List.of("certain"), new double[] {1}, nothing);
        }
        FactorGraph graph = circuit.gates().build();
        return new Grounding(
                graph,
                circuit.gates().origins(),
                queries,
                truths,
                base.evidence(),
                program.instances().stream()
                        .map(GroundProgram.Instance::clause)
                        .filter(clause ->
                                !Flattening.isGroup(clause.head().get(0).atom().predicate()))
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                statistics(program, circuit, graph));
    }

    private static Statistics statistics(GroundProgram program, Circuit circuit, FactorGraph graph) {
        return new Statistics(
                program.symbols().atomCount(),
                program.rules().stream().mapToInt(List::size).sum(),
                (int) program.instances().stream()
                        .filter(instance -> !instance.isCertain())
                        .count(),
                circuit.cyclicAtoms(),
                circuit.copies(),
                graph.variables().size(),
                graph.factors().size());
    }

    /** Of the answers to a question those that some world has; the question itself, which is false, if there is none. */
    private static Map<Atom, Truth> truths(
            Atom asked, List<Integer> answers, GroundProgram program, Certainty certainty, Circuit circuit) {
        Map<Atom, Truth> truths = new LinkedHashMap<>();
        for (int answer : answers) {
            Truth truth = truth(answer, certainty, circuit);
            if (asked.isGround() || !(truth instanceof Truth.Impossible)) {
                truths.put(program.symbols().written(answer), truth);
            }
        }
        if (truths.isEmpty()) {
            truths.put(asked, new Truth.Impossible());
        }
        return truths;
    }

    private static Truth truth(int atom, Certainty certainty, Circuit circuit) {
        if (certainty.of(atom) != Value.UNKNOWN) {
            return certainty.of(atom) == Value.CERTAIN ? new Truth.Certain() : new Truth.Impossible();
        }
        Wire wire = circuit.wire(atom);
        return new Truth.Depends(wire.variable(), wire.states());
    }

    /** The factor graph: a Bayesian network of priors and gates, every factor but those of log-odds over at most three variables. */
    public FactorGraph graph() {
        return graph;
    }

    /**
     * The atoms that the queries ask for. Of a query with variables they are those that some world has; where there are none, that is the
     * query itself, with its variables, which is {@link Truth.Impossible}.
     */
    public List<Atom> queries() {
        return queries;
    }

    /** Whether an atom that was asked for or observed is true in some world; of one with variables, whether some atom of its form is. */
    boolean mayHold(Atom atom) {
        Truth truth = truths.get(atom);
        return atom.isGround() ? truth != null && !(truth instanceof Truth.Impossible) : truth == null;
    }

    /** What a query or observed atom is in the graph; empty for others. */
    public Optional<Truth> findTruth(Atom atom) {
        return Optional.ofNullable(truths.get(atom));
    }

    /** The clauses that queries or evidence depend on, those that were made of bodies apart. */
    public Set<Clause> clauses() {
        return Collections.unmodifiableSet(clauses);
    }

    /** What each variable stands for, in the order of the graph. */
    public Map<Variable, Origin> origins() {
        return origins;
    }

    /** Sizes. */
    public Statistics statistics() {
        return statistics;
    }

    /**
     * What to say where an exact answer takes more than a budget: the atoms of the largest clique of a junction tree.
     *
     * @param reason what it would take, and what is allowed
     */
    public GroundingBudgetException tooWide(String reason) {
        return new GroundingBudgetException("no exact answer within the budget: " + WidestClique.words(this) + " ("
                + reason + "). Maybe ask about less, or observe atoms that come between them?");
    }

    /** All observations, in their order. */
    public List<Observation> evidence() {
        return observations;
    }

    /** The observations that no world agrees with, each by itself. */
    public List<Observation> contradictions() {
        return observations.stream()
                .filter(observation -> {
                    Truth truth = truths.get(observation.atom());
                    return observation.holds() ? truth instanceof Truth.Impossible : truth instanceof Truth.Certain;
                })
                .toList();
    }

    /**
     * The evidence of the knowledge base.
     *
     * @return empty if observations rule out every state of a variable, or {@link #contradictions()} is not empty
     */
    public Optional<Evidence> findEvidence() {
        if (!contradictions().isEmpty()) {
            return Optional.empty();
        }
        Map<Variable, double[]> likelihoods = new LinkedHashMap<>();
        for (Observation observation : observations) {
            if (truths.get(observation.atom()) instanceof Truth.Depends depends) {
                double[] likelihood = likelihoods.computeIfAbsent(depends.variable(), variable -> ones(variable));
                for (int s = 0; s < likelihood.length; s++) {
                    likelihood[s] *= depends.states().contains(s) == observation.holds() ? 1 : 0;
                }
            }
        }
        Evidence.Builder evidence = graph.evidence();
        for (Map.Entry<Variable, double[]> entry : likelihoods.entrySet()) {
            double[] likelihood = entry.getValue();
            List<Integer> left = new ArrayList<>();
            for (int s = 0; s < likelihood.length; s++) {
                if (likelihood[s] > 0) {
                    left.add(s);
                }
            }
            if (left.isEmpty()) {
                return Optional.empty();
            }
            if (left.size() == 1) {
                evidence.observe(entry.getKey(), left.get(0));
            } else {
                evidence.likelihood(entry.getKey(), likelihood);
            }
        }
        return Optional.of(evidence.build());
    }

    private static double[] ones(Variable variable) {
        double[] ones = new double[variable.cardinality()];
        Arrays.fill(ones, 1);
        return ones;
    }
}
