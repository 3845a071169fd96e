package org.deciban.heads.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deciban.heads.construct.AttentionEdits;
import org.deciban.heads.construct.ConstructedModel;
import org.deciban.heads.construct.FeedForwardMemory;
import org.deciban.heads.construct.FunctionVectorHead;
import org.deciban.heads.construct.HeadConstruction;
import org.deciban.heads.construct.NeedleHeads;
import org.deciban.heads.construct.PreviousTokenHead;
import org.deciban.heads.detect.CausalIndirectEffect;
import org.deciban.heads.tasks.Facts;
import org.deciban.heads.tasks.FewShot;
import org.deciban.heads.tasks.Needle;
import org.deciban.heads.tasks.PreviousToken;
import org.deciban.tunnels.Intervention;
import org.deciban.tunnels.TokenSequence;

/** What interventions do to constructed heads, beside what theory says that they do, and that nothing else changes. */
public final class InterventionTables {
    private static final double HARD = HeadConstruction.HARD;
    private static final int SEQUENCES = 12;
    private static final int LENGTH = 48;

    private InterventionTables() {}

    /** All tables, one after the other. */
    public static List<Effect> measure(long seed) {
        List<Effect> effects = new ArrayList<>();
        effects.addAll(removedHeads(seed));
        effects.addAll(movedAttention(seed));
        effects.addAll(functionVectors(seed));
        effects.addAll(editedFacts(seed));
        return effects;
    }

    /** The streaming head removed: the needle is still found. The retrieval head removed: the question is answered by hay. */
    static List<Effect> removedHeads(long seed) {
        Needle task = new Needle(6, 9, 5, 3);
        NeedleHeads heads = NeedleHeads.of(task, LENGTH, HARD);
        RandomGenerator random = new SplittableRandom(seed);
        Intervention[] interventions = {
            Intervention.NONE,
            Intervention.withoutHead(NeedleHeads.LAYER, NeedleHeads.STREAMING),
            Intervention.withoutHead(NeedleHeads.LAYER, NeedleHeads.RETRIEVAL)
        };
        // Needle, hay, and hay said in the place of the needle, for each of these.
        double[][] sums = new double[interventions.length][3];
        for (int i = 0; i < SEQUENCES; i++) {
            TokenSequence tokens = task.draw(random, LENGTH);
            int[] answers = task.answerPositions(tokens);
            int[] hay = task.hayPositions(tokens);
            int[] fluent = IntStream.of(answers)
                    .map(position -> tokens.symbol(position - task.period() + 1))
                    .toArray();
            for (int k = 0; k < interventions.length; k++) {
                double[][] atAnswers = heads.model().predict(tokens, answers, interventions[k]);
                sums[k][0] += mean(atAnswers, next(tokens, answers));
                sums[k][1] += mean(heads.model().predict(tokens, hay, interventions[k]), next(tokens, hay));
                sums[k][2] += mean(atAnswers, fluent);
            }
        }
        double alike = 1.0 / task.symbols().size();
        String streaming = "without the streaming head";
        String retrieval = "without the retrieval head";
        String hay = "P(the next symbol of hay)";
        String needle = "P(the next symbol of the needle)";
        String hallucinated = "P(hay, where the needle is asked for)";
        double n = SEQUENCES;
        return List.of(
                new Effect(streaming, needle, sums[0][0] / n, 1, sums[1][0] / n),
                new Effect(streaming, hay, sums[0][1] / n, alike, sums[1][1] / n),
                new Effect(streaming, hallucinated, sums[0][2] / n, 0, sums[1][2] / n),
                new Effect(retrieval, needle, sums[0][0] / n, 0, sums[2][0] / n),
                new Effect(retrieval, hay, sums[0][1] / n, 1, sums[2][1] / n),
                new Effect(retrieval, hallucinated, sums[0][2] / n, 1, sums[2][2] / n));
    }

    private static int[] next(TokenSequence tokens, int[] positions) {
        return IntStream.of(positions)
                .map(position -> tokens.symbol(position + 1))
                .toArray();
    }

    private static double mean(double[][] distributions, int[] outcomes) {
        return IntStream.range(0, outcomes.length)
                .mapToDouble(p -> distributions[p][outcomes[p]])
                .average()
                .orElseThrow();
    }

    /** One query of the previous-token head looks elsewhere, and says what stands there; no other position changes. */
    static List<Effect> movedAttention(long seed) {
        PreviousToken task = PreviousToken.of(12);
        ConstructedModel model = PreviousTokenHead.of(task, LENGTH, HARD).model();
        RandomGenerator random = new SplittableRandom(seed);
        TokenSequence tokens = task.draw(random, LENGTH);
        int query = LENGTH - 2;
        int key = IntStream.range(1, LENGTH)
                .filter(k -> tokens.symbol(k) != tokens.symbol(query - 1))
                .findFirst()
                .orElseThrow();
        int[] positions = task.positions(tokens);
        double[][] before = model.predict(tokens, positions, Intervention.NONE);
        double[][] after = model.predict(tokens, positions, AttentionEdits.moved(0, 0, query, key));
        String moved = "previous-token head moved to another key at one query";
        double elsewhere = 0;
        for (int p = 0; p < positions.length; p++) {
            elsewhere = positions[p] == query ? elsewhere : Math.max(elsewhere, change(before[p], after[p]));
        }
        int at = query - positions[0];
        return List.of(
                new Effect(
                        moved,
                        "P(the symbol there), at that query",
                        before[at][tokens.symbol(key)],
                        1,
                        after[at][tokens.symbol(key)]),
                new Effect(moved, "largest change of a probability, at all other queries", 0, 0, elsewhere));
    }

    private static double change(double[] before, double[] after) {
        double most = 0;
        for (int i = 0; i < before.length; i++) {
            most = Math.max(most, Math.abs(before[i] - after[i]));
        }
        return most;
    }

    /** A function vector, the mean output of the head on prompts of a relation, is added to prompts without examples. */
    static List<Effect> functionVectors(long seed) {
        FewShot task = FewShot.standard(8);
        FunctionVectorHead head = FunctionVectorHead.of(task, LENGTH, HARD, HARD);
        RandomGenerator random = new SplittableRandom(seed);
        List<Effect> effects = new ArrayList<>();
        for (int relation = 0; relation < task.relations().size(); relation++) {
            List<TokenSequence> shown = new ArrayList<>();
            for (int i = 0; i < SEQUENCES; i++) {
                shown.add(task.draw(random, 12, relation));
            }
            double[] vector = CausalIndirectEffect.meanOutput(head.model(), shown, FunctionVectorHead.LAYER, 0);
            double before = 0;
            double after = 0;
            for (int input = 0; input < task.size(); input++) {
                TokenSequence question = TokenSequence.ofSymbols(
                        new int[] {0, FewShot.inputSymbol(input)},
                        task.symbols().size());
                int answer = task.apply(relation, input);
                before += head.model().predict(question, new int[] {1}, Intervention.NONE)[0][answer] / task.size();
                after += head.model().predict(question, new int[] {1}, FunctionVectorHead.adding(vector, 1))[0][answer]
                        / task.size();
            }
            effects.add(new Effect(
                    "function vector of " + task.relations().get(relation).name() + " added, no examples",
                    "P(the answer)",
                    before,
                    1,
                    after));
        }
        return effects;
    }

    /** One fact is edited by a rank-one update; with keys that overlap, the update along the key changes others as well. */
    static List<Effect> editedFacts(long seed) {
        Facts facts = storable(seed);
        List<Effect> effects = new ArrayList<>();
        for (int radius : new int[] {1, 2}) {
            FeedForwardMemory memory = FeedForwardMemory.of(facts, radius);
            int subject = mostCrowded(memory);
            int object = (facts.held().get(subject) + 1) % facts.objects();
            String edit = "one fact edited, radius " + radius;
            effects.addAll(edited(
                    edit + ", along the dual of its key", memory, memory.edited(subject, object), subject, object, 0));
            effects.addAll(edited(
                    edit + ", along its key",
                    memory,
                    memory.editedAlongKey(subject, object),
                    subject,
                    object,
                    overlap(memory, subject)));
        }
        return effects;
    }

    /** The first facts from a seed on whose keys are independent at radius 2: four subjects in a ring are not. */
    private static Facts storable(long seed) {
        Facts facts = Memories.facts(new Trial(seed, 1, LENGTH));
        for (long next = seed + 1; !FeedForwardMemory.canHold(facts, 2); next++) {
            facts = Memories.facts(new Trial(next, 1, LENGTH));
        }
        return facts;
    }

    private static int mostCrowded(FeedForwardMemory memory) {
        int crowded = memory.subjects().get(0);
        for (int subject : memory.subjects()) {
            crowded = overlap(memory, subject) > overlap(memory, crowded) ? subject : crowded;
        }
        return crowded;
    }

    /** {@code max_j k_j · k / (k · k)} over the other subjects that are held. */
    private static double overlap(FeedForwardMemory memory, int subject) {
        double[] key = memory.key(subject);
        return memory.subjects().stream()
                .filter(other -> other != subject)
                .mapToDouble(other -> dot(memory.key(other), key) / dot(key, key))
                .max()
                .orElse(0);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static List<Effect> edited(
            String edit, FeedForwardMemory memory, ConstructedModel after, int subject, int object, double spill) {
        Facts facts = memory.task();
        TokenSequence all = facts.everySubject();
        double[][] before = memory.model().record(all).residual(0);
        double[][] changed = after.record(all).residual(0);
        double elsewhere = 0;
        for (int other : memory.subjects()) {
            if (other != subject) {
                elsewhere = Math.max(elsewhere, change(before[Facts.symbol(other)], changed[Facts.symbol(other)]));
            }
        }
        int[] position = {Facts.symbol(subject)};
        return List.of(
                new Effect(
                        edit,
                        "P(the new object)",
                        memory.model().predict(all, position, Intervention.NONE)[0][object],
                        1,
                        after.predict(all, position, Intervention.NONE)[0][object]),
                new Effect(edit, "largest change of a value, of all other facts", 0, spill, elsewhere));
    }
}
