package org.deciban.proofs.verify;

import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals.Discrepancy;

/**
 * Where two answers were farthest apart.
 *
 * @param evidence the evidence that both were given
 * @param round the rounds of belief propagation done, empty where the answers are final
 * @param discrepancy the variable, its state, and the two probabilities
 * @param fault the layer and head at fault, of a refuted model where it could be located; empty for functions, which have
 *     neither, and where finding it would take over 3e8 attention weights of the dense engine
 */
public record Witness(Evidence evidence, OptionalInt round, Discrepancy discrepancy, Optional<Fault> fault) {

    /** A witness of which no fault is known. */
    public Witness(Evidence evidence, OptionalInt round, Discrepancy discrepancy) {
        this(evidence, round, discrepancy, Optional.empty());
    }

    /** The same with the part at fault. */
    Witness with(Optional<Fault> found) {
        return new Witness(evidence, round, discrepancy, found);
    }

    /** |actual − expected|, a difference of probabilities. */
    public double magnitude() {
        return discrepancy.magnitude();
    }

    /** The layer that is at fault, where it is known. */
    public Optional<Fault.Named> layer() {
        return fault.flatMap(Fault::layer);
    }

    /** The head that is at fault, where it is known and the fault is in a head. */
    public Optional<Fault.Named> head() {
        return fault.flatMap(Fault::head);
    }

    /** Which answer it was: {@code xray=yes, round 3, given dysp=no}. */
    public String where() {
        String node =
                discrepancy.variable() + "=" + discrepancy.variable().states().get(discrepancy.state());
        String when = round.isPresent() ? ", round " + round.getAsInt() : "";
        return node + when + (evidence.isEmpty() ? ", no evidence" : ", given " + evidence);
    }

    /** {@link #where()}, and the part at fault where it is known. */
    public String whereAndFault() {
        return where() + fault.map(found -> "; " + found.where()).orElse("");
    }

    /** The place, both values, and the part at fault where it is known. */
    @Override
    public String toString() {
        return where() + ": expected " + discrepancy.expected() + ", got " + discrepancy.actual() + " (difference "
                + magnitude() + ", " + discrepancy.ulps() + " ulps)"
                + fault.map(found -> "; " + found).orElse("");
    }
}
