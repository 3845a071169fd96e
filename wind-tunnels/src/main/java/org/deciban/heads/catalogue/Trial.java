package org.deciban.heads.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deciban.heads.construct.HeadConstruction;
import org.deciban.heads.detect.PatternScore;
import org.deciban.heads.detect.Tally;
import org.deciban.heads.tasks.HeadTask;
import org.deciban.tunnels.TokenSequence;

/**
 * What the catalogue tries heads on.
 *
 * @param seed of everything that is drawn
 * @param inputs for each task
 * @param longest tokens of an input, at least 32
 */
public record Trial(long seed, int inputs, int longest) {
    /** Sequences that a score is the mean over. */
    private static final int SCORED = 6;
    /** The most tokens of these. */
    private static final int SCORED_LENGTH = 32;

    /**
     * @throws IllegalArgumentException if there is no input, or no room for the shortest of some task
     */
    public Trial {
        if (inputs < 1 || longest < SCORED_LENGTH) {
            throw new IllegalArgumentException("a trial must have ≥ 1 input and room for ≥ " + SCORED_LENGTH
                    + " tokens, got " + inputs + " and " + longest);
        }
    }

    /** Short sequences more often than long ones, whose time grows with the square. */
    TokenSequence draw(HeadTask task, RandomGenerator random, int most) {
        double least = Math.log(task.minimumLength());
        double length = Math.exp(least + random.nextDouble() * (Math.log(most + 1) - least));
        return task.draw(random, Math.max(task.minimumLength(), Math.min(most, (int) length)));
    }

    /** The largest difference from what is expected. */
    double worstError(HeadConstruction construction, int most) {
        RandomGenerator random = new SplittableRandom(seed);
        double worst = 0;
        for (int input = 0; input < inputs; input++) {
            TokenSequence tokens = draw(construction.task(), random, most);
            int[] positions = construction.task().positions(tokens);
            double[][] expected = construction.task().expected(tokens, positions);
            double[][] said = construction.model().predict(tokens, positions);
            for (int p = 0; p < positions.length; p++) {
                for (int outcome = 0; outcome < expected[p].length; outcome++) {
                    worst = Math.max(worst, Math.abs(expected[p][outcome] - said[p][outcome]));
                }
            }
        }
        return worst;
    }

    /** The sequences that scores are the means over. */
    List<TokenSequence> scored(HeadTask task) {
        RandomGenerator random = new SplittableRandom(seed + 1);
        List<TokenSequence> sequences = new ArrayList<>();
        for (int i = 0; i < SCORED; i++) {
            sequences.add(task.draw(random, Math.max(task.minimumLength(), SCORED_LENGTH - i)));
        }
        return sequences;
    }

    /** What theory says of one sequence. */
    interface Theory {
        Tally of(TokenSequence tokens);
    }

    /** A score of a head by its pattern. */
    static Reading pattern(
            HeadConstruction construction,
            String head,
            int layer,
            int index,
            double price,
            PatternScore score,
            List<TokenSequence> sequences,
            Theory theory) {
        Tally predicted = Tally.NONE;
        Tally measured = Tally.NONE;
        Tally chance = Tally.NONE;
        for (TokenSequence tokens : sequences) {
            double[][] attention = construction.model().record(tokens).attention(layer, index);
            predicted = predicted.and(theory.of(tokens));
            measured = measured.and(score.of(attention, tokens.symbols()));
            chance = chance.and(score.chance(tokens.symbols(), attention[0].length, false));
        }
        return new Reading(head, score.label(), price, predicted.mean(), measured.mean(), chance.mean());
    }
}
