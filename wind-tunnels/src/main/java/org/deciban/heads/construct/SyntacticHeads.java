package org.deciban.heads.construct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deciban.heads.tasks.Dependencies;
import org.deciban.heads.tasks.Dependencies.Category;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Subspace;

/**
 * Heads that look from a word at the word that it depends on, each for some parts of speech.
 *
 * <pre>
 *   layer 0   modifier:     the nearest noun to the right          −B [no noun] − B [k ≤ q] − β k
 *             preposition:  the nearest noun to the left,          −B [no noun] − B [k > q] + β k + B/2 [k = 0]
 *                           else the start
 *             adverb:       the nearest preposition to the right   −B [no preposition] − B [k ≤ q] − β k
 *             noun:         the nearest verb or preposition        −B [neither] − B [k > q] + β k + B/2 [k = 0]
 *                           to the left, else the start            writes whether there was one
 *   layer 1   subject:      the verb, from nouns without           −β [no verb]
 * </pre>
 *
 * <p>with B = 4 β N above any β k; words of other parts of speech look at the start, as in {@link SinkHead}. These rules are those of
 * the grammar: between a modifier and its noun stand modifiers alone, between a noun and its preposition adverbs alone, and what stands nearest before
 * the noun phrase of an object is the verb, before that of a prepositional phrase the preposition; a subject has neither before it. The
 * value is the position, one-hot; the root needs no head, since a verb is one.
 */
public record SyntacticHeads(Dependencies task, ConstructedModel model) implements HeadConstruction {
    /** A head with the parts of speech that it serves. */
    public record Place(String name, int layer, int head, List<Category> dependents) {}

    /** The heads; nouns are served by the last two together. */
    public static final List<Place> PLACES = List.of(
            new Place("modifier", 0, 0, List.of(Category.DETERMINER, Category.ADJECTIVE)),
            new Place("preposition", 0, 1, List.of(Category.PREPOSITION)),
            new Place("adverb", 0, 2, List.of(Category.ADVERB)),
            new Place("noun", 0, 3, List.of(Category.NOUN)),
            new Place("subject", 1, 0, List.of(Category.NOUN)));

    /**
     * For a task, whose longest sentence there is room for.
     *
     * @param price β
     */
    public static SyntacticHeads of(Dependencies task, double price) {
        HeadConstruction.requirePrice(price);
        int longest = task.outcomes().size();
        double block = 4 * price * longest;
        TokenCode.Builder blocks = TokenCode.bounded(task.symbols().size(), longest);
        Subspace head = blocks.block("head", longest);
        Subspace governed = blocks.block("governed", 1);
        TokenCode code = blocks.build();
        Map<Integer, Double> place = Map.of(code.place.dimension(), 1.0);
        HeadWeights modifier = nextOf(code, "modifier", Category.NOUN, price, block)
                .startUnless(are(code, Category.DETERMINER, Category.ADJECTIVE), 4 * block)
                .move(code.here(), 1, head);
        HeadWeights adverb = nextOf(code, "adverb", Category.PREPOSITION, price, block)
                .startUnless(are(code, Category.ADVERB), 4 * block)
                .move(code.here(), 1, head);
        HeadWeights preposition = new HeadWeights("preposition", code)
                .forAll(-block)
                .forKeys(are(code, Category.NOUN), block)
                .match(code.here(), code.after(), 1, -block)
                .forKeys(place, price)
                .start(block / 2)
                .startUnless(are(code, Category.PREPOSITION), 4 * block)
                .move(code.here(), 1, longest - 1, head);
        HeadWeights noun = new HeadWeights("noun", code)
                .forAll(-block)
                .forKeys(are(code, Category.VERB, Category.PREPOSITION), block)
                .match(code.here(), code.after(), 1, -block)
                .forKeys(place, price)
                .start(block / 2)
                .startUnless(are(code, Category.NOUN), 4 * block)
                .move(code.here(), 1, longest - 1, head)
                .move(Map.of(code.one.dimension(), 1.0, code.start.dimension(), -1.0), governed.dimension(), 1);
        Map<Integer, Double> ungoverned = new TreeMap<>(are(code, Category.NOUN));
        ungoverned.put(governed.dimension(), -1.0);
        HeadWeights subject = new HeadWeights("subject", code)
                .forAll(-price)
                .forKeys(are(code, Category.VERB), price)
                .startUnless(ungoverned, 2 * price)
                .move(code.here(), 1, head);
        FeedForward none = FeedForward.none(code.modelDim());
        List<Layer> layers = List.of(
                new Layer(
                        "nearest", List.of(modifier.build(), preposition.build(), adverb.build(), noun.build()), none),
                new Layer("subject", List.of(subject.build()), none));
        List<Map<Integer, Double>> logits = new ArrayList<>();
        logits.add(Weights.anyOf(code.symbol, Category.VERB.symbols(), HARD));
        for (int position = 1; position < longest; position++) {
            logits.add(Map.of(head.at(position), HARD));
        }
        return new SyntacticHeads(task, new ConstructedModel("syntactic", code, layers, ReadOuts.of(code, logits)));
    }

    private static HeadWeights nextOf(TokenCode code, String name, Category category, double price, double block) {
        return new HeadWeights(name, code)
                .forAll(-2 * block)
                .forKeys(are(code, category), block)
                .match(code.here(), code.after(), 1, block)
                .forKeys(Map.of(code.place.dimension(), 1.0), -price);
    }

    private static Map<Integer, Double> are(TokenCode code, Category... categories) {
        List<Integer> symbols = new ArrayList<>();
        for (Category category : categories) {
            symbols.addAll(category.symbols());
        }
        return Weights.anyOf(code.symbol, symbols);
    }

    @Override
    public String name() {
        return "syntactic";
    }
}
