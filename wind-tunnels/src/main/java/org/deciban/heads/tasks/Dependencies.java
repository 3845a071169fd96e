package org.deciban.heads.tasks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.TokenSequence;

/**
 * Sentences of a small grammar, and for every word the word that it depends on:
 *
 * <pre>
 *   S → NP VP      NP → Det Adj* N PP?      VP → V NP?      PP → Adv* P NP
 * </pre>
 *
 * <p>Determiners and adjectives depend on their noun, adverbs on their preposition, a preposition on the noun that it follows, the noun of a phrase on its
 * preposition, subject and object on the verb, and the verb on the root, which the start stands for. Heads are read off a parse:
 * the grammar needs one word of look-ahead.
 */
public final class Dependencies implements HeadTask {
    /** The parts of speech, and which words have them. */
    public enum Category {
        /** Determiners. */
        DETERMINER("the", "a"),
        /** Adjectives. */
        ADJECTIVE("old", "small", "red"),
        /** Nouns. */
        NOUN("dog", "cat", "tree", "house"),
        /** Verbs. */
        VERB("sees", "likes", "finds"),
        /** Prepositions. */
        PREPOSITION("near", "with"),
        /** Adverbs. */
        ADVERB("right", "just");

        private final List<String> words;

        Category(String... words) {
            this.words = List.of(words);
        }

        /** The first symbol of its words. */
        int first() {
            int first = 1;
            for (int before = 0; before < ordinal(); before++) {
                first += values()[before].words.size();
            }
            return first;
        }

        /** The symbols of its words. */
        public List<Integer> symbols() {
            List<Integer> symbols = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                symbols.add(first() + i);
            }
            return symbols;
        }

        /**
         * The category of a symbol.
         *
         * @throws IllegalArgumentException if it is no word
         */
        public static Category of(int symbol) {
            return Arrays.stream(values())
                    .filter(category -> category.symbols().contains(symbol))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("symbol " + symbol + " is no word"));
        }
    }

    private static final int SHORTEST = 4;

    private final int longest;

    /**
     * @param longest the most tokens of a sentence, the start with it, which is also the number of outcomes
     * @throws IllegalArgumentException if there is no such sentence
     */
    public Dependencies(int longest) {
        this.longest = HeadTask.requireLength(longest, SHORTEST);
    }

    @Override
    public List<String> symbols() {
        List<String> names = new ArrayList<>(List.of("^"));
        for (Category category : Category.values()) {
            names.addAll(category.words);
        }
        return List.copyOf(names);
    }

    /** Positions: the root, then the words. */
    @Override
    public List<String> outcomes() {
        List<String> names = new ArrayList<>(List.of("root"));
        for (int position = 1; position < longest; position++) {
            names.add("word " + position);
        }
        return List.copyOf(names);
    }

    @Override
    public int minimumLength() {
        return SHORTEST;
    }

    @Override
    public TokenSequence draw(RandomGenerator random, int length) {
        int room = Math.min(HeadTask.requireLength(length, SHORTEST), longest);
        List<Integer> sentence = new ArrayList<>(List.of(START));
        // The verb, and what is left after the shortest subject, is shared out as it comes.
        nounPhrase(random, sentence, room - 1);
        sentence.add(word(random, Category.VERB));
        if (room - sentence.size() >= 2 && random.nextInt(4) > 0) {
            nounPhrase(random, sentence, room);
        }
        return TokenSequence.ofSymbols(
                sentence.stream().mapToInt(Integer::intValue).toArray(),
                symbols().size());
    }

    /** Adds a noun phrase that ends before a position. */
    private static void nounPhrase(RandomGenerator random, List<Integer> sentence, int end) {
        sentence.add(word(random, Category.DETERMINER));
        while (end - sentence.size() >= 2 && random.nextInt(3) == 0) {
            sentence.add(word(random, Category.ADJECTIVE));
        }
        sentence.add(word(random, Category.NOUN));
        if (end - sentence.size() >= 3 && random.nextInt(5) < 2) {
            while (end - sentence.size() >= 4 && random.nextInt(3) == 0) {
                sentence.add(word(random, Category.ADVERB));
            }
            sentence.add(word(random, Category.PREPOSITION));
            nounPhrase(random, sentence, end);
        }
    }

    private static int word(RandomGenerator random, Category category) {
        return category.first() + random.nextInt(category.words.size());
    }

    /**
     * The head of every token, by a parse; 0 for the verb and for the start.
     *
     * @throws IllegalArgumentException if this is no sentence of the grammar
     */
    public static int[] headsOf(TokenSequence sentence) {
        return new Parse(sentence).heads();
    }

    @Override
    public double[][] expected(TokenSequence tokens, int[] positions) {
        int[] heads = headsOf(tokens);
        double[][] expected = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            expected[p] = Sequences.certain(heads[positions[p]], longest);
        }
        return expected;
    }

    /** A parse by recursive descent. */
    private static final class Parse {
        private final TokenSequence sentence;
        private final int[] heads;
        private int next = 1;

        Parse(TokenSequence sentence) {
            this.sentence = sentence;
            this.heads = new int[sentence.length()];
        }

        int[] heads() {
            int subject = nounPhrase();
            int verb = take(Category.VERB);
            heads[subject] = verb;
            if (next < sentence.length()) {
                heads[nounPhrase()] = verb;
            }
            if (next < sentence.length()) {
                throw new IllegalArgumentException("the sentence goes on after its object, at position " + next);
            }
            return heads;
        }

        private int nounPhrase() {
            List<Integer> modifiers = new ArrayList<>(List.of(take(Category.DETERMINER)));
            while (sees(Category.ADJECTIVE)) {
                modifiers.add(take(Category.ADJECTIVE));
            }
            int noun = take(Category.NOUN);
            modifiers.forEach(modifier -> heads[modifier] = noun);
            List<Integer> adverbs = new ArrayList<>();
            while (sees(Category.ADVERB)) {
                adverbs.add(take(Category.ADVERB));
            }
            if (!adverbs.isEmpty() || sees(Category.PREPOSITION)) {
                int preposition = take(Category.PREPOSITION);
                adverbs.forEach(adverb -> heads[adverb] = preposition);
                heads[preposition] = noun;
                heads[nounPhrase()] = preposition;
            }
            return noun;
        }

        private boolean sees(Category category) {
            return next < sentence.length() && Category.of(sentence.symbol(next)) == category;
        }

        private int take(Category category) {
            if (!sees(category)) {
                throw new IllegalArgumentException("expected a " + category + " at position " + next);
            }
            return next++;
        }
    }
}
