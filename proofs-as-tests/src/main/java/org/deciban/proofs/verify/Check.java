package org.deciban.proofs.verify;

/**
 * One claim that was checked.
 *
 * @param name the claim in words
 * @param verdict what came of it
 */
public record Check(String name, Verdict verdict) {}
