package org.deciban.heads.detect;

/** Whether a head can do with the first tokens and the most recent ones, as the streaming heads of DuoAttention (Xiao and others, 2024). */
public final class StreamingScore {
    private StreamingScore() {}

    /**
     * The weight on the first tokens and on the most recent ones up to the query.
     *
     * <p>With values of norm at most v, restricting a query of mass m to what is seen changes what is mixed by at most {@code 2 (1 − m) v}.
     *
     * @param attention shape {@code [queries, keys]}
     * @param tokens the number of tokens of the sequence
     * @param sinks how many of the first
     * @param window how many up to the query, itself among them
     */
    public static Tally mass(double[][] attention, int tokens, int sinks, int window) {
        Rows.requireTokens(attention, tokens);
        Tally tally = Tally.NONE;
        for (int query = 0; query < tokens; query++) {
            double mass = 0;
            for (int key = 0; key <= query; key++) {
                mass += key < sinks || key > query - window ? attention[query][key] : 0;
            }
            tally = tally.and(mass);
        }
        return tally;
    }

    /**
     * How far an output moves: the mean over positions of the squared distance.
     *
     * @param full shape {@code [positions, d]}, of a model as it is
     * @param restricted the same with a head restricted
     * @throws IllegalArgumentException if the shapes differ
     */
    public static Tally outputChange(double[][] full, double[][] restricted) {
        if (full.length != restricted.length) {
            throw new IllegalArgumentException(
                    "outputs must be at as many positions, got " + full.length + " and " + restricted.length);
        }
        Tally tally = Tally.NONE;
        for (int position = 0; position < full.length; position++) {
            double distance = 0;
            for (int i = 0; i < full[position].length; i++) {
                double change = full[position][i] - restricted[position][i];
                distance += change * change;
            }
            tally = tally.and(distance);
        }
        return tally;
    }
}
