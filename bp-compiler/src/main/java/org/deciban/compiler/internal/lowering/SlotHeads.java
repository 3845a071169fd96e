package org.deciban.compiler.internal.lowering;

/**
 * The heads that gather, for slot i of {@code M(f,j)}, what the variable v bound to that slot knows without f:
 *
 * <pre>
 *   n_{v→f}  =  e_v + Σ_{g ∋ v} m_{g→v}   −   m_{f→v}          (logarithms)
 *               sum head, slot i              minus head, slot i
 * </pre>
 *
 * <p><b>Sum head.</b> Attention averages; a sum is wanted. The query is v's address; the keys that match are the c tokens
 * {@code M(g,·)} into v and {@code B(v)}, each with score exactly 0. The sink gets the score ln(D − c), with D a power of two
 * above c. So the softmax has denominator c + (D − c) = D, every match weighs 1/D, the sink's value is zero, and W_O
 * multiplies by D. Zeros sum to exactly zero, whatever the weights.
 *
 * <p><b>Minus head.</b> The query is the cell address of {@code M(f,v)}; one token matches, with weight exactly 1.
 *
 * <p><b>Self head.</b> The residual stream only adds, so what was gathered in the round before is taken away by a head in
 * which a token attends to itself, with weight exactly 1. All heads read the stream as it was before the layer.
 *
 * <p>On {@code B(v)} slot 0 is bound to v itself and has no minus head, so it gathers what v knows altogether.
 */
public final class SlotHeads {
    private SlotHeads() {}

    /** The sum head of a slot; what it moves is multiplied by D = {@code bounds.sumDenominator()}. */
    public static HeadBuilder sum(CellLayout layout, int slot) {
        return new HeadBuilder("sum." + slot, layout)
                .match(layout.slotVariable.get(slot), layout.ownVariable)
                .rest(layout.isSink)
                .score(layout.slotFill.get(slot).dimension(), layout.isSink, 1);
    }

    /** The minus head of a slot; what it moves is multiplied by −1. */
    public static HeadBuilder minus(CellLayout layout, int slot) {
        return new HeadBuilder("minus." + slot, layout)
                .match(layout.slotCell.get(slot), layout.ownCell)
                .rest(layout.isSink)
                .score(layout.slotGate.get(slot).dimension(), layout.isSink, 1);
    }

    /** A head in which B and M tokens look at themselves. */
    public static HeadBuilder self(String name, CellLayout layout) {
        return selfOfMessages(name, layout).shunSink(layout.isVariable);
    }

    /** A head in which M tokens look at themselves; the caller says what B tokens do. */
    private static HeadBuilder selfOfMessages(String name, CellLayout layout) {
        return new HeadBuilder(name, layout)
                .match(layout.ownCell, layout.ownCell)
                .shunSink(layout.isMessage)
                .rest(layout.isSink);
    }

    /** A head in which M tokens look at their own cell and B tokens at the sink. */
    public static HeadBuilder ownMessage(String name, CellLayout layout) {
        return selfOfMessages(name, layout).rest(layout.isVariable);
    }
}
