package org.deciban.tunnels.meters;

import java.util.function.ToDoubleBiFunction;

/** What is read off at a position: a number for an exact distribution p and a model's q, 0 if they are equal. */
public enum Meter {
    /** {@code KL(p ‖ q)}: bits that are lost by coding what happens with the model. */
    KULLBACK_LEIBLER("KL(exact ‖ model)", "kl", "bits", Divergences::kullbackLeibler),

    /** {@code ½ Σ |p − q|}: the most by which the probabilities of an event differ. */
    TOTAL_VARIATION("total variation", "totalVariation", "probability", Divergences::totalVariation),

    /** {@code |H(q) − H(p)|}: how sure the model is, too much or too little; a model that is sure of something else has none. */
    ENTROPY_ERROR(
            "entropy error",
            "entropyError",
            "bits",
            (exact, model) -> Math.abs(Divergences.entropy(model) - Divergences.entropy(exact)));

    private final String words;
    private final String key;
    private final String unit;
    private final transient ToDoubleBiFunction<double[], double[]> function;

    Meter(String words, String key, String unit, ToDoubleBiFunction<double[], double[]> function) {
        this.words = words;
        this.key = key;
        this.unit = unit;
        this.function = function;
    }

    /** What tables call it. */
    public String words() {
        return words;
    }

    /** What JSON calls it. */
    public String key() {
        return key;
    }

    /** {@code bits} or {@code probability}. */
    public String unit() {
        return unit;
    }

    /** Reads it off, for distributions over the same outcomes. */
    public double read(double[] exact, double[] model) {
        return function.applyAsDouble(exact, model);
    }
}
