package org.deciban.heads.catalogue;

/**
 * A line of a table of interventions.
 *
 * @param intervention what was done
 * @param measure what was measured
 * @param before without it
 * @param predicted what theory says of it with the intervention
 * @param after what was measured with the intervention
 */
public record Effect(String intervention, String measure, double before, double predicted, double after) {
    /** How far theory and measurement are apart. */
    public double difference() {
        return Math.abs(predicted - after);
    }
}
