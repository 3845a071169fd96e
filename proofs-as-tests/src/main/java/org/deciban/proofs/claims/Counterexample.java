package org.deciban.proofs.claims;

/**
 * The smallest case found on which something is false.
 *
 * @param of what is false on it
 * @param text the case, so that it can be tried elsewhere
 * @param error by how much it is false; NaN where that is no number
 */
public record Counterexample(String of, String text, double error) {}
