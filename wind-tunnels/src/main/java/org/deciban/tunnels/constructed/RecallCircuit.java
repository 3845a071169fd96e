package org.deciban.tunnels.constructed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.Transformer;

/**
 * Two layers that answer a key with the value that came with it, and can count the values that came before.
 *
 * <p>A token holds its key or value, one-hot, its position p, one-hot, and the positions that do not come before p. One sink holds
 * nothing. With H = 2048, a score of H less than the best has weight exactly 0.0, since exp is 0.0 below −746.
 *
 * <p><b>Layer 1, previous head.</b> A value token scores H at the position before it and copies the key there into {@code own_key}. All
 * others look at the sink.
 *
 * <p><b>Layer 2, recall head.</b> A key token scores 2H at value tokens whose {@code own_key} is its key, H at the sink, and 4H less at
 * what does not come before it, so that causality takes no mask. If the key came several times they share the weight, and say the same. So
 * {@code recalled} is the value, one-hot, or zero for a key that is new.
 *
 * <p><b>Layer 2, elimination head.</b> A key token scores 0 at every value token before it, and −H or less at all others; the sink scores
 * ln(D − c), with c the value tokens before the position and D a power of two above all c. So each has weight 1/D, and W_O times D
 * gives {@code seen}, how often each value came. A value that did not come has exactly 0.
 *
 * <p>Logits are {@code −H · seen + L · recalled}, with L = H · (D + 2): a recalled value lies 2H above all others whatever was seen, and
 * of a new key all that were not seen have exactly the same logit.
 */
final class RecallCircuit {
    private static final double HARD = 2048;

    private final ResidualLayout layout;
    private final int one;
    private final int isSink;
    private final int isKey;
    private final int isValue;
    private final int fill;
    private final Subspace key;
    private final Subspace value;
    private final Subspace position;
    private final Subspace notBefore;
    private final Subspace ownKey;
    private final Subspace recalled;
    private final Subspace seen;
    private final int denominator;
    private final boolean eliminates;
    private final Transformer transformer;

    /** A token: a key, a value, or neither, both {@link #NEITHER}. */
    record Symbol(int key, int value) {
        static final int NEITHER = -1;
    }

    /**
     * @param keys the number of keys
     * @param values the number of values
     * @param length the most tokens
     * @param eliminates whether values that came before are ruled out for a new key
     */
    RecallCircuit(int keys, int values, int length, boolean eliminates) {
        this.eliminates = eliminates;
        this.denominator = Integer.highestOneBit(length) * 2;
        ResidualLayout.Builder builder = ResidualLayout.builder();
        this.one = builder.add("one", 1).dimension();
        this.isSink = builder.add("is_sink", 1).dimension();
        this.isKey = builder.add("is_key", 1).dimension();
        this.isValue = builder.add("is_value", 1).dimension();
        this.fill = builder.add("fill", 1).dimension();
        this.key = builder.add("key", keys);
        this.value = builder.add("value", values);
        this.position = builder.add("position", length);
        this.notBefore = builder.add("not_before", length);
        this.ownKey = builder.add("own_key", keys);
        this.recalled = builder.add("recalled", values);
        this.seen = builder.add("seen", values);
        this.layout = builder.build();
        int d = layout.modelDim();
        List<AttentionHead> second = new ArrayList<>(List.of(recall()));
        if (eliminates) {
            second.add(eliminate());
        }
        this.transformer = new Transformer(
                layout,
                List.of(
                        new Layer("previous", List.of(previous()), FeedForward.none(d)),
                        new Layer("infer", second, FeedForward.none(d))));
    }

    private HeadWeights head() {
        return new HeadWeights(layout.modelDim());
    }

    private AttentionHead previous() {
        // Keys and filler score HARD at their predecessor too: for them the sink outbids it.
        HeadWeights head = head().score(one, isSink, 2 * HARD).score(isValue, isSink, -2 * HARD);
        for (int p = 1; p < position.size(); p++) {
            head.score(position.at(p), position.at(p - 1), HARD);
        }
        return head.move(key, ownKey, 1).build("previous");
    }

    private AttentionHead recall() {
        return head().score(key, ownKey, 2 * HARD)
                .score(notBefore, position, -4 * HARD)
                .score(one, isSink, HARD)
                .move(value, recalled, 1)
                .build("recall");
    }

    private AttentionHead eliminate() {
        return head().score(notBefore, position, -HARD)
                .score(one, isKey, -HARD)
                .score(fill, isSink, 1)
                .move(value, seen, denominator)
                .build("eliminate");
    }

    Transformer transformer() {
        return transformer;
    }

    /** The program of a sequence, the sink behind its tokens; distribution p answers position p. */
    Program program(List<Symbol> symbols) {
        Matrix.Builder tokens = Matrix.builder(symbols.size() + 1, layout.modelDim());
        int values = 0;
        for (int p = 0; p < symbols.size(); p++) {
            append(tokens, symbols.get(p), p, values);
            values += symbols.get(p).value == Symbol.NEITHER ? 0 : 1;
        }
        tokens.append(one, 1);
        tokens.append(isSink, 1);
        tokens.endRow();
        return new Program(transformer, tokens.build(), List.of(), readOut(symbols.size()));
    }

    private void append(Matrix.Builder tokens, Symbol symbol, int p, int valuesBefore) {
        Map<Integer, Double> row = new TreeMap<>();
        row.put(one, 1.0);
        row.put(fill, Math.log(denominator - valuesBefore));
        if (symbol.key != Symbol.NEITHER) {
            row.put(isKey, 1.0);
            row.put(key.at(symbol.key), 1.0);
        }
        if (symbol.value != Symbol.NEITHER) {
            row.put(isValue, 1.0);
            row.put(value.at(symbol.value), 1.0);
        }
        row.put(position.at(p), 1.0);
        for (int other = p; other < position.size(); other++) {
            row.put(notBefore.at(other), 1.0);
        }
        row.forEach(tokens::append);
        tokens.endRow();
    }

    private ReadOut readOut(int length) {
        List<Cell> cells = new ArrayList<>();
        Matrix.Builder logits = Matrix.builder(length * value.size(), 2 * length * value.size());
        for (int p = 0; p < length; p++) {
            for (int v = 0; v < value.size(); v++) {
                if (eliminates) {
                    logits.append(cells.size(), -HARD);
                }
                logits.append(cells.size() + 1, HARD * (denominator + 2));
                logits.endRow();
                cells.add(new Cell(p, seen.at(v)));
                cells.add(new Cell(p, recalled.at(v)));
            }
        }
        Integer[] states = new Integer[length];
        Arrays.fill(states, value.size());
        return new ReadOut(List.of(1), cells, logits.build(), List.of(states));
    }
}
