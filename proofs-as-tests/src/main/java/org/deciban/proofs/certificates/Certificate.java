package org.deciban.proofs.certificates;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.compiler.Construction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals.Discrepancy;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.proofs.verify.Verdict;
import org.deciban.proofs.verify.Witness;

/**
 * What was proved of one model and one evidence set: {@code |T − P| ≤ ε} for every state of every variable, where P is the exact
 * posterior and T both what the transformer computes in real numbers and what an engine printed.
 *
 * @param graph whose posterior it is
 * @param evidence what was given, with what was compiled in
 * @param source where the transformer comes from
 * @param programHash the SHA-256 of its weights, of its tokens with the evidence, and of its read-out, see {@link ProgramHash}
 * @param states a bound for each state of each variable, in the order of the graph
 */
public record Certificate(
        FactorGraph graph, Evidence evidence, Source source, String programHash, List<StateBound> states) {
    /** Copies the list. */
    public Certificate {
        states = List.copyOf(states);
    }

    /**
     * Where a transformer comes from.
     *
     * @param file the file it was read from; empty if it was compiled from the graph
     * @param construction how it is built
     * @param rounds the rounds of belief propagation that one forward pass performs
     */
    public record Source(Optional<String> file, Construction construction, int rounds) {}

    /**
     * One state.
     *
     * @param printed what the engine printed
     * @param transformer holds what the transformer computes in real numbers
     * @param truthLo no more than the exact posterior
     * @param truthHi no less than the exact posterior
     */
    public record StateBound(
            Variable variable,
            int state,
            double printed,
            Interval transformer,
            BigDecimal truthLo,
            BigDecimal truthHi) {

        /** How far what is printed, or any number of the enclosure, can be from the exact posterior; rounded up. */
        public double eps() {
            BigDecimal above = new BigDecimal(Math.max(transformer.hi(), printed)).subtract(truthLo);
            BigDecimal below = truthHi.subtract(new BigDecimal(Math.min(transformer.lo(), printed)));
            return up(above.max(below));
        }

        /** How far what is printed, or every number of the enclosure, is from the exact posterior at least; not rounded up. */
        public double least() {
            BigDecimal beyond = new BigDecimal(transformer.lo())
                    .subtract(truthHi)
                    .max(truthLo.subtract(new BigDecimal(transformer.hi())));
            BigDecimal ofPrinted =
                    new BigDecimal(printed).subtract(truthHi).max(truthLo.subtract(new BigDecimal(printed)));
            return -up(beyond.max(ofPrinted).max(BigDecimal.ZERO).negate());
        }

        /** The number of the enclosure, or the one printed, that is farthest from the posterior. */
        private double farthest() {
            double truth = truthLo.doubleValue();
            double end = Math.abs(transformer.hi() - truth) > Math.abs(transformer.lo() - truth)
                    ? transformer.hi()
                    : transformer.lo();
            return Math.abs(printed - truth) > Math.abs(end - truth) ? printed : end;
        }

        /** The number of the enclosure that is nearest to the posterior, or the one printed if that is farther. */
        private double nearest() {
            double truth = truthLo.doubleValue();
            double end = Math.min(transformer.hi(), Math.max(transformer.lo(), truth));
            return Math.abs(printed - truth) > Math.abs(end - truth) ? printed : end;
        }

        private Witness witness(Evidence evidence, double actual) {
            return new Witness(
                    evidence, OptionalInt.empty(), new Discrepancy(variable, state, truthLo.doubleValue(), actual));
        }
    }

    /** The least double that is no less. */
    static double up(BigDecimal exact) {
        double near = exact.round(new MathContext(40, RoundingMode.CEILING)).doubleValue();
        while (new BigDecimal(near).compareTo(exact) < 0) {
            near = Math.nextUp(near);
        }
        return near;
    }

    /** ε: the largest bound of a state. */
    public double eps() {
        return worst().eps();
    }

    private StateBound worst() {
        StateBound worst = states.get(0);
        for (StateBound state : states) {
            worst = state.eps() > worst.eps() ? state : worst;
        }
        return worst;
    }

    /**
     * Verified if ε is within the tolerance; refuted if some state is proved to be further away than that; else the enclosure is
     * too wide to tell.
     */
    public Verdict verdict(Tolerance tolerance) {
        StateBound worst = worst();
        if (tolerance.allows(worst.eps())) {
            return new Verdict.Verified(worst.witness(evidence, worst.farthest()), tolerance);
        }
        StateBound farthest = states.get(0);
        for (StateBound state : states) {
            farthest = state.least() > farthest.least() ? state : farthest;
        }
        return farthest.least() > tolerance.absolute()
                ? new Verdict.Refuted(farthest.witness(evidence, farthest.nearest()), tolerance)
                : new Verdict.Inconclusive("ε = " + worst.eps() + " is proved, not " + tolerance.absolute()
                        + ": the enclosure of " + worst.variable() + " is " + worst.transformer());
    }
}
