package org.deciban.heads.catalogue;

/**
 * A score of a head, as theory has it and as it was measured.
 *
 * @param head which head, by its name and layer
 * @param score which score
 * @param price β, the price of a key that is not meant
 * @param predicted in closed form, from the symbols alone
 * @param measured by the detector, from the attention of the model
 * @param chance the score of attention that is all alike, and of attachment that of the best fixed offset; NaN where there is none
 */
public record Reading(String head, String score, double price, double predicted, double measured, double chance) {
    /** How far theory and measurement are apart. */
    public double difference() {
        return Math.abs(predicted - measured);
    }
}
