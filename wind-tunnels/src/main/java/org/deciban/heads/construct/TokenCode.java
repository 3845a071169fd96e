package org.deciban.heads.construct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;
import org.deciban.tunnels.TokenSequence;

/**
 * What the tokens of a constructed model carry: the symbol, one-hot; a one; whether it is the start; and the position in two codes.
 *
 * <p><b>One-hot and thermometer</b>, for a greatest length N: {@code here_j = [p = j]} and {@code after_j = [p > j]}. A query at q that
 * scores {@code −β} times {@code here · after} is blind to what comes after it and adds exactly 0 to all else. No shorter code does:
 * a matrix that is 0 for p ≤ q and not 0 for p = q + 1 has rank N − 1.
 *
 * <p><b>Place and square</b>, p and p², for any length: {@code β(2tp − p²)} is greatest at p = t, by β at least, and differs from
 * {@code −β(p − t)²} by a constant of the query. Integers up to 2^53 are exact, so that the code holds for β·p² below that.
 *
 * <p>After the tokens of the sequence stand those that the model has besides. All blocks beyond these are empty, for heads to write to.
 */
final class TokenCode {
    /** The most tokens of the second code: 2048 · (2^21)² is 2^53. */
    static final int MOST_PLACES = 1 << 21;

    final ResidualLayout layout;
    final int vocabulary;
    final int maximumLength;
    final Subspace one;
    final Subspace start;
    final Subspace symbol;
    final Subspace place;
    final Subspace square;
    private final Optional<Subspace> here;
    private final Optional<Subspace> after;
    private final Map<Integer, Map<Integer, Double>> featuresOfSymbols;
    private final List<Map<Integer, Double>> extras;

    private TokenCode(Builder builder) {
        this.layout = builder.blocks.build();
        this.vocabulary = builder.vocabulary;
        this.maximumLength = builder.maximumLength;
        this.one = layout.subspace("one");
        this.start = layout.subspace("start");
        this.symbol = layout.subspace("symbol");
        this.place = layout.subspace("place");
        this.square = layout.subspace("square");
        this.here = layout.findSubspace("here");
        this.after = layout.findSubspace("after");
        this.featuresOfSymbols = builder.featuresOfSymbols;
        this.extras = List.copyOf(builder.extras);
    }

    /** With both codes of positions, for up to N tokens. */
    static Builder bounded(int vocabulary, int maximumLength) {
        if (vocabulary < 2 || maximumLength < 2) {
            throw new IllegalArgumentException("a constructed model must have ≥ 2 symbols and room for ≥ 2 tokens, got "
                    + vocabulary + " and " + maximumLength);
        }
        return new Builder(vocabulary, maximumLength, true);
    }

    /** With the second code alone, for any number of tokens. */
    static Builder unbounded(int vocabulary) {
        return new Builder(vocabulary, MOST_PLACES, false);
    }

    /** Lays out what tokens carry. */
    static final class Builder {
        private final ResidualLayout.Builder blocks = ResidualLayout.builder();
        private final int vocabulary;
        private final int maximumLength;
        private final Map<Integer, Map<Integer, Double>> featuresOfSymbols = new LinkedHashMap<>();
        private final List<Map<Integer, Double>> extras = new ArrayList<>();

        private Builder(int vocabulary, int maximumLength, boolean bounded) {
            this.vocabulary = vocabulary;
            this.maximumLength = maximumLength;
            blocks.add("one", 1);
            blocks.add("start", 1);
            blocks.add("symbol", vocabulary);
            blocks.add("place", 1);
            blocks.add("square", 1);
            if (bounded) {
                blocks.add("here", maximumLength);
                blocks.add("after", maximumLength);
            }
        }

        /** A block for heads to write to, or for {@link #feature} and {@link #extra}. */
        Subspace block(String name, int size) {
            return blocks.add(name, size);
        }

        /** A number that every token of a symbol carries. */
        Builder feature(int ofSymbol, int dimension, double value) {
            featuresOfSymbols.computeIfAbsent(ofSymbol, s -> new TreeMap<>()).put(dimension, value);
            return this;
        }

        /** A token after those of the sequence, which carries a one and these numbers. */
        Builder extra(Map<Integer, Double> features) {
            extras.add(features);
            return this;
        }

        TokenCode build() {
            return new TokenCode(this);
        }
    }

    int modelDim() {
        return layout.modelDim();
    }

    /** The tokens that the model has besides those of a sequence. */
    int extraTokens() {
        return extras.size();
    }

    /** The one-hot position, size N. */
    Subspace here() {
        return here.orElseThrow(() -> new IllegalStateException("the code of any length has no one-hot positions"));
    }

    /** The thermometer, size N. */
    Subspace after() {
        return after.orElseThrow(() -> new IllegalStateException("the code of any length has no thermometer"));
    }

    /**
     * The tokens of a sequence, and those after them.
     *
     * @return shape {@code [tokens + extra tokens, d]}
     * @throws IllegalArgumentException if the sequence is of another vocabulary, longer than there is room for, or has a start
     *     elsewhere than at its beginning
     */
    Matrix embed(TokenSequence tokens) {
        requireFit(tokens);
        Matrix.Builder rows = Matrix.builder(tokens.length() + extras.size(), modelDim());
        for (int position = 0; position < tokens.length(); position++) {
            append(rows, features(tokens.symbol(position), position));
        }
        for (Map<Integer, Double> extra : extras) {
            TreeMap<Integer, Double> row = new TreeMap<>(extra);
            row.put(one.dimension(), 1.0);
            append(rows, row);
        }
        return rows.build();
    }

    private static void append(Matrix.Builder rows, TreeMap<Integer, Double> row) {
        row.forEach(rows::append);
        rows.endRow();
    }

    private TreeMap<Integer, Double> features(int symbolHere, int position) {
        TreeMap<Integer, Double> row = new TreeMap<>(featuresOfSymbols.getOrDefault(symbolHere, Map.of()));
        row.put(one.dimension(), 1.0);
        row.put(start.dimension(), position == 0 ? 1.0 : 0.0);
        row.put(symbol.at(symbolHere), 1.0);
        row.put(place.dimension(), (double) position);
        row.put(square.dimension(), (double) position * position);
        here.ifPresent(block -> row.put(block.at(position), 1.0));
        after.ifPresent(block -> {
            for (int j = 0; j < position; j++) {
                row.put(block.at(j), 1.0);
            }
        });
        return row;
    }

    private void requireFit(TokenSequence tokens) {
        if (!tokens.isSymbolic() || tokens.width() != vocabulary) {
            throw new IllegalArgumentException("the model takes symbols of a vocabulary of " + vocabulary + ", got "
                    + (tokens.isSymbolic() ? "one of " + tokens.width() : "features"));
        }
        if (tokens.length() > maximumLength) {
            throw new IllegalArgumentException("the model has room for " + maximumLength + " tokens, got "
                    + tokens.length() + ". Maybe construct it for longer sequences?");
        }
        for (int position = 0; position < tokens.length(); position++) {
            if ((tokens.symbol(position) == 0) != (position == 0)) {
                throw new IllegalArgumentException("symbol 0 must begin a sequence and stand nowhere else, got "
                        + tokens.symbol(position) + " at position " + position);
            }
        }
    }
}
