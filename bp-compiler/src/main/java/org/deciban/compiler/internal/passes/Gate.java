package org.deciban.compiler.internal.passes;

import java.util.Arrays;
import java.util.Optional;
import org.deciban.compiler.internal.ir.RowFactor;

/**
 * A factor over Boolean variables that is a gate: inputs x_1 … x_k and an output c with
 *
 * <pre>
 *   P(c = s | x)  =  λ · Π_i t_i(x_i),        P(c ≠ s | x)  =  1 − λ · Π_i t_i(x_i),
 * </pre>
 *
 * where each t_i is 1 in one state of x_i and at most 1 in the other. OR has s = false and t_i(true) = 0; noisy-OR has t_i(true)
 * equal to the chance that cause i is inhibited, and a leak of 1 − λ. AND and noisy-AND are the same with true and false
 * exchanged. Where t_i is 1 says whether the input is negated; s exchanged gives NOR and NAND.
 *
 * <p>Complements 1 − t_i and 1 − λ are kept beside the probabilities, read off the table where they are small: a leak of
 * 1e-9 would lose most of its digits in 1 − λ.
 */
final class Gate {
    /** A table is a gate if each of its entries is, relative to itself, within this of the gate's. */
    private static final double ROUNDING = 1e-12;

    /** A dense table of more slots is not looked at. */
    private static final int MOST_SLOTS = 24;

    private final int slots;
    private final int output;
    private final int state;
    private final double scale;
    private final Chance whole;
    private final Chance[][] inputs;

    /** A probability and its complement, each with all its digits. */
    record Chance(double yes, double no) {
        static final Chance CERTAIN = new Chance(1, 0);
        static final Chance NEVER = new Chance(0, 1);

        /** That both of two independent things happen. */
        Chance and(Chance other) {
            return new Chance(yes * other.yes, no + yes * other.no);
        }

        boolean sumsToOne() {
            return Math.abs(yes + no - 1) <= ROUNDING;
        }

        boolean isDeterministic() {
            return yes == 0 || no == 0;
        }
    }

    private Gate(double[] table, int slots, int output, int state, int best) {
        this.slots = slots;
        this.output = output;
        this.state = state;
        int agrees = state << output;
        int differs = (1 - state) << output;
        this.scale = table[best | agrees] + table[best | differs];
        this.whole = new Chance(table[best | agrees] / scale, table[best | differs] / scale);
        this.inputs = new Chance[slots][];
        for (int slot = 0; slot < slots; slot++) {
            inputs[slot] = new Chance[] {Chance.CERTAIN, Chance.CERTAIN};
            if (slot != output) {
                int flipped = best ^ 1 << slot;
                inputs[slot][flipped >> slot & 1] = input(table[flipped | agrees], table[flipped | differs]);
            }
        }
    }

    /** t_i where it is not 1, from the entries with all other inputs consenting: λ·t_i and (1 − λ) + λ·(1 − t_i). */
    private Chance input(double agrees, double differs) {
        double yes = agrees / scale / whole.yes;
        double no = yes < 0.5 ? 1 - yes : Math.max(0, (differs / scale - whole.no) / whole.yes);
        return new Chance(yes, no);
    }

    /** The gate that a factor over Boolean variables is, or empty; the last slot is tried as the output first. */
    static Optional<Gate> find(RowFactor factor) {
        if (factor.slots() > MOST_SLOTS) {
            return Optional.empty();
        }
        double[] table = table(factor);
        for (int output = factor.slots() - 1; output >= 0; output--) {
            for (int state = 0; state < 2; state++) {
                Optional<Gate> gate = find(table, factor.slots(), output, state);
                if (gate.isPresent()) {
                    return gate;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Gate> find(double[] table, int slots, int output, int state) {
        int best = 0;
        for (int x = 0; x < table.length; x++) {
            if ((x >> output & 1) == 0 && table[x | state << output] > table[best | state << output]) {
                best = x;
            }
        }
        if (table[best | state << output] == 0) {
            return Optional.empty();
        }
        Gate gate = new Gate(table, slots, output, state, best);
        return gate.fits(table) ? Optional.of(gate) : Optional.empty();
    }

    /** Potentials by joint state, slot i in bit i, the largest of them 1. */
    private static double[] table(RowFactor factor) {
        double[] table = new double[1 << factor.slots()];
        double max = factor.maxLogPotential();
        for (int row = 0; row < factor.rows(); row++) {
            int index = 0;
            for (int slot = 0; slot < factor.slots(); slot++) {
                index |= factor.state(row, slot) << slot;
            }
            table[index] += Math.exp(factor.logPotential(row) - max);
        }
        return table;
    }

    private boolean fits(double[] table) {
        // Read off two entries each, these need not be probabilities.
        if (!Arrays.stream(inputs).flatMap(Arrays::stream).allMatch(Chance::sumsToOne)) {
            return false;
        }
        for (int x = 0; x < table.length; x++) {
            Chance chance = whole;
            for (int slot = 0; slot < slots; slot++) {
                chance = slot == output ? chance : chance.and(inputs[slot][x >> slot & 1]);
            }
            double wanted = scale * ((x >> output & 1) == state ? chance.yes : chance.no);
            if (!(Math.abs(table[x] - wanted) <= ROUNDING * wanted)) {
                return false;
            }
        }
        return true;
    }

    /** The slot of the output. */
    int output() {
        return output;
    }

    /** s, the state of the output that needs the consent of every input. */
    int state() {
        return state;
    }

    /** λ. */
    Chance whole() {
        return whole;
    }

    /** t_i of the input in a slot, by its state. */
    Chance input(int slot, int state) {
        return inputs[slot][state];
    }

    /** Whether every input either consents or does not. */
    boolean hasDeterministicInputs() {
        return Arrays.stream(inputs).flatMap(Arrays::stream).allMatch(Chance::isDeterministic);
    }
}
