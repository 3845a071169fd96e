package org.deciban.compiler.decompile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deciban.compiler.decompile.DecompilerTest.misfits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractStringAssert;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.ModelBounds;
import org.deciban.compiler.internal.lowering.RowAttention;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.Transformer;
import org.junit.jupiter.api.Test;

/** A compiled model with one thing changed is refused, and the thing is named. */
class DecompilerRefusalTest {
    /**
     * Tokens: 0 the sink; 1 rain, 2 wet; 3 and 4 the messages of the pair, 5 that of the single factor; 6 to 11 the rows seen
     * from rain, 12 to 17 from wet, 18 and 19 those of the single factor.
     */
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("rain", "no", "yes")
            .variable("wet", "dry", "damp", "wet")
            .factor(List.of("rain", "wet"), 4, 3, 1, 2, 5, 6)
            .factor(List.of("rain"), 1, 3)
            .build();

    private static final CompiledModel MODEL = BpCompiler.compile(GRAPH, CompilerOptions.exact());
    private static final Transformer TRANSFORMER = MODEL.transformer();
    private static final ResidualLayout LAYOUT = TRANSFORMER.layout();

    private static Transformer with(int layer, UnaryOperator<Layer> change) {
        List<Layer> layers = new ArrayList<>(TRANSFORMER.layers());
        layers.set(layer, change.apply(layers.get(layer)));
        return new Transformer(LAYOUT, layers);
    }

    private static Transformer withHeads(int layer, UnaryOperator<List<AttentionHead>> change) {
        return with(layer, l -> new Layer(l.name(), change.apply(l.heads()), l.feedForward()));
    }

    private static Transformer withFeedForward(int layer, UnaryOperator<FeedForward> change) {
        return with(layer, l -> new Layer(l.name(), l.heads(), change.apply(l.feedForward())));
    }

    private static AbstractStringAssert<?> firstMisfitOf(Transformer transformer) {
        return assertThat(
                misfits(Decompiler.decompile(transformer, MODEL.tokens())).get(0));
    }

    private static AbstractStringAssert<?> firstMisfitOf(Matrix tokens) {
        return assertThat(misfits(Decompiler.decompile(TRANSFORMER, tokens)).get(0));
    }

    private static Matrix changed(Matrix matrix, int row, int column, double value) {
        double[] entries = matrix.toRowMajor();
        entries[row * matrix.columns() + column] = value;
        return Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries);
    }

    private static Matrix scaled(Matrix matrix, double factor) {
        double[] entries =
                Arrays.stream(matrix.toRowMajor()).map(w -> factor * w).toArray();
        return Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries);
    }

    private static Matrix withEntry(int token, String field, int offset, double value) {
        return changed(MODEL.tokens(), token, LAYOUT.subspace(field).at(offset), value);
    }

    /** The field of one token as another has it. */
    private static Matrix withFieldOf(int token, String field, int other) {
        Matrix tokens = MODEL.tokens();
        Subspace block = LAYOUT.subspace(field);
        for (int i = 0; i < block.size(); i++) {
            tokens = changed(tokens, token, block.at(i), MODEL.tokens().get(other, block.at(i)));
        }
        return tokens;
    }

    private static Matrix withCell(int token, int cell) {
        Matrix tokens = MODEL.tokens();
        for (int bit = 0; bit < 3; bit++) {
            int at = LAYOUT.subspace("own_cell").at(2 * bit);
            tokens = changed(tokens, token, at, 1 - (cell >> bit & 1));
            tokens = changed(tokens, token, at + 1, cell >> bit & 1);
        }
        return tokens;
    }

    private static Matrix without(int from, int to) {
        Matrix tokens = MODEL.tokens();
        Matrix.Builder rest = Matrix.builder(tokens.rows() - (to - from), tokens.columns());
        for (int token = 0; token < tokens.rows(); token++) {
            if (token < from || token >= to) {
                tokens.forEachInRow(token, rest::append);
                rest.endRow();
            }
        }
        return rest.build();
    }

    @Test
    void aHeadTooFewIsNamed() {
        int heads = TRANSFORMER.layers().get(0).heads().size();
        firstMisfitOf(withHeads(0, all -> all.subList(0, heads - 1)))
                .isEqualTo("layer 0: found " + (heads - 1) + " heads, expected " + heads + " heads");
        firstMisfitOf(withHeads(0, all -> List.of())).startsWith("layer 0: found no head");
    }

    @Test
    void dampingThatKeepsNothingOrAllIsNoDamping() {
        firstMisfitOf(withHeads(1, all -> List.of()))
                .startsWith("layer 1, head erase")
                .contains("found NaN");
        // The erase head adds what it should take away: as if λ were 2.
        firstMisfitOf(withHeads(1, all -> {
                    List<AttentionHead> heads = new ArrayList<>(all);
                    AttentionHead erase = heads.remove(heads.size() - 1);
                    Matrix wO = scaled(erase.wO(), -1);
                    heads.add(new AttentionHead(erase.name(), erase.wQ(), erase.wK(), erase.wV(), wO));
                    return heads;
                }))
                .startsWith("layer 1, head erase")
                .endsWith("found 1.0, expected λ − 1 with λ in [0, 1)");
    }

    @Test
    void everyPartOfTheFeedForwardIsCompared() {
        int rowPosterior = LAYOUT.subspace("row_posterior").at(0);
        int message = LAYOUT.subspace("message").at(0);
        firstMisfitOf(withFeedForward(1, f -> FeedForward.none(f.modelDim())))
                .startsWith("layer 1: found 0 hidden units, expected 7 hidden units");
        firstMisfitOf(withFeedForward(1, f -> new FeedForward(f.w1(), f.b1(), f.w2(), f.b2(), Activation.RELU)))
                .startsWith("layer 1, unit 0: found MAX, expected LOG_OF_SUM");
        firstMisfitOf(withFeedForward(
                        1, f -> new FeedForward(f.w1(), changed(f.b1(), 2, 0, 0.5), f.w2(), f.b2(), f.activation())))
                .isEqualTo("layer 1, unit 2, bias: found 0.5, expected 0.0");
        firstMisfitOf(withFeedForward(
                        1,
                        f -> new FeedForward(
                                changed(f.w1(), 0, rowPosterior, 2), f.b1(), f.w2(), f.b2(), f.activation())))
                .isEqualTo("layer 1, unit 0, input dimension " + rowPosterior
                        + " (row_posterior): found 2.0, expected 1.0");
        firstMisfitOf(withFeedForward(
                        1,
                        f -> new FeedForward(f.w1(), f.b1(), changed(f.w2(), message, 0, 2), f.b2(), f.activation())))
                .isEqualTo("layer 1, unit 0, output dimension " + message + " (message): found 2.0, expected 1.0");
        firstMisfitOf(withFeedForward(
                        1,
                        f -> new FeedForward(f.w1(), f.b1(), f.w2(), changed(f.b2(), message, 0, 2), f.activation())))
                .isEqualTo("layer 1, output bias dimension " + message + " (message): found 2.0, expected 0.0");
    }

    @Test
    void aScaleOfNoDegreeIsNamed() {
        firstMisfitOf(withHeads(0, all -> {
                    List<AttentionHead> heads = new ArrayList<>(all);
                    AttentionHead sum = heads.get(0);
                    Matrix wV = scaled(sum.wV(), 1.5);
                    heads.set(0, new AttentionHead(sum.name(), sum.wQ(), sum.wK(), wV, sum.wO()));
                    return heads;
                }))
                .startsWith("layer 0, head 0: found sums scaled by")
                .endsWith("expected the three numbers of one largest degree");
    }

    @Test
    void subspacesOfTheRightNamesInAnotherOrderAreRefused() {
        ResidualLayout.Builder builder = ResidualLayout.builder();
        List<Subspace> subspaces = new ArrayList<>(LAYOUT.subspaces());
        Collections.reverse(subspaces);
        subspaces.forEach(subspace -> builder.add(subspace.name(), subspace.size()));
        firstMisfitOf(new Transformer(builder.build(), TRANSFORMER.layers())).startsWith("the residual stream: found ");
    }

    @Test
    void aSubspaceThatIsMissingIsNoBoundOfZero() {
        for (String missing : List.of("slot_variable.0", "message", "own_variable", "own_cell")) {
            ResidualLayout.Builder builder = ResidualLayout.builder();
            LAYOUT.subspaces()
                    .forEach(subspace ->
                            builder.add(subspace.name().equals(missing) ? "other" : subspace.name(), subspace.size()));
            firstMisfitOf(new Transformer(builder.build(), TRANSFORMER.layers()))
                    .startsWith("the residual stream: found ")
                    .endsWith(
                            "expected the subspaces own_variable, own_cell, slot_variable.0, message, … of row attention");
        }
    }

    @Test
    void oneSinkAndAVariableAreNeeded() {
        firstMisfitOf(without(0, 1)).isEqualTo("the tokens: found 0 sinks, expected one sink");
        firstMisfitOf(without(1, 20)).isEqualTo("the tokens: found no variable, expected at least one");
        firstMisfitOf(withEntry(2, "is_variable", 0, 2)).contains("found the kinds [0.0, 2.0, 0.0, 0.0]");
    }

    @Test
    void addressesAreBitsAndEachOccursOnce() {
        // Message 3 has the cell 2, lowest bit first: (1, 0), (0, 1), …
        int bit = LAYOUT.subspace("own_cell").at(0);
        firstMisfitOf(withEntry(3, "own_cell", 1, 1))
                .endsWith("found the pair (1.0, 1.0), expected (1, 0) or (0, 1), a bit of an address");
        firstMisfitOf(withEntry(3, "own_cell", 0, 0)).contains("found the pair (0.0, 0.0)");
        firstMisfitOf(withEntry(3, "own_cell", 3, 2))
                .contains("dimension " + (bit + 2))
                .contains("pair (0.0, 2.0)");
        firstMisfitOf(withEntry(3, "own_cell", 2, 3))
                .contains("dimension " + (bit + 2))
                .contains("pair (3.0, 1.0)");
        firstMisfitOf(withFieldOf(2, "own_variable", 1))
                .startsWith("token 2, ")
                .endsWith("(own_variable): found 0, expected an address from 0 to 1 that no other has");
        firstMisfitOf(withFieldOf(4, "own_cell", 3))
                .endsWith("(own_cell): found 2, expected an address from 2 to 4 that no other has");
        firstMisfitOf(withFieldOf(6, "own_cell", 1))
                .startsWith("token 6, ")
                .endsWith("(own_cell): found 0, expected the cell of a message token");
        // The messages have the cells 2 to 4.
        firstMisfitOf(withCell(6, 7)).endsWith("(own_cell): found 7, expected the cell of a message token");
        firstMisfitOf(withCell(6, 5)).endsWith("(own_cell): found 5, expected the cell of a message token");
        firstMisfitOf(withCell(4, 5))
                .endsWith("(own_cell): found 5, expected an address from 2 to 4 that no other has");
    }

    @Test
    void factorsHaveTheirMessagesAndEachVariableOnce() {
        firstMisfitOf(withEntry(5, "slot_gate.0", 0, -1))
                .startsWith("token 5, ")
                .endsWith("found 1 slots in use, expected slots for the message tokens that follow");
        firstMisfitOf(withFieldOf(4, "own_variable", 3))
                .startsWith("token 4, ")
                .endsWith("(own_variable): found 0, expected the address of a variable token, each once in a factor");
        firstMisfitOf(withEntry(4, "own_variable", 0, 0.5)).contains("(own_variable): found the pair");
    }

    @Test
    void rowsAreThereOnceWithStatesOfTheirVariables() {
        firstMisfitOf(without(6, 12))
                .endsWith("found no rows that can be read, expected at least one row token of this cell");
        // The first row as the second one has it: the state of wet is what they differ in.
        firstMisfitOf(withFieldOf(7, "row.0", 6)).startsWith("token 7, ").contains("found the row of token 6 again");
        firstMisfitOf(withEntry(6, "row.0", 1, 1)).contains("(row.0): found no single 1 in the block");
        firstMisfitOf(withEntry(6, "row.0", 0, 0)).contains("(row.0): found no single 1 in the block");
        firstMisfitOf(withEntry(6, "row.0", 1, 0.5)).contains("(row.0): found no single 1 in the block");
        // Rain has two states, and the block has room for three.
        Matrix third =
                changed(withEntry(6, "out", 0, 0), 6, LAYOUT.subspace("out").at(2), 1);
        assertThat(misfits(Decompiler.decompile(TRANSFORMER, third)))
                .anySatisfy(misfit -> assertThat(misfit)
                        .startsWith("token 6, ")
                        .endsWith("(out): found no state of the variable, expected one of 2 states"));
    }

    /** The tokens of a graph with three factors at a variable, and weights that were made for two. */
    @Test
    void moreFactorsThanTheWeightsCanSumAreNamed() {
        FactorGraph three = FactorGraph.builder()
                .variable("x", "a", "b")
                .factor(List.of("x"), 1, 2)
                .factor(List.of("x"), 3, 1)
                .factor(List.of("x"), 1, 3)
                .build();
        CompiledModel model = BpCompiler.compile(three, CompilerOptions.loopy(1));
        ModelBounds all = model.bounds();
        assertThat(all.maxDegree()).isEqualTo(3);
        ModelBounds fewer = new ModelBounds(all.slots(), all.states(), all.variableBits(), all.cellBits(), 2);
        Transformer forTwo = RowAttention.loop(fewer, 0).unroll(1);
        assertThat(misfits(Decompiler.decompile(forTwo, model.tokens())))
                .containsExactly(
                        "the tokens: found 3 factors at a variable, expected at most 2, which is what the weights can sum");
    }

    @Test
    void noMoreThanFiftyMisfitsAreListed() {
        Matrix tokens = MODEL.tokens();
        Matrix.Builder gathered = Matrix.builder(tokens.rows(), tokens.columns());
        for (int token = 0; token < tokens.rows(); token++) {
            for (int s = 0; s < 3; s++) {
                gathered.append(LAYOUT.subspace("state.0").at(s), 1);
            }
            gathered.endRow();
        }
        assertThat(misfits(Decompiler.decompile(TRANSFORMER, tokens.plus(gathered.build()))))
                .hasSize(50);
    }
}
