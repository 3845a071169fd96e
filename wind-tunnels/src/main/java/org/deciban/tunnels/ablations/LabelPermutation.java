package org.deciban.tunnels.ablations;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.tasks.AssociativeRecall;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;
import org.deciban.tunnels.tasks.RandomOrder;

/**
 * Other names for what a task speaks of. The posterior of the renamed sequence is the renamed posterior: a model that infers gives
 * the renamed answer, and one that knows names by heart does not.
 *
 * <p>Immutable.
 */
public final class LabelPermutation {
    private final String what;
    private final int[] outcomes;
    private final UnaryOperator<TokenSequence> renaming;

    private LabelPermutation(String what, int[] outcomes, UnaryOperator<TokenSequence> renaming) {
        this.what = what;
        this.outcomes = outcomes;
        this.renaming = renaming;
    }

    /**
     * Draws new names, every permutation alike.
     *
     * @return in a bijection and in recall for keys and values, in a hidden Markov model for states and symbols; empty for a task
     *     of which that is not known here
     */
    public static Optional<LabelPermutation> draw(AnalyticTask task, RandomGenerator random) {
        if (task instanceof Bijection bijection) {
            return Optional.of(keysAndValues(0, bijection.values(), random));
        }
        if (task instanceof AssociativeRecall recall) {
            return Optional.of(keysAndValues(1, recall.vocabulary(), random));
        }
        if (task instanceof HmmFiltering hmm) {
            int[] states = RandomOrder.draw(hmm.states(), random);
            int[] symbols = RandomOrder.draw(hmm.symbols(), random);
            return Optional.of(
                    new LabelPermutation("states and symbols", states, t -> renamed(hmm, t, states, symbols)));
        }
        return Optional.empty();
    }

    private static LabelPermutation keysAndValues(int firstKey, int size, RandomGenerator random) {
        int[] keys = RandomOrder.draw(size, random);
        int[] values = RandomOrder.draw(size, random);
        return new LabelPermutation("keys and values", values, tokens -> {
            int[] symbols = tokens.symbols();
            for (int position = 0; position < symbols.length; position++) {
                int index = symbols[position] - firstKey;
                if (index >= 0) {
                    symbols[position] = firstKey + (index < size ? keys[index] : size + values[index - size]);
                }
            }
            return TokenSequence.ofSymbols(symbols, tokens.width());
        });
    }

    /** T'[s(i)][s(j)] = T[i][j], E'[s(i)][o(k)] = E[i][k], and o(k) is observed instead of k. */
    private static TokenSequence renamed(HmmFiltering hmm, TokenSequence tokens, int[] states, int[] symbols) {
        int[] old = tokens.symbols();
        int[] renamed = old.clone();
        int transition = 1;
        int emission = states.length * states.length + 2;
        int firstSymbol = tokens.width() - symbols.length;
        for (int i = 0; i < states.length; i++) {
            for (int j = 0; j < states.length; j++) {
                renamed[transition + states[i] * states.length + states[j]] = old[transition + i * states.length + j];
            }
            for (int k = 0; k < symbols.length; k++) {
                renamed[emission + states[i] * symbols.length + symbols[k]] = old[emission + i * symbols.length + k];
            }
        }
        for (int position = hmm.headerLength(); position < old.length; position++) {
            renamed[position] = firstSymbol + symbols[old[position] - firstSymbol];
        }
        return TokenSequence.ofSymbols(renamed, tokens.width());
    }

    /** What has other names. */
    public String what() {
        return what;
    }

    /** The sequence in the new names. */
    public TokenSequence renamed(TokenSequence tokens) {
        return renaming.apply(tokens);
    }

    /**
     * A distribution over outcomes in the new names, in the old ones. What it holds beyond the outcomes of the task stays.
     *
     * @param renamed shape {@code [outcomes]}
     */
    public double[] back(double[] renamed) {
        double[] old = renamed.clone();
        for (int outcome = 0; outcome < outcomes.length; outcome++) {
            old[outcome] = renamed[outcomes[outcome]];
        }
        return old;
    }

    /** What a model answers to the renamed sequence, in the old names: shape {@code [positions, outcomes]}. */
    public double[][] predict(SequenceModel model, LabelledSequence sequence) {
        double[][] answers = model.predict(renamed(sequence.tokens()), sequence.positions());
        double[][] old = new double[answers.length][];
        for (int position = 0; position < answers.length; position++) {
            old[position] = back(answers[position]);
        }
        return old;
    }
}
