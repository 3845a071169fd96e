package org.deciban.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A matrix against the dense array it stands for, with naive loops. */
class MatrixProperties {
    /** Row-major entries of a matrix; many are zero. */
    record Dense(int rows, int columns, List<Double> entries) {
        double at(int row, int column) {
            return entries.get(row * columns + column);
        }

        double[] toArray() {
            return entries.stream().mapToDouble(Double::doubleValue).toArray();
        }

        Matrix toMatrix() {
            return Matrix.ofRowMajor(rows, columns, toArray());
        }
    }

    /** Two of one shape. */
    record Pair(Dense left, Dense right) {}

    @Provide
    Arbitrary<Dense> dense() {
        return shapes().flatMap(shape -> dense(shape.get(0), shape.get(1)));
    }

    @Provide
    Arbitrary<Pair> pairs() {
        return shapes().flatMap(shape -> Combinators.combine(
                        dense(shape.get(0), shape.get(1)), dense(shape.get(0), shape.get(1)))
                .as(Pair::new));
    }

    private static Arbitrary<List<Integer>> shapes() {
        return Arbitraries.integers().between(0, 6).list().ofSize(2);
    }

    private static Arbitrary<Dense> dense(int rows, int columns) {
        Arbitrary<Double> entry = Arbitraries.oneOf(
                Arbitraries.of(0.0, -0.0, 1.0, -1.0, Double.MIN_VALUE, 1e100),
                Arbitraries.doubles().between(-10, 10).ofScale(5));
        return entry.list().ofSize(rows * columns).map(entries -> new Dense(rows, columns, entries));
    }

    @Property
    void theTransposeHasRowsForColumns(@ForAll("dense") Dense dense) {
        Matrix transposed = dense.toMatrix().transposed();
        double[] expected = new double[dense.rows() * dense.columns()];
        for (int r = 0; r < dense.rows(); r++) {
            for (int c = 0; c < dense.columns(); c++) {
                expected[c * dense.rows() + r] = dense.at(r, c);
            }
        }
        assertThat(transposed).isEqualTo(Matrix.ofRowMajor(dense.columns(), dense.rows(), expected));
    }

    @Property
    void everyEntryComesBack(@ForAll("dense") Dense dense) {
        Matrix matrix = dense.toMatrix();
        int nonZeros = 0;
        for (int r = 0; r < dense.rows(); r++) {
            for (int c = 0; c < dense.columns(); c++) {
                assertThat(matrix.get(r, c)).isEqualTo(dense.at(r, c) + 0.0);
                nonZeros += dense.at(r, c) == 0 ? 0 : 1;
            }
        }
        assertThat(matrix.nonZeros()).isEqualTo(nonZeros);
        double[] withoutNegativeZeros =
                Arrays.stream(dense.toArray()).map(e -> e + 0.0).toArray();
        assertThat(matrix.toRowMajor()).containsExactly(withoutNegativeZeros);
    }

    @Property
    void aSumIsTheSumOfTheEntries(@ForAll("pairs") Pair pair) {
        Matrix sum = pair.left().toMatrix().plus(pair.right().toMatrix());
        for (int r = 0; r < sum.rows(); r++) {
            for (int c = 0; c < sum.columns(); c++) {
                assertThat(sum.get(r, c))
                        .isEqualTo(pair.left().at(r, c) + pair.right().at(r, c));
            }
        }
    }

    @Property
    void aRowTimesAVectorIsTheNaiveLoop(@ForAll("dense") Dense dense, @ForAll("offsets") int offset) {
        double[] vector = new double[offset + dense.columns()];
        Arrays.setAll(vector, i -> 0.75 * i - 2);
        for (int r = 0; r < dense.rows(); r++) {
            double naive = 0;
            for (int c = 0; c < dense.columns(); c++) {
                naive += dense.at(r, c) * vector[offset + c];
            }
            assertThat(dense.toMatrix().dotRow(r, vector, offset)).isEqualTo(naive);
        }
    }

    @Property
    void addingARowIsTheNaiveLoop(@ForAll("dense") Dense dense, @ForAll("offsets") int offset) {
        for (int r = 0; r < dense.rows(); r++) {
            double[] target = new double[offset + dense.columns() + 1];
            Arrays.setAll(target, i -> i + 1);
            double[] naive = target.clone();
            for (int c = 0; c < dense.columns(); c++) {
                naive[offset + c] += dense.at(r, c);
            }
            dense.toMatrix().addRowTo(r, target, offset);
            assertThat(target).containsExactly(naive);
        }
    }

    @Property
    void equalityIsOfTheEntries(@ForAll("pairs") Pair pair) {
        boolean same = true;
        for (int i = 0; i < pair.left().entries().size(); i++) {
            same &= pair.left().toArray()[i] == pair.right().toArray()[i];
        }
        Matrix left = pair.left().toMatrix();
        assertThat(left.equals(pair.right().toMatrix())).isEqualTo(same);
        assertThat(left)
                .isEqualTo(pair.left().toMatrix())
                .hasSameHashCodeAs(pair.left().toMatrix());
    }

    @Provide
    Arbitrary<Integer> offsets() {
        return Arbitraries.integers().between(0, 3);
    }
}
