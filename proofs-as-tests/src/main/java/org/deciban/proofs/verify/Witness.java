package org.deciban.proofs.verify;

import java.util.OptionalInt;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals.Discrepancy;

/**
 * Where two answers were farthest apart.
 *
 * @param evidence the evidence that both were given
 * @param round the rounds of belief propagation done, empty where the answers are final
 * @param discrepancy the variable, its state, and the two probabilities
 */
public record Witness(Evidence evidence, OptionalInt round, Discrepancy discrepancy) {

    /** |actual − expected|, a difference of probabilities. */
    public double magnitude() {
        return discrepancy.magnitude();
    }

    /** Where it was: {@code xray=yes, round 3, given dysp=no}. */
    public String where() {
        String node =
                discrepancy.variable() + "=" + discrepancy.variable().states().get(discrepancy.state());
        String when = round.isPresent() ? ", round " + round.getAsInt() : "";
        return node + when + (evidence.isEmpty() ? ", no evidence" : ", given " + evidence);
    }

    /** The place and both values. */
    @Override
    public String toString() {
        return where() + ": expected " + discrepancy.expected() + ", got " + discrepancy.actual() + " (difference "
                + magnitude() + ", " + discrepancy.ulps() + " ulps)";
    }
}
