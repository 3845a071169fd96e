package org.deciban.heads.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deciban.heads.construct.FunctionVectorHead;
import org.deciban.heads.construct.HeadConstruction;
import org.deciban.heads.construct.IterationHead;
import org.deciban.heads.construct.NeedleHeads;
import org.deciban.heads.construct.SyntacticHeads;
import org.deciban.heads.detect.AttachmentScore;
import org.deciban.heads.detect.CausalIndirectEffect;
import org.deciban.heads.detect.IterationScores;
import org.deciban.heads.detect.RetrievalScore;
import org.deciban.heads.detect.StreamingScore;
import org.deciban.heads.detect.Tally;
import org.deciban.heads.tasks.Dependencies;
import org.deciban.heads.tasks.Dependencies.Category;
import org.deciban.heads.tasks.FewShot;
import org.deciban.heads.tasks.Needle;
import org.deciban.heads.tasks.Parity;
import org.deciban.tunnels.TokenSequence;

/** Heads whose target has to be computed. */
final class ReadingHeads {
    private static final double HARD = HeadConstruction.HARD;
    private static final int LONGEST_SENTENCE = 64;
    private static final int SENTENCES = 40;
    private static final int PROMPTS = 12;
    /** κ at which the answer of a prompt that says nothing is not certain. */
    private static final double SOFT = 3;

    private ReadingHeads() {}

    static CatalogueEntry iteration(Trial trial) {
        Parity task = new Parity();
        List<Reading> readings = new ArrayList<>();
        for (double price : new double[] {HARD, 0.7}) {
            IterationHead head = IterationHead.of(price);
            RandomGenerator random = new SplittableRandom(trial.seed() + 3);
            List<double[]> diagonals = new ArrayList<>();
            Tally predicted = Tally.NONE;
            Tally peaked = Tally.NONE;
            int length = 0;
            for (int i = 0; i < PROMPTS; i++) {
                TokenSequence tokens = task.draw(random, 32);
                length = tokens.length();
                diagonals.add(IterationScores.diagonal(
                        head.model().record(tokens).attention(IterationHead.LAYER, 0), Parity.separator(tokens)));
                for (int t = 1; t < Parity.separator(tokens); t++) {
                    double weight = Predictions.iteration(length, t, price);
                    predicted = predicted.and(weight);
                    peaked = peaked.and(weight > 0.5 ? 1 : 0);
                }
            }
            String name = "iteration 1.0";
            double chance = 1.0 / length;
            readings.add(new Reading(
                    name,
                    "weight on the bit",
                    price,
                    predicted.mean(),
                    IterationScores.mean(diagonals).mean(),
                    chance));
            readings.add(new Reading(
                    name,
                    "peakiness",
                    price,
                    peaked.mean(),
                    IterationScores.peakiness(diagonals).mean(),
                    0));
            readings.add(new Reading(name, "invariance", price, 1, IterationScores.invariance(diagonals), Double.NaN));
        }
        return entry(trial, IterationHead.of(HARD), "says the parity, bit after bit", trial.longest(), readings);
    }

    static CatalogueEntry needle(Trial trial) {
        Needle task = new Needle(6, 9, 4, 3);
        NeedleHeads hard = NeedleHeads.of(task, trial.longest(), HARD);
        List<Reading> readings = new ArrayList<>();
        List<TokenSequence> sequences = trial.scored(task);
        for (int layer = 0; layer < hard.model().layers(); layer++) {
            for (int head = 0; head < hard.model().heads(layer); head++) {
                boolean retrieves = layer == NeedleHeads.LAYER && head == NeedleHeads.RETRIEVAL;
                Tally found = Tally.NONE;
                Tally chance = Tally.NONE;
                for (TokenSequence tokens : sequences) {
                    double[][] attention = hard.model().record(tokens).attention(layer, head);
                    found = found.and(RetrievalScore.ofNeedle(
                            attention, tokens.symbols(), task.answerPositions(tokens), task.needlePositions(tokens)));
                    chance = chance.and(RetrievalScore.chanceOfNeedle(tokens.length()));
                }
                readings.add(new Reading(
                        hard.model()
                                        .transformer()
                                        .layers()
                                        .get(layer)
                                        .heads()
                                        .get(head)
                                        .name() + " " + layer + "." + head,
                        "retrieval",
                        HARD,
                        retrieves ? 1 : 0,
                        found.mean(),
                        chance.mean()));
            }
        }
        for (double price : new double[] {HARD, 4}) {
            NeedleHeads heads = NeedleHeads.of(task, trial.longest(), price);
            Tally predicted = Tally.NONE;
            Tally measured = Tally.NONE;
            for (TokenSequence tokens : sequences) {
                double[][] attention = heads.model().record(tokens).attention(NeedleHeads.LAYER, NeedleHeads.STREAMING);
                predicted = predicted.and(Predictions.streaming(tokens.length(), task.period(), price));
                measured = measured.and(StreamingScore.mass(attention, tokens.length(), 1, task.period()));
            }
            readings.add(new Reading(
                    "streaming 1.1", "mass on sink and window", price, predicted.mean(), measured.mean(), Double.NaN));
        }
        return entry(trial, hard, "finds a needle in hay, and says how hay goes on", trial.longest(), readings);
    }

    static CatalogueEntry syntactic(Trial trial) {
        int longest = Math.min(LONGEST_SENTENCE, trial.longest());
        Dependencies task = new Dependencies(longest);
        SyntacticHeads heads = SyntacticHeads.of(task, HARD);
        List<Reading> readings = new ArrayList<>();
        for (SyntacticHeads.Place place : SyntacticHeads.PLACES) {
            RandomGenerator random = new SplittableRandom(trial.seed() + 4);
            AttachmentScore score = AttachmentScore.none();
            for (int i = 0; i < SENTENCES; i++) {
                TokenSequence sentence = task.draw(random, 16);
                int[] gold = Dependencies.headsOf(sentence);
                // A subject depends on a verb to its right, an object or the noun of a phrase on what is to its left.
                score = score.and(
                        heads.model().record(sentence).attention(place.layer(), place.head()),
                        gold,
                        token -> token > 0
                                && place.dependents().contains(Category.of(sentence.symbol(token)))
                                && (!place.dependents().contains(Category.NOUN)
                                        || place.layer() == 1 == gold[token] > token));
            }
            readings.add(new Reading(
                    place.name() + " " + place.layer() + "." + place.head(),
                    "unlabelled attachment",
                    HARD,
                    1,
                    score.attached().mean(),
                    score.bestFixedOffset().mean()));
        }
        return entry(trial, heads, "says which word a word depends on", longest, readings);
    }

    static CatalogueEntry functionVector(Trial trial) {
        FewShot task = FewShot.standard(8);
        FunctionVectorHead head = FunctionVectorHead.of(task, trial.longest(), HARD, SOFT);
        RandomGenerator random = new SplittableRandom(trial.seed() + 5);
        Tally predicted = Tally.NONE;
        Tally measured = Tally.NONE;
        double farthest = 0;
        for (int relation = 0; relation < task.relations().size(); relation++) {
            List<TokenSequence> shown = new ArrayList<>();
            for (int i = 0; i < PROMPTS; i++) {
                shown.add(task.draw(random, 12, relation));
            }
            double[] vector = CausalIndirectEffect.meanOutput(head.model(), shown, FunctionVectorHead.LAYER, 0);
            double[] theory = head.vector(relation);
            for (int i = 0; i < vector.length; i++) {
                farthest = Math.max(farthest, Math.abs(vector[i] - theory[i]));
            }
            TokenSequence prompt = task.drawUninformative(random, 12);
            int answer = task.apply(relation, prompt.symbol(prompt.length() - 1) - FewShot.inputSymbol(0));
            predicted = predicted.and(effect(task, prompt, relation));
            measured = measured.and(
                    CausalIndirectEffect.of(head.model(), prompt, FunctionVectorHead.LAYER, 0, vector, answer));
        }
        List<Reading> readings = List.of(
                new Reading("task 1.0", "causal indirect effect, κ = 3", HARD, predicted.mean(), measured.mean(), 0),
                new Reading("task 1.0", "distance of mean output to unit vector", HARD, 0, farthest, Double.NaN));
        return entry(
                trial,
                FunctionVectorHead.of(task, trial.longest(), HARD, HARD),
                "performs the relation that examples show",
                trial.longest(),
                readings);
    }

    /**
     * With c_r the share of the examples that relation r explains, the answer of r has probability {@code e^(κ c_r) / Σ}, over what the
     * relations answer and as many outcomes as are left with e^0; with the vector, {@code e^κ / (e^κ + outcomes − 1)}.
     */
    private static double effect(FewShot task, TokenSequence prompt, int relation) {
        int last = prompt.length() - 1;
        int asked = prompt.symbol(last) - FewShot.inputSymbol(0);
        double[] logits = new double[task.size()];
        int examples = (prompt.length() - 2) / 2;
        for (int r = 0; r < task.relations().size(); r++) {
            int explained = 0;
            for (int example = 0; example < examples; example++) {
                int input = prompt.symbol(2 * example + 1) - FewShot.inputSymbol(0);
                explained += prompt.symbol(2 * example + 2) == task.outputSymbol(task.apply(r, input)) ? 1 : 0;
            }
            logits[task.apply(r, asked)] += SOFT * explained / examples;
        }
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        double before = Math.exp(logits[task.apply(relation, asked)]) / sum;
        return Math.exp(SOFT) / (Math.exp(SOFT) + task.size() - 1) - before;
    }

    private static CatalogueEntry entry(
            Trial trial, HeadConstruction construction, String does, int longest, List<Reading> readings) {
        return new CatalogueEntry(
                construction.name(), does, trial.inputs(), longest, trial.worstError(construction, longest), readings);
    }
}
