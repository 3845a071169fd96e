package org.deciban.compiler.internal.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.TokenOrigin;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
import org.deciban.transformer.LoopedTransformer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.Subspace;

/**
 * An associative scan over chains: all posteriors of n variables after ⌈log2 n⌉ + 1 compositions, two layers each and one to read.
 *
 * <p>{@code M(f,j)}, a token per edge, holds a matrix {@code A(i, j)} in logarithms: the sum over all that lies on a stretch of the
 * chain that ends at the variable j, given that the variable where it begins is in state i, the evidence on that variable included and
 * that on j left out. Stretches that lie end to end are composed by a product of matrices, which is associative:
 *
 * <pre>
 *   (A ∘ B)(i, j)  =  ln Σ_k exp( A(i, k) + B(k, j) )           A the stretch farther away, k its end and the beginning of B
 * </pre>
 *
 * <p>At first the stretch of {@code M(f,j)} is the factor f, {@code B(k, j) = ln f}. Level 0 composes it with the evidence e on the
 * far variable, a diagonal matrix. Level l composes it with the stretch that ends where it begins, which is as long: after it a
 * stretch has 2^l factors, or all up to the end of the chain. Both directions run at once, since each edge has a token of its own:
 * forward messages are prefixes, backward messages suffixes (Hillis and Steele's scan, taken from both ends). After level ⌈log2 n⌉
 * nothing is left out, and with a last row K of each matrix that sums over i,
 *
 * <pre>
 *   belief_v(j)    =  e_v(j) + Σ_{M into v} A(K, j)                    smoothed
 *   filtered_v(j)  =  e_v(j) + A(K, j) of the M that comes from the beginning of the chain
 * </pre>
 *
 * <p><b>Row head.</b> A row {@code R(i, k, j)} is a path, the same for all chains, positions and levels. Its score is {@code A(i, k) +
 * B(k, j)}, since the gathered A stands in {@code partner} and the own B in {@code message}; its value is (i, j), one-hot. The softmax
 * over all rows gives the product up to a factor, of which a belief is independent, and {@link LogarithmUnits} write its logarithm.
 * Row i = K says that the last row of a product is the last row of A times B, and so it remains the sum of the others.
 *
 * <p><b>Diagonal matrices.</b> Evidence e is gathered as the last row alone, with a 1 in {@code diagonal}; rows R that would leave the
 * diagonal are then impossible, and the others score e_k, from row K of {@code partner} and, for i = k, from its copy in row i. A
 * stretch that has reached the end of its chain looks at the sink and gathers the diagonal matrix of zeros, the neutral element.
 *
 * <p><b>Zeros</b> are marked as in {@link RowAttention}: an impossible entry scores {@code w · LOG_FLOOR} less. The sink's score in the
 * row head lies between that and what is possible ({@link ModelBounds#impossibleBelow()}): if a product is zero throughout, as it is
 * where evidence contradicts itself, all the weight is on the sink and all entries are marked. (The sink's score goes over
 * {@code gathered}, which is written: so the folded engine takes the sink for a candidate, as it is one.) So a contradiction within a stretch
 * reaches the beliefs, and is refused there.
 *
 * <p><b>Digits.</b> What a head takes away it never adds in the same layer: the marks of an old partner are w times −690.8, and a sum with
 * them would keep 12 digits of a new one. So both matrices are forgotten in the layer that composes them, and the product in the next.
 *
 * <p><b>Range.</b> An entry below 1e-300 of the largest of its matrix counts as impossible. That can be wrong where zeros keep a chain in
 * the state in which it begins: evidence on a long stretch may speak against a state by more, and evidence beyond the stretch rule out
 * all others. If tables are positive with ratios up to ρ, no entry of a stretch is less than ρ^−2 times the least likelihood on its first
 * variable, however long it is.
 */
public final class ChainScan implements LoweredModel {
    private final ScanLayout layout;
    private final ScanTokens tokens;
    private final ExplainedLoop explained;
    private final LoopedTransformer loop;

    private ChainScan(ScanLayout layout, ScanTokens tokens, ExplainedLoop explained) {
        this.layout = layout;
        this.tokens = tokens;
        this.explained = explained;
        this.loop = explained.loop();
    }

    /** The weights and tokens for a forest of chains, see {@link org.deciban.compiler.internal.ir.Chains}, that fits in the bounds. */
    public static ChainScan lower(RowFactorGraph graph, ModelBounds bounds) {
        ScanLayout layout = new ScanLayout(bounds);
        return new ChainScan(layout, new ScanTokens(graph, layout), explain(layout));
    }

    /** The weights for these bounds without tokens; one repetition of the body is the whole scan. */
    public static LoopedTransformer loop(ModelBounds bounds) {
        return explain(new ScanLayout(bounds)).loop();
    }

    /** How often matrices are composed: once with evidence, then until stretches of 2^variableBits factors are reached. */
    static int levels(ModelBounds bounds) {
        return bounds.variableBits() + 1;
    }

    /** The number of tokens: the sink, variables, edges, and (K + 1) · K · K paths, K being the most states of a variable. */
    public static long tokenCount(RowFactorGraph graph) {
        long states = graph.maxStates();
        return CellTokens.count(graph) + (states + 1) * states * states;
    }

    /** An upper bound of the token entries that are not zero. */
    public static long mostEntries(RowFactorGraph graph, ModelBounds bounds) {
        long states = bounds.states();
        long perMessage = 3L + bounds.variableBits() + bounds.cellBits() + levels(bounds) * (1L + bounds.cellBits());
        long entries = 0;
        for (RowFactor factor : graph.factors()) {
            entries += factor.slots() * (states * states + perMessage);
        }
        return 2
                + graph.variables().size() * CellTokens.mostEntries(bounds)
                + entries
                + 6 * (states + 1) * states * states;
    }

    private static ExplainedLoop explain(ScanLayout layout) {
        ExplainedLayer update = update(layout);
        List<ExplainedLayer> body = new ArrayList<>();
        for (int level = 0; level < levels(layout.bounds); level++) {
            body.add(gather(layout, level));
            body.add(update);
        }
        return new ExplainedLoop(layout, body, List.of(read(layout)));
    }

    private static ExplainedLayer gather(ScanLayout layout, int level) {
        List<Explained<AttentionHead>> heads = new ArrayList<>();
        heads.add(reach(layout, level));
        heads.add(SlotHeads.ownMessage("erase", layout)
                .hide(layout.isRow)
                .rest(layout.isRow)
                .move(layout.product, layout.product, -1)
                .build("forgets what was composed at the level before"));
        if (level == 0) {
            heads.add(ownEvidence(layout));
        }
        return ExplainedLayer.of("gather." + level, heads, ExplainedUnits.none(layout.residual.modelDim()));
    }

    private static Explained<AttentionHead> reach(ScanLayout layout, int level) {
        double weight = layout.bounds.impossibleWeight();
        HeadBuilder head = new HeadBuilder("reach." + level, layout)
                .match(layout.reach.get(level), layout.ownCell)
                .rest(layout.isSink)
                .score(layout.reachGate.get(level).dimension(), layout.isSink, 1)
                .hide(layout.isRow)
                .rest(layout.isRow, layout.isVariable)
                .move(Map.of(layout.isSink, 1.0, layout.isVariable, 1.0), layout.diagonal, 1)
                .move(Map.of(layout.one, 1.0), layout.gathered, 1);
        for (int to = 0; to < layout.states; to++) {
            for (int from = 0; from <= layout.states; from++) {
                int entry = layout.entry(from, to);
                Map<Integer, Double> sources = new HashMap<>();
                sources.put(layout.message.at(entry), 1.0);
                sources.put(layout.impossible.at(entry), weight);
                if (from == to || from == layout.states) {
                    sources.put(layout.evidence.at(to), 1.0);
                    sources.put(layout.evidenceImpossible.at(to), weight);
                }
                head.move(sources, layout.partner.at(entry), 1);
            }
        }
        return head.build(
                level == 0
                        ? "AND: takes the evidence on the far variable"
                        : "AND: takes the matrix of the stretch that ends where the own one begins");
    }

    private static Explained<AttentionHead> ownEvidence(ScanLayout layout) {
        double weight = layout.bounds.impossibleWeight();
        HeadBuilder head = new HeadBuilder("evidence", layout)
                .match(layout.ownCell, layout.ownCell)
                .shunSink(layout.isVariable)
                .rest(layout.isSink, layout.isMessage, layout.isRow)
                .hide(layout.isRow);
        for (int s = 0; s < layout.states; s++) {
            Map<Integer, Double> evidence = Map.of(layout.evidence.at(s), 1.0, layout.evidenceImpossible.at(s), weight);
            head.move(evidence, layout.belief.at(s), 1).move(evidence, layout.filtered.at(s), 1);
        }
        return head.build("AND: begins the belief of a variable with its own evidence");
    }

    private static ExplainedLayer update(ScanLayout layout) {
        ModelBounds bounds = layout.bounds;
        HeadBuilder rows = new HeadBuilder("rows", layout)
                .hide(layout.isVariable, layout.isMessage)
                .rest(layout.isSink, layout.isVariable, layout.isRow)
                .score(layout.gathered, layout.isSink, bounds.impossibleBelow())
                .score(layout.diagonal, layout.offDiagonal, bounds.impossibleWeight() * Activation.LOG_FLOOR)
                .move(layout.out, layout.product, 1);
        for (int entry = 0; entry < layout.partner.size(); entry++) {
            rows.score(layout.partner.at(entry), layout.far.at(entry), 1);
        }
        for (int entry = 0; entry < layout.near.size(); entry++) {
            rows.score(layout.message.at(entry), layout.near.at(entry), 1)
                    .score(layout.impossible.at(entry), layout.near.at(entry), bounds.impossibleWeight());
        }
        Explained<AttentionHead> erase = SlotHeads.self("erase", layout)
                .hide(layout.isRow)
                .rest(layout.isRow)
                .move(layout.message, layout.message, -1)
                .move(layout.impossible, layout.impossible, -1)
                .move(layout.partner, layout.partner, -1)
                .move(Map.of(layout.diagonal, 1.0), layout.diagonal, -1)
                .move(Map.of(layout.gathered, 1.0), layout.gathered, -1)
                .build("forgets the two matrices that are composed");
        ExplainedUnits logarithm = new LogarithmUnits(layout.product, layout.message, layout.impossible, "entry ")
                .of(layout, 1, layout.isSink, layout.isVariable, layout.isRow);
        return ExplainedLayer.of(
                "update", List.of(rows.build("OR: sums over the states where two stretches meet"), erase), logarithm);
    }

    private static ExplainedLayer read(ScanLayout layout) {
        HeadBuilder sum =
                SlotHeads.sum(layout, 0).hide(layout.isRow, layout.isVariable).rest(layout.isRow, layout.isMessage);
        HeadBuilder earlier = new HeadBuilder("earlier", layout)
                .match(layout.slotCell.get(0), layout.ownCell)
                .rest(layout.isSink)
                .score(layout.slotGate.get(0).dimension(), layout.isSink, 1)
                .hide(layout.isRow, layout.isVariable)
                .rest(layout.isRow, layout.isMessage);
        for (int s = 0; s < layout.states; s++) {
            int entry = layout.entry(layout.states, s);
            Map<Integer, Double> message = Map.of(
                    layout.message.at(entry), 1.0, layout.impossible.at(entry), layout.bounds.impossibleWeight());
            sum.move(message, layout.belief.at(s), layout.bounds.sumDenominator());
            earlier.move(message, layout.filtered.at(s), 1);
        }
        return ExplainedLayer.of(
                "read",
                List.of(
                        sum.build("AND: adds what both sides know to the belief of a variable"),
                        earlier.build("AND: adds what the side before a variable knows to its filtered belief")),
                ExplainedUnits.none(layout.residual.modelDim()));
    }

    @Override
    public LoopedTransformer loop() {
        return loop;
    }

    @Override
    public Matrix tokens() {
        return tokens.matrix();
    }

    @Override
    public List<Input> inputs() {
        return tokens.inputs();
    }

    /** 0 when the evidence alone has been read, 1 after the scan. */
    @Override
    public OptionalInt roundsShownAfter(int layer) {
        return layer == 0 || layer == loop.body().size() ? OptionalInt.of(layer == 0 ? 0 : 1) : OptionalInt.empty();
    }

    /** The beliefs of all variables, then the filtered ones; what stands there are log-beliefs already. */
    @Override
    public ReadOut readOut(List<Integer> layers) {
        int[] cardinalities = tokens.cardinalities();
        List<Cell> cells = new ArrayList<>();
        for (Subspace block : List.of(layout.belief, layout.filtered)) {
            for (int v = 0; v < cardinalities.length; v++) {
                for (int s = 0; s < cardinalities[v]; s++) {
                    cells.add(new Cell(CellTokens.variableToken(v), block.at(s)));
                }
            }
        }
        return new ReadOut(layers, cells, Matrix.identity(cells.size()), twice(cardinalities));
    }

    private static List<Integer> twice(int[] cardinalities) {
        return Stream.of(cardinalities, cardinalities)
                .flatMapToInt(Arrays::stream)
                .boxed()
                .toList();
    }

    @Override
    public BeliefCoding coding() {
        return new ScanCoding(twice(tokens.cardinalities()), layout.bounds);
    }

    @Override
    public TokenOrigin origin(int token) {
        return tokens.origin(token);
    }

    @Override
    public ExplainedLoop explained() {
        return explained;
    }
}
