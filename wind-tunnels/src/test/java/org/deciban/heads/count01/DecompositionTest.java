package org.deciban.heads.count01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.junit.jupiter.api.Test;

/** Against the forward pass of the model, which does not take anything apart. */
class DecompositionTest {
    private static final Count01Strings TASK = new Count01Strings(12);
    private static final LearnedSpec SPEC = LearnedSpec.transformer(TASK, 12, 3, 1, 0);

    private static LearnedModel model(long seed, String zeroed) {
        RandomGenerator random = new SplittableRandom(seed);
        return new LearnedModel(LearnedWeights.of(
                SPEC,
                shape -> shape.name().matches(zeroed)
                        ? new double[shape.size()]
                        : random.doubles(shape.size(), -1, 1).toArray(),
                Map.of()));
    }

    private static double[] softmax(double[] logits) {
        double[] powers = Arrays.stream(logits).map(Math::exp).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    @Test
    void headsAndRestAddUpToTheLogits() {
        for (long seed = 0; seed < 5; seed++) {
            LearnedModel model = model(seed, "none");
            LabelledSequence sequence = TASK.draw(new SplittableRandom(seed));
            double[][] said = model.predict(sequence.tokens(), sequence.positions());
            List<Vote> votes = new Decomposition(model).votes(sequence);
            for (int p = 0; p < 3; p++) {
                assertThat(votes.get(p).label()).isEqualTo(sequence.labels()[p]);
                assertThat(softmax(votes.get(p).logits())).containsExactly(said[p], within(1e-12));
            }
        }
    }

    @Test
    void aHeadThatWritesNothingAddsNothing() {
        LearnedModel whole = model(1, "none");
        LearnedModel changed = new LearnedModel(LearnedWeights.of(
                SPEC,
                shape -> {
                    double[] values = whole.weights().values(shape.name());
                    if (shape.name().equals("layer.0.attention.output.weight")) {
                        Arrays.fill(values, 4 * 12, 8 * 12, 0);
                    }
                    return values;
                },
                Map.of()));
        Vote vote = new Decomposition(changed).votes(TASK.of(0, 1, 1, 2)).get(1);
        assertThat(vote.head(1)).containsOnly(0);
        assertThat(vote.head(0)).doesNotContain(0);
        assertThat(vote.head(2)).doesNotContain(0);
    }

    /** A model that weighs all tokens alike and knows no positions sees a factor of 2 as every such symbol twice, and 0 as none. */
    @Test
    void factorsAreOtherCountsWhereAllTokensWeighAlike() {
        LearnedModel alike = model(2, "embedding.position|layer.0.attention.query.weight");
        assertFactors(alike, new AttentionFactors(1, 1e-300), string -> string.replace("2", ""));
        assertFactors(alike, new AttentionFactors(2, 1), string -> string.replace("0", "00"));
        assertFactors(
                alike,
                new AttentionFactors(3, 2),
                string -> string.replace("0", "000").replace("2", "22"));
    }

    private static void assertFactors(LearnedModel model, AttentionFactors factors, UnaryOperator<String> other) {
        Decomposition decomposition = new Decomposition(model);
        for (String string : List.of("012", "1120", "22101", "0")) {
            double[] changed =
                    decomposition.votes(sequence(string), factors).get(1).logits();
            double[] counted =
                    decomposition.votes(sequence(other.apply(string))).get(1).logits();
            assertThat(changed).containsExactly(counted, within(1e-12));
        }
    }

    private static LabelledSequence sequence(String string) {
        return TASK.of(string.chars().map(c -> c - '0').toArray());
    }

    @Test
    void factorsOfOneChangeNothing() {
        LearnedModel model = model(3, "none");
        LabelledSequence sequence = TASK.of(2, 1, 0, 0, 1);
        Decomposition decomposition = new Decomposition(model);
        assertThat(decomposition
                        .votes(sequence, new AttentionFactors(1, 1))
                        .get(2)
                        .logits())
                .containsExactly(decomposition.votes(sequence).get(2).logits());
        assertThatThrownBy(() -> new AttentionFactors(0, 1)).hasMessageContaining("above 0");
    }

    @Test
    void otherModelsAreRefused() {
        LearnedModel deep = new LearnedModel(LearnedWeights.initial(LearnedSpec.transformer(TASK, 12, 3, 2, 0), 1));
        assertThatThrownBy(() -> new Decomposition(deep)).hasMessageContaining("1 layer without feed-forward");
        LearnedModel fed = new LearnedModel(LearnedWeights.initial(LearnedSpec.transformer(TASK, 12, 3, 1, 4), 1));
        assertThatThrownBy(() -> new Decomposition(fed)).hasMessageContaining("1 layer without feed-forward");
        assertThatThrownBy(() -> LearnedCount01.measure(model(1, "none"))).hasMessageContaining("23 positions");
    }
}
