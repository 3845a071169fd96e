package org.deciban.heads.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.deciban.heads.tasks.Facts;
import org.deciban.tunnels.Intervention;
import org.deciban.tunnels.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
    private static double[] asked(ConstructedModel model, Facts facts, int subject) {
        int[] position = {Facts.symbol(subject)};
        return model.predict(facts.everySubject(), position, Intervention.NONE)[0];
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatIsHeldIsSaid(int radius) {
        Facts facts = Facts.draw(new SplittableRandom(4), 32, 7, 12);
        FeedForwardMemory memory = FeedForwardMemory.of(facts, radius);
        facts.held()
                .forEach((subject, object) -> assertThat(asked(memory.model(), facts, subject)[object])
                        .isCloseTo(1, within(1e-9)));
    }

    @Test
    void aMissIsAllObjectsAlikeAtRadiusOneAndTheNeighboursBeyond() {
        // 0 is held; 1 is one bit away, 3 two bits.
        Facts facts = new Facts(4, 3, new TreeMap<>(Map.of(0, 2)));
        assertThat(asked(FeedForwardMemory.of(facts, 1).model(), facts, 1))
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0, 0}, within(1e-12));
        assertThat(asked(FeedForwardMemory.of(facts, 2).model(), facts, 1))
                .containsExactly(new double[] {0, 0, 1, 0}, within(1e-12));
        assertThat(asked(FeedForwardMemory.of(facts, 2).model(), facts, 3))
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0, 0}, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anEditedFactIsTheOnlyOneThatChanges(int radius) {
        Facts facts = Facts.draw(new SplittableRandom(4), 32, 7, 12);
        FeedForwardMemory memory = FeedForwardMemory.of(facts, radius);
        for (int subject : memory.subjects()) {
            int object = (facts.held().get(subject) + 3) % 7;
            ConstructedModel edited = memory.edited(subject, object);
            assertThat(asked(edited, facts, subject)[object]).isCloseTo(1, within(1e-9));
            for (int other : memory.subjects()) {
                if (other != subject) {
                    assertThat(asked(edited, facts, other)[facts.held().get(other)])
                            .isCloseTo(1, within(1e-9));
                }
            }
        }
    }

    /** 2I and the adjacency of a ring of four, whose least eigenvalue is −2. */
    @Test
    void fourSubjectsInARingCannotBeHeldAtRadiusTwo() {
        Facts ring = new Facts(8, 3, new TreeMap<>(Map.of(0, 0, 1, 1, 3, 2, 2, 1)));
        assertThat(FeedForwardMemory.canHold(ring, 1)).isTrue();
        assertThat(FeedForwardMemory.canHold(ring, 2)).isFalse();
        assertThatThrownBy(() -> FeedForwardMemory.of(ring, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("linearly at radius 2");
    }

    @Test
    void whatIsNotHeldCannotBeEdited() {
        Facts facts = new Facts(4, 3, new TreeMap<>(Map.of(0, 2)));
        assertThatThrownBy(() -> FeedForwardMemory.of(facts, 1).edited(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("held");
    }

    /** Against the solution of the linear system u · k_j = [j = edited] by QR. */
    @Test
    void theDualOfIndependentKeysSolvesTheLinearSystem() {
        RandomGenerator random = new SplittableRandom(9);
        int n = 6;
        double[][] keys = new double[n][n];
        for (double[] key : keys) {
            for (int i = 0; i < n; i++) {
                key[i] = random.nextGaussian();
            }
        }
        for (int edited = 0; edited < n; edited++) {
            RealMatrix right = new Array2DRowRealMatrix(n, 1);
            right.setEntry(edited, 0, 1);
            double[] solution = new QRDecomposition(new Array2DRowRealMatrix(keys))
                    .getSolver()
                    .solve(right)
                    .getColumn(0);
            assertThat(RankOneEdit.dual(keys, keys[edited])).containsExactly(solution, within(1e-9));
        }
    }

    /**
     * With more keys than units no update leaves all others alone; the one of ROME changes them least: by Lagrange, {@code C u} is a
     * multiple of k*, so that any other u with u · k* = 1 has a larger {@code Σ_j (u · k_j)²}.
     */
    @Test
    void withMoreKeysThanUnitsTheUpdateChangesOthersLeast() {
        RandomGenerator random = new SplittableRandom(10);
        double[][] keys = new double[9][4];
        for (double[] key : keys) {
            for (int i = 0; i < key.length; i++) {
                key[i] = random.nextGaussian();
            }
        }
        double[] best = RankOneEdit.dual(keys, keys[0]);
        assertThat(dot(best, keys[0])).isCloseTo(1, within(1e-9));
        for (int i = 0; i < 200; i++) {
            double[] other = best.clone();
            for (int d = 0; d < other.length; d++) {
                other[d] += 0.1 * random.nextGaussian();
            }
            double along = dot(other, keys[0]);
            for (int d = 0; d < other.length; d++) {
                other[d] /= along;
            }
            assertThat(squares(other, keys)).isGreaterThanOrEqualTo(squares(best, keys) - 1e-12);
        }
    }

    private static double squares(double[] direction, double[][] keys) {
        double sum = 0;
        for (double[] key : keys) {
            sum += dot(direction, key) * dot(direction, key);
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void aMemoryWithoutADetectorAnswersByTheNearest() {
        Facts facts = new Facts(8, 3, new TreeMap<>(Map.of(0, 2, 7, 1)));
        AttentionMemory memory = AttentionMemory.of(facts, HeadConstruction.HARD, false);
        assertThat(asked(memory.model(), facts, 1)).containsExactly(new double[] {0, 0, 1, 0}, within(1e-12));
        assertThat(asked(memory.model(), facts, 6)).containsExactly(new double[] {0, 1, 0, 0}, within(1e-12));
        AttentionMemory detecting = AttentionMemory.of(facts, HeadConstruction.HARD, true);
        assertThat(asked(detecting.model(), facts, 1)).containsExactly(new double[] {0, 0, 0, 1}, within(1e-12));
        assertThat(asked(detecting.model(), facts, 7)).containsExactly(new double[] {0, 1, 0, 0}, within(1e-12));
    }

    @Test
    void sequencesOfAnotherVocabularyAreRefused() {
        Facts facts = new Facts(4, 3, new TreeMap<>(Map.of(0, 2)));
        ConstructedModel model = FeedForwardMemory.of(facts, 1).model();
        assertThatThrownBy(() -> model.record(TokenSequence.ofSymbols(new int[] {0, 1}, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vocabulary of 5");
        assertThatThrownBy(() -> model.record(TokenSequence.ofSymbols(new int[] {1, 1}, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position 0");
    }
}
