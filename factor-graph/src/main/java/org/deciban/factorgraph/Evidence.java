package org.deciban.factorgraph;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was observed: one likelihood vector {@code e_v} per observed variable.
 *
 * <p><em>Hard</em> evidence says which state a variable has: {@code e_v} is one-hot. <em>Soft</em> (likelihood, also
 * "virtual") evidence {@code e_v(s) = P(observation | v = s)} multiplies into the distribution; only the ratios of its
 * entries move posteriors, and its scale enters {@code ln P(evidence)}. A variable without evidence has {@code e_v = 1}.
 */
public final class Evidence {
    private static final Evidence NONE = new Evidence(Map.of());

    private final Map<Variable, double[]> likelihoods;

    private Evidence(Map<Variable, double[]> likelihoods) {
        this.likelihoods = likelihoods;
    }

    /** No evidence. */
    public static Evidence none() {
        return NONE;
    }

    /** Whether nothing was observed. */
    public boolean isEmpty() {
        return likelihoods.isEmpty();
    }

    /** The variables with evidence, in the order given. */
    public Set<Variable> variables() {
        return Collections.unmodifiableSet(likelihoods.keySet());
    }

    /** {@code e_v(state)}; 1 for every state of a variable without evidence. */
    public double likelihood(Variable variable, int state) {
        double[] likelihood = likelihoods.get(variable);
        return likelihood == null ? 1.0 : likelihood[state];
    }

    /** A copy of {@code e_v}, one entry per state; all ones for a variable without evidence. */
    public double[] likelihood(Variable variable) {
        double[] likelihood = likelihoods.get(variable);
        if (likelihood != null) {
            return likelihood.clone();
        }
        double[] ones = new double[variable.cardinality()];
        Arrays.fill(ones, 1.0);
        return ones;
    }

    /** The observed state of a variable with hard evidence ({@code e_v} one-hot with a one), else empty. */
    public OptionalInt findObservedState(Variable variable) {
        double[] likelihood = likelihoods.get(variable);
        if (likelihood == null) {
            return OptionalInt.empty();
        }
        int observed = -1;
        for (int s = 0; s < likelihood.length; s++) {
            if (likelihood[s] != 0) {
                if (observed >= 0 || likelihood[s] != 1.0) {
                    return OptionalInt.empty();
                }
                observed = s;
            }
        }
        return OptionalInt.of(observed);
    }

    /**
     * Checks that this evidence speaks of a graph's variables.
     *
     * @throws InvalidEvidenceException naming every variable that the graph does not have
     */
    public void requireFits(FactorGraph graph) {
        Problems problems = new Problems();
        for (Variable variable : likelihoods.keySet()) {
            Optional<Variable> known = graph.findVariable(variable.name());
            if (known.isEmpty() || !known.get().equals(variable)) {
                problems.add("evidence names %s, which is not a variable of this graph", variable);
            }
        }
        problems.throwIfAny(InvalidEvidenceException::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evidence that
                && likelihoods.keySet().equals(that.likelihoods.keySet())
                && likelihoods.entrySet().stream()
                        .allMatch(e -> Arrays.equals(e.getValue(), that.likelihoods.get(e.getKey())));
    }

    @Override
    public int hashCode() {
        return likelihoods.keySet().hashCode();
    }

    /** As the command line takes it: {@code x=yes, y~0.2:0.7:0.1}; {@code (none)} when empty. */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "(none)";
        }
        return likelihoods.keySet().stream().map(this::describe).collect(Collectors.joining(", "));
    }

    private String describe(Variable variable) {
        OptionalInt observed = findObservedState(variable);
        if (observed.isPresent()) {
            return variable + "=" + variable.states().get(observed.getAsInt());
        }
        return variable + "~"
                + Arrays.stream(likelihood(variable)).mapToObj(Double::toString).collect(Collectors.joining(":"));
    }

    /** Collects observations about one graph; {@link #build()} reports every fault of all of them together. */
    public static final class Builder {
        private final FactorGraph graph;
        private final Map<Variable, double[]> likelihoods = new LinkedHashMap<>();
        private final Problems problems = new Problems();

        Builder(FactorGraph graph) {
            this.graph = graph;
        }

        /** Hard evidence by names. */
        public Builder observe(String variable, String state) {
            find(variable).ifPresent(v -> {
                OptionalInt index = v.findState(state);
                if (index.isPresent()) {
                    observe(v, index.getAsInt());
                } else {
                    problems.add("variable %s has no state %s; its states are %s", v, state, v.states());
                }
            });
            return this;
        }

        /** Hard evidence by state index. */
        public Builder observe(Variable variable, int state) {
            if (state < 0 || state >= variable.cardinality()) {
                problems.add(
                        "variable %s has no state with index %d; it has %d", variable, state, variable.cardinality());
                return this;
            }
            double[] oneHot = new double[variable.cardinality()];
            oneHot[state] = 1.0;
            return put(variable, oneHot);
        }

        /** Soft evidence: {@code P(observation | variable = state)} for each state in order; finite, ≥ 0, not all zero. */
        public Builder likelihood(String variable, double... likelihood) {
            find(variable).ifPresent(v -> likelihood(v, likelihood));
            return this;
        }

        /** As {@link #likelihood(String, double...)}. */
        public Builder likelihood(Variable variable, double... likelihood) {
            if (likelihood.length != variable.cardinality()) {
                problems.add(
                        "the likelihood of %s has %d entries; the variable has %d states %s",
                        variable, likelihood.length, variable.cardinality(), variable.states());
                return this;
            }
            boolean sound = true;
            boolean allZero = true;
            for (double entry : likelihood) {
                if (!(entry >= 0 && entry < Double.POSITIVE_INFINITY)) {
                    problems.add("the likelihood of %s has the entry %s; entries are finite and ≥ 0", variable, entry);
                    sound = false;
                }
                allZero &= entry == 0;
            }
            if (allZero) {
                problems.add("the likelihood of %s is zero for every state, so the evidence is impossible", variable);
                sound = false;
            }
            return sound ? put(variable, likelihood.clone()) : this;
        }

        private Builder put(Variable variable, double[] likelihood) {
            if (graph.findVariable(variable.name()).filter(variable::equals).isEmpty()) {
                problems.add("evidence names %s, which is not a variable of this graph", variable);
            } else if (likelihoods.putIfAbsent(variable, likelihood) != null) {
                problems.add("variable %s is given evidence twice", variable);
            }
            return this;
        }

        private Optional<Variable> find(String name) {
            Optional<Variable> variable = graph.findVariable(name);
            if (variable.isEmpty()) {
                problems.add("there is no variable %s%s", name, closest(name));
            }
            return variable;
        }

        private String closest(String name) {
            return graph.variables().stream()
                    .map(Variable::name)
                    .filter(known -> known.equalsIgnoreCase(name))
                    .findFirst()
                    .map(known -> ". Maybe you mean " + known + "?")
                    .orElse("");
        }

        /**
         * The evidence.
         *
         * @throws InvalidEvidenceException listing every fault: unknown variable or state, a variable given twice, a
         *     likelihood of the wrong length, with an entry that is negative, NaN or infinite, or of zeros
         */
        public Evidence build() {
            problems.throwIfAny(InvalidEvidenceException::new);
            return likelihoods.isEmpty() ? NONE : new Evidence(new LinkedHashMap<>(likelihoods));
        }
    }
}
