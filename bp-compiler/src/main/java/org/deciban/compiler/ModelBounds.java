package org.deciban.compiler;

import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.transformer.Activation;

/**
 * The size bounds on which the weights depend: two graphs within the same bounds are served by the same heads and
 * feed-forwards, and differ in their tokens alone.
 *
 * @param slots how many other variables a factor may have: arity − 1, at least 1
 * @param states the largest number of states
 * @param variableBits bits of a variable's address; {@code 2^variableBits} variables fit
 * @param cellBits bits of the address of a message or variable token
 * @param maxDegree the largest number of factors at a variable
 */
public record ModelBounds(int slots, int states, int variableBits, int cellBits, int maxDegree) {
    /** ln of the ratio of the largest to the smallest positive double: no table or likelihood spans more. */
    public static final double LOG_RANGE_OF_DOUBLE = Math.log(Double.MAX_VALUE) - Math.log(Double.MIN_VALUE);

    /** The largest degree: with more, the sum denominator would leave the range of int. */
    static final int MOST_DEGREE = 1 << 29;

    /** A score this far below the largest has softmax weight exactly 0.0 in float64. */
    private static final double UNDERFLOW_GAP = 746;

    /**
     * @throws IllegalArgumentException if a bound is less than 1 (the degree: less than 0), an address has over 30 bits, or
     *     the degree is above 2^29
     */
    public ModelBounds {
        if (slots < 1 || states < 1 || variableBits < 1 || cellBits < 1 || maxDegree < 0) {
            throw new IllegalArgumentException("bounds must be positive, got slots " + slots + ", states " + states
                    + ", variable bits " + variableBits + ", cell bits " + cellBits + ", degree " + maxDegree);
        }
        if (variableBits > 30 || cellBits > 30) {
            throw new IllegalArgumentException(
                    "addresses have at most 30 bits, got " + variableBits + " and " + cellBits);
        }
        if (maxDegree > MOST_DEGREE) {
            throw new IllegalArgumentException("the degree is at most " + MOST_DEGREE + ", got " + maxDegree);
        }
    }

    /** The least bounds that a graph fits in. */
    static ModelBounds of(RowFactorGraph graph) {
        int variables = graph.variables().size();
        return new ModelBounds(
                Math.max(1, graph.maxSlots() - 1),
                graph.maxStates(),
                bits(variables),
                bits(variables + graph.edges()),
                graph.maxDegree());
    }

    /** The least number of bits that tells {@code count} addresses apart, at least 1. */
    private static int bits(int count) {
        return Math.max(1, 32 - Integer.numberOfLeadingZeros(count - 1));
    }

    /** Whether every graph that fits in the other bounds fits in these. */
    public boolean cover(ModelBounds other) {
        return slots >= other.slots
                && states >= other.states
                && variableBits >= other.variableBits
                && cellBits >= other.cellBits
                && maxDegree >= other.maxDegree;
    }

    /** The least bounds that cover both. */
    public ModelBounds and(ModelBounds other) {
        return new ModelBounds(
                Math.max(slots, other.slots),
                Math.max(states, other.states),
                Math.max(variableBits, other.variableBits),
                Math.max(cellBits, other.cellBits),
                Math.max(maxDegree, other.maxDegree));
    }

    /**
     * The denominator D of the sum heads: a power of two above the number of tokens that one of them can match, which is
     * the messages into a variable and its evidence.
     */
    public int sumDenominator() {
        return Integer.highestOneBit(maxDegree + 1) * 2;
    }

    /**
     * How much more an impossible state weighs than the floor of the logarithm: a power of two for which a single zero
     * outweighs the floors of all messages that a variable can receive, and the range of its evidence.
     *
     * <p>A message that is merely small is at least {@link Activation#LOG_FLOOR} (−690.8), so a possible state gathers at
     * least {@code maxDegree · LOG_FLOOR − 1454}; with this weight an impossible one gathers less than half of
     * {@code weight · LOG_FLOOR ≤ 4 (maxDegree + 3) LOG_FLOOR}. Hence {@link #impossibleBelow()} separates the two.
     */
    public double impossibleWeight() {
        return 2.0 * Long.highestOneBit(4L * (maxDegree + 3));
    }

    /** A gathered log-message or log-belief below this means "impossible", above it "possible". */
    public double impossibleBelow() {
        return impossibleWeight() / 2 * Activation.LOG_FLOOR;
    }

    /**
     * β, the price of one wrong address bit: a power of two above the range of what content can add to a score plus the
     * gap at which a softmax weight is exactly zero.
     *
     * <p>The range is that of bounds which take the sum head and the minus head of a slot for independent, so that whoever
     * looks at the weights alone can prove the gap: a slot then holds at least the messages of {@code maxDegree + 1} tokens and
     * the range of evidence, and at most one message taken away.
     */
    public double addressPrice() {
        double perMessage = -Activation.LOG_FLOOR * (1 + impossibleWeight());
        double content = slots * ((maxDegree + 3) * perMessage + LOG_RANGE_OF_DOUBLE) + LOG_RANGE_OF_DOUBLE;
        return StrictMath.pow(2, Math.getExponent(content + 2 * UNDERFLOW_GAP) + 1);
    }
}
