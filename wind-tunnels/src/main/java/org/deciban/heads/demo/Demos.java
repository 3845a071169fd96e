package org.deciban.heads.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deciban.heads.construct.ConstructedModel;
import org.deciban.heads.construct.Count01Head;
import org.deciban.heads.construct.HeadConstruction;
import org.deciban.heads.construct.InductionHeads;
import org.deciban.heads.construct.IterationHead;
import org.deciban.heads.construct.NeedleHeads;
import org.deciban.heads.demo.Demo.Look;
import org.deciban.heads.demo.Demo.Step;
import org.deciban.heads.tasks.Count01;
import org.deciban.heads.tasks.HeadTask;
import org.deciban.heads.tasks.Induction;
import org.deciban.heads.tasks.Needle;
import org.deciban.heads.tasks.Parity;
import org.deciban.tunnels.Activations;
import org.deciban.tunnels.TokenSequence;

/** The worked examples. */
public final class Demos {
    private static final int LETTERS = 26;
    private static final int MOST_LETTERS = 200;
    private static final int MOST_BITS = 200;
    private static final int MOST_HAY = 512;
    private static final int MOST_COUNTED = 512;

    private Demos() {}

    /** A head that is shown. */
    private record Shown(String name, int layer, int head) {}

    /**
     * Induction on letters: what followed the last of them before.
     *
     * @param letters from a to z, at least 1 and at most 200
     * @throws IllegalArgumentException naming what is no letter
     */
    public static Demo induction(String letters) {
        String text = letters.replace(" ", "").toLowerCase(Locale.ROOT);
        if (!text.matches("[a-z]{1," + MOST_LETTERS + "}")) {
            throw new IllegalArgumentException(
                    "induction takes 1 … " + MOST_LETTERS + " letters from a to z, got '" + letters + "'");
        }
        Induction task = Induction.plain(LETTERS + 1);
        int[] symbols = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            symbols[i + 1] = 1 + text.charAt(i) - 'a';
        }
        TokenSequence tokens = TokenSequence.ofSymbols(symbols, LETTERS + 1);
        ConstructedModel model =
                InductionHeads.of(task, tokens.length(), HeadConstruction.HARD).model();
        List<Step> steps = steps(
                task,
                model,
                tokens,
                task.positions(tokens),
                List.of(new Shown("previous", 0, 0), new Shown("induction", 1, 0)));
        Step last = steps.get(steps.size() - 1);
        double[] expected = task.expected(tokens, new int[] {tokens.length() - 1})[0];
        int likeliest = likeliest(expected);
        return new Demo(
                "[A][B] … [A] → [B]: what followed the same letter before",
                task.text(tokens),
                steps,
                last.says() + shown(last.probability()),
                said(task, expected, likeliest) + shown(expected[likeliest]));
    }

    /**
     * Parity by chain of thought.
     *
     * @param bits zeros and ones, at least 1 and at most 200
     * @throws IllegalArgumentException naming what is no bit
     */
    public static Demo parity(String bits) {
        if (!bits.matches("[01]{1," + MOST_BITS + "}")) {
            throw new IllegalArgumentException("parity takes 1 … " + MOST_BITS + " bits, got '" + bits + "'");
        }
        int[] read = bits.chars().map(bit -> bit - '0').toArray();
        IterationHead head = IterationHead.of(HeadConstruction.HARD);
        Parity task = head.task();
        TokenSequence question = task.question(read);
        List<Integer> generated = head.model().generate(question, Parity.END, read.length + 2);
        int[] all = IntStream.concat(
                        IntStream.of(question.symbols()),
                        generated.stream().limit(generated.size() - 1).mapToInt(Integer::intValue))
                .toArray();
        TokenSequence thought = TokenSequence.ofSymbols(all, task.symbols().size());
        List<Step> steps = steps(
                task,
                head.model(),
                thought,
                IntStream.range(question.length() - 1, thought.length()).toArray(),
                List.of(new Shown("separator", 0, 0), new Shown("iteration", 1, 0)));
        StringBuilder states = new StringBuilder();
        generated.forEach(symbol -> states.append(task.symbols().get(symbol)));
        StringBuilder expected = new StringBuilder();
        int state = 0;
        for (int bit : read) {
            state ^= bit;
            expected.append(state);
        }
        return new Demo(
                "parity by chain of thought: find the separator, read the next bit, say the next state",
                task.text(question),
                steps,
                states.toString(),
                expected.append('$').toString());
    }

    /**
     * Whether 1s outnumber 0s.
     *
     * @param string of 0, 1 and 2, at most 512 of them
     * @throws IllegalArgumentException naming what is no such string
     */
    public static Demo count01(String string) {
        if (!string.matches("[012]{0," + MOST_COUNTED + "}")) {
            throw new IllegalArgumentException(
                    "count01 takes at most " + MOST_COUNTED + " symbols of 0, 1 and 2, got '" + string + "'");
        }
        int[] read = string.chars().map(symbol -> symbol - '0').toArray();
        Count01Head head = Count01Head.of(HeadConstruction.HARD);
        Count01 task = head.task();
        TokenSequence question = task.question(read);
        List<Integer> generated = head.model().generate(question, Count01.END, 2);
        int[] all = Arrays.copyOf(question.symbols(), question.length() + 1);
        all[question.length()] = generated.get(0);
        TokenSequence answered = TokenSequence.ofSymbols(all, task.symbols().size());
        long ones = string.chars().filter(symbol -> symbol == '1').count();
        long zeros = string.chars().filter(symbol -> symbol == '0').count();
        return new Demo(
                "do 1s outnumber 0s? The head weighs 0, 1 and ^ alike, and 2 not at all; a tie is no",
                task.text(question),
                counted(head, answered),
                words(task, generated),
                ones > zeros ? "Y $" : "N $");
    }

    /**
     * For each symbol what would be answered if the string ended there, and how much of the separator's attention the symbol gets; then
     * the end.
     */
    private static List<Step> counted(Count01Head head, TokenSequence answered) {
        Count01 task = head.task();
        int[] all = answered.symbols();
        int balance = head.model().transformer().layout().subspace("balance").dimension();
        List<Step> steps = new ArrayList<>();
        for (int position = 0; position < all.length - 2; position++) {
            int[] symbols = Arrays.copyOf(all, position + 2);
            symbols[position + 1] = Count01.SEPARATOR;
            TokenSequence asked = TokenSequence.ofSymbols(symbols, answered.width());
            Activations activations = head.model().record(asked);
            double weight = activations.attention(0, 0)[position + 1][position];
            double[] said = head.model().predict(asked, new int[] {position + 1})[0];
            int likeliest = likeliest(said);
            steps.add(new Step(
                    position,
                    name(task, asked, position),
                    List.of(new Look("count", position, name(task, asked, position), weight)),
                    String.format(
                            Locale.ROOT,
                            "%s (balance %.4f)",
                            task.outcomes().get(likeliest),
                            activations.residual(0)[position + 1][balance]),
                    said[likeliest]));
        }
        steps.addAll(steps(
                task, head.model(), answered, new int[] {answered.length() - 1}, List.of(new Shown("count", 0, 0))));
        return steps;
    }

    /**
     * A needle in hay that was drawn.
     *
     * @param length the most tokens, at most 512
     * @throws IllegalArgumentException if it is too short or too long
     */
    public static Demo needle(int length, long seed) {
        Needle task = new Needle(5, 9, 4, 3);
        if (length > MOST_HAY) {
            throw new IllegalArgumentException("hay takes at most " + MOST_HAY + " tokens, got " + length);
        }
        TokenSequence tokens = task.draw(new SplittableRandom(seed), length);
        ConstructedModel model =
                NeedleHeads.of(task, tokens.length(), HeadConstruction.HARD).model();
        int[] answers = task.answerPositions(tokens);
        List<Integer> generated = model.generate(tokens.prefix(answers[0] + 1), -1, task.needle());
        int[] symbols = tokens.symbols();
        for (int i = 0; i < task.needle(); i++) {
            symbols[answers[0] + 1 + i] = generated.get(i);
        }
        TokenSequence said = TokenSequence.ofSymbols(symbols, tokens.width());
        List<Step> steps =
                steps(task, model, said, answers, List.of(new Shown("retrieval", 1, 0), new Shown("streaming", 1, 1)));
        return new Demo(
                "a needle in a haystack: retrieval finds it, streaming would go on with hay",
                task.text(tokens.prefix(answers[0] + 1)),
                steps,
                words(task, generated),
                words(
                        task,
                        Arrays.stream(task.needlePositions(tokens))
                                .mapToObj(tokens::symbol)
                                .toList()));
    }

    private static String words(HeadTask task, List<Integer> symbols) {
        return String.join(" ", symbols.stream().map(task.symbols()::get).toList());
    }

    private static List<Step> steps(
            HeadTask task, ConstructedModel model, TokenSequence tokens, int[] positions, List<Shown> heads) {
        Activations activations = model.record(tokens);
        double[][] said = model.predict(tokens, positions);
        List<double[][]> attention = heads.stream()
                .map(head -> activations.attention(head.layer(), head.head()))
                .toList();
        List<Step> steps = new ArrayList<>();
        for (int p = 0; p < positions.length; p++) {
            List<Look> looks = new ArrayList<>();
            for (int h = 0; h < heads.size(); h++) {
                double[] row = attention.get(h)[positions[p]];
                int key = likeliest(row);
                looks.add(new Look(heads.get(h).name(), key, name(task, tokens, key), row[key]));
            }
            int likeliest = likeliest(said[p]);
            steps.add(new Step(
                    positions[p],
                    name(task, tokens, positions[p]),
                    looks,
                    said(task, said[p], likeliest),
                    said[p][likeliest]));
        }
        return steps;
    }

    /** The likeliest outcome; that anything is as likely where all outcomes are alike. */
    private static String said(HeadTask task, double[] distribution, int likeliest) {
        return distribution[likeliest] <= 1.0 / distribution.length + 1e-12
                ? "anything"
                : task.outcomes().get(likeliest);
    }

    private static String name(HeadTask task, TokenSequence tokens, int position) {
        return task.symbols().get(tokens.symbol(position));
    }

    private static int likeliest(double[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] + 1e-12 ? i : best;
        }
        return best;
    }

    private static String shown(double probability) {
        return String.format(Locale.ROOT, " with probability %.4f", probability);
    }
}
