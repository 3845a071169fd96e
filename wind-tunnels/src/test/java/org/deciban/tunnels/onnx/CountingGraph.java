package org.deciban.tunnels.onnx;

import static org.deciban.tunnels.onnx.HandMadeGraph.DOUBLE;
import static org.deciban.tunnels.onnx.HandMadeGraph.FLOAT;
import static org.deciban.tunnels.onnx.HandMadeGraph.INT64;

/**
 * The bijection task answered by counting, as a graph of somebody else's: its ids are {@code <s>}, the values, then the keys.
 *
 * <p>{@code seen} counts the values so far, {@code pairs} each key followed by each value, {@code known} what followed the key at
 * hand. The answer is what is known, or else uniform on what was not seen.
 */
final class CountingGraph {
    private CountingGraph() {}

    /**
     * The graph up to probabilities called {@code answer}.
     *
     * @param type of the arithmetic
     * @param forgets whether it never sees a value
     */
    static HandMadeGraph of(int values, int type, boolean forgets) {
        int tokens = 2 * values + 1;
        return new HandMadeGraph()
                .input("input_ids", INT64, -1, -2)
                .whole("depth", tokens)
                .real("off_on", FLOAT, new long[] {2}, 0, 1)
                .real("one", type, new long[] {}, 1)
                .real("nothing", type, new long[] {}, forgets ? 0 : 1)
                .whole("first_value", 1)
                .whole("first_key", values + 1)
                .whole("end", tokens)
                .whole("last_axis", 2)
                .scalar("axis_of_length", 1)
                .whole("length_axis", 1)
                .whole("zero", 0)
                .scalar("last_token", -1)
                .whole("minus_one", -1)
                .whole("three", 3)
                .whole("shift", 0, 1, 0, 0, 0, 0)
                .node("hot32", "OneHot", "input_ids depth off_on")
                .node("hot", "Cast", "hot32", "to", type)
                .node("value", "Slice", "hot first_value first_key last_axis")
                .node("key", "Slice", "hot first_key end last_axis")
                // The key one token before: zeros in front, the last away.
                .node("longer", "Pad", "key shift")
                .node("key_before", "Slice", "longer zero minus_one length_axis")
                .node("seen_often", "CumSum", "value axis_of_length")
                .node("seen_once", "Min", "seen_often one")
                .node("seen", "Mul", "seen_once nothing")
                .node("free", "Sub", "one seen")
                .node("key_column", "Unsqueeze", "key_before three")
                .node("value_row", "Unsqueeze", "value last_axis")
                .node("pair", "Mul", "key_column value_row")
                .node("pairs", "CumSum", "pair axis_of_length")
                .node("asked", "Unsqueeze", "key three")
                .node("followed", "Mul", "asked pairs")
                .node("known_often", "ReduceSum", "followed last_axis", "keepdims", 0)
                .node("known", "Min", "known_often one")
                .node("any_known", "ReduceSum", "known last_axis", "keepdims", 1)
                .node("unknown", "Sub", "one any_known")
                .node("guess", "Mul", "unknown free")
                .node("weights", "Add", "known guess")
                .node("sum", "ReduceSum", "weights last_axis", "keepdims", 1)
                .node("answer", "Div", "weights sum");
    }

    /** Probabilities in float32 or float64. */
    static HandMadeGraph probabilities(int values, int type) {
        return of(values, type, false).output("answer", type, -1, -2, values);
    }

    /** Uniform unless the key is known. */
    static HandMadeGraph forgetful(int values) {
        return of(values, FLOAT, true).output("answer", FLOAT, -1, -2, values);
    }

    /** Logarithms of the answer over all tokens, of which the keys and the first get none: −∞. */
    static HandMadeGraph logitsOfAllTokens(int values) {
        return of(values, FLOAT, false)
                .whole("around", 0, 0, 1, 0, 0, values)
                .node("padded", "Pad", "answer around")
                .node("logits", "Log", "padded")
                .output("logits", FLOAT, -1, -2, 2 * values + 1);
    }

    /** Probabilities at the last token alone, in float64. */
    static HandMadeGraph lastOnly(int values) {
        return of(values, DOUBLE, false)
                .node("last", "Gather", "answer last_token", "axis", 1)
                .output("last", DOUBLE, -1, values);
    }

    /** The declaration of its ids. */
    static String declaration(int values, String more) {
        StringBuilder names = new StringBuilder("\"<s>\"");
        for (int value = 0; value < values; value++) {
            names.append(", \"v").append(value).append('"');
        }
        for (int key = 0; key < values; key++) {
            names.append(", \"k").append(key).append('"');
        }
        return "{\n  \"vocabulary\": [" + names + "],\n  \"prepend\": [\"<s>\"]" + more + "\n}\n";
    }
}
