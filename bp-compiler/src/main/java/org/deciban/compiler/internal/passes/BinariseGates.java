package org.deciban.compiler.internal.passes;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowVariable;
import org.deciban.compiler.internal.passes.Gate.Chance;
import org.deciban.factorgraph.inference.Objective;

/**
 * Gates with many inputs become balanced trees of gates with two.
 *
 * <p>A {@link Gate} asks that all inputs consent. A tree asks the same in parts: a variable u is appended for each inner node,
 * in state s iff all inputs below consent,
 *
 * <pre>
 *   P(u = s | x, y)  =  t_x(x) · t_y(y),     t_u(s) = 1,  t_u(1−s) = 0,
 * </pre>
 *
 * and the root, which is the output, multiplies λ in. Summing the appended variables out gives the gate back. With k inputs
 * the tree has depth ⌈log2 k⌉, k − 1 factors of three variables and k − 2 new variables, and a forest stays a forest.
 *
 * <p>Negations, inhibitions and leak are within the gates that they concern; links of their own would add variables and
 * rounds.
 *
 * <p>A table that is not a gate is left alone. It could not be split so: across one Boolean variable the matrix of a table
 * has rank 2 at most, and a table of k inputs can have rank 2^⌊k/2⌋.
 *
 * <p>In max-product the appended variables are maximised out instead, which gives the gate back only if the inputs
 * determine them: then gates with inhibited inputs are left alone.
 */
public final class BinariseGates {
    private final List<RowVariable> variables;
    private final List<RowFactor> factors = new ArrayList<>();

    /** An input of a gate: a variable, and its t by state. */
    private record Input(int variable, Chance in0, Chance in1) {
        Chance in(int state) {
            return state == 0 ? in0 : in1;
        }
    }

    private BinariseGates(RowFactorGraph graph) {
        this.variables = new ArrayList<>(graph.variables());
    }

    /**
     * The graph with every gate of more than so many slots split; the same object if there is none.
     *
     * @param mostSlots what factors may have, at least 3
     */
    public static RowFactorGraph apply(RowFactorGraph graph, int mostSlots, Objective objective) {
        if (mostSlots < 3) {
            throw new IllegalArgumentException("a gate of two inputs has 3 slots, " + mostSlots + " are allowed");
        }
        BinariseGates pass = new BinariseGates(graph);
        for (RowFactor factor : graph.factors()) {
            pass.add(factor, mostSlots, objective);
        }
        return pass.factors.equals(graph.factors()) ? graph : new RowFactorGraph(pass.variables, pass.factors);
    }

    private void add(RowFactor factor, int mostSlots, Objective objective) {
        if (factor.slots() <= mostSlots || !isBoolean(factor)) {
            factors.add(factor);
            return;
        }
        Gate.find(factor)
                .filter(gate -> objective == Objective.SUM_PRODUCT || gate.hasDeterministicInputs())
                .ifPresentOrElse(gate -> split(factor, gate), () -> factors.add(factor));
    }

    private boolean isBoolean(RowFactor factor) {
        for (int variable : factor.scope()) {
            if (variables.get(variable).cardinality() != 2) {
                return false;
            }
        }
        return true;
    }

    private void split(RowFactor factor, Gate gate) {
        List<Input> inputs = new ArrayList<>();
        for (int slot = 0; slot < factor.slots(); slot++) {
            if (slot != gate.output()) {
                inputs.add(new Input(factor.variable(slot), gate.input(slot, 0), gate.input(slot, 1)));
            }
        }
        int half = (inputs.size() + 1) / 2;
        Input left = join(factor.name(), inputs.subList(0, half), gate.state());
        Input right = join(factor.name(), inputs.subList(half, inputs.size()), gate.state());
        addGate(factor.name(), left, right, gate.whole(), factor.variable(gate.output()), gate.state());
    }

    /** One input that consents iff all do. */
    private Input join(String name, List<Input> inputs, int state) {
        if (inputs.size() == 1) {
            return inputs.get(0);
        }
        int half = (inputs.size() + 1) / 2;
        Input left = join(name, inputs.subList(0, half), state);
        Input right = join(name, inputs.subList(half, inputs.size()), state);
        int joined = variables.size();
        String part = name + " of " + variables.get(left.variable).name() + " and "
                + variables.get(right.variable).name();
        variables.add(new RowVariable(part, 2));
        addGate(part, left, right, Chance.CERTAIN, joined, state);
        return state == 0
                ? new Input(joined, Chance.CERTAIN, Chance.NEVER)
                : new Input(joined, Chance.NEVER, Chance.CERTAIN);
    }

    private void addGate(String name, Input left, Input right, Chance whole, int output, int state) {
        List<Integer> states = new ArrayList<>();
        List<Double> logPotentials = new ArrayList<>();
        for (int joint = 0; joint < 8; joint++) {
            int x = joint >> 2;
            int y = joint >> 1 & 1;
            int out = joint & 1;
            Chance chance = whole.and(left.in(x).and(right.in(y)));
            double potential = out == state ? chance.yes() : chance.no();
            if (potential > 0) {
                states.addAll(List.of(x, y, out));
                logPotentials.add(Math.log(potential));
            }
        }
        factors.add(new RowFactor(
                name,
                new int[] {left.variable, right.variable, output},
                states.stream().mapToInt(Integer::intValue).toArray(),
                logPotentials.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
