package org.deciban.transformer.trace;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.deciban.transformer.Matrix;

/** What takes the place of an activation: a function of the activation, to be put somewhere by {@link Interventions}. */
@FunctionalInterface
public interface Edit {
    /**
     * The replacement of a value.
     *
     * @return of the same shape
     * @throws IllegalArgumentException if the edit does not fit a value of this shape
     * @throws ArithmeticException if an entry would be infinite
     */
    Matrix apply(HookPoint point, Matrix value);

    /** Zero ablation: every entry becomes 0. */
    static Edit zero() {
        return (point, value) -> Matrix.zeros(value.rows(), value.columns());
    }

    /**
     * Every entry becomes a number.
     *
     * @throws IllegalArgumentException if it is NaN or infinite
     */
    static Edit constant(double number) {
        requireFinite("the constant of an edit", number);
        return (point, value) -> Entries.map(value, (row, column) -> number, point);
    }

    /**
     * Every entry is multiplied by a number: 0 ablates, 1 changes nothing.
     *
     * @throws IllegalArgumentException if it is NaN or infinite
     */
    static Edit scale(double factor) {
        requireFinite("the factor of an edit", factor);
        return map(entry -> factor * entry);
    }

    /** Every entry becomes a function of itself. */
    static Edit map(DoubleUnaryOperator function) {
        return (point, value) ->
                Entries.map(value, (row, column) -> function.applyAsDouble(value.get(row, column)), point);
    }

    /**
     * A vector is added to every row.
     *
     * @param vector as long as a row of the value, finite; copied
     * @throws IllegalArgumentException if an entry is NaN or infinite
     */
    static Edit add(double... vector) {
        double[] added = vector.clone();
        Arrays.stream(added).forEach(entry -> requireFinite("an entry of the vector added by an edit", entry));
        return (point, value) -> {
            if (added.length != value.columns()) {
                throw new IllegalArgumentException("the vector added at " + point + " must have " + value.columns()
                        + " entries, has " + added.length);
            }
            return Entries.map(value, (row, column) -> value.get(row, column) + added[column], point);
        };
    }

    /** Another matrix takes the place of the value, whatever that is. */
    static Edit replaceBy(Matrix other) {
        return (point, value) -> Entries.requireSameShape(point, "the replacement", other, value);
    }

    /**
     * Activation patching: the value that another run had at the same place.
     *
     * <p>Applying it throws {@link IllegalArgumentException} if the trace does not hold that place.
     *
     * @param donor a recording of the other run
     */
    static Edit patch(ForwardTrace donor) {
        return (point, value) -> Entries.requireSameShape(point, "the value of the trace", donor.get(point), value);
    }

    /**
     * Mean ablation: the mean of the values that other runs had at the same place, entry by entry.
     *
     * @param donors recordings of the other runs
     * @throws IllegalArgumentException if there are none
     */
    static Edit mean(List<ForwardTrace> donors) {
        List<ForwardTrace> traces = List.copyOf(donors);
        if (traces.isEmpty()) {
            throw new IllegalArgumentException("a mean over 0 traces. Maybe record some runs first?");
        }
        return (point, value) -> {
            List<Matrix> values = traces.stream()
                    .map(trace -> Entries.requireSameShape(point, "the value of a trace", trace.get(point), value))
                    .toList();
            // Divided before they are added: the sum may be beyond the range of float64, the mean never is.
            return Entries.map(
                    value,
                    (row, column) -> values.stream()
                            .mapToDouble(other -> other.get(row, column) / values.size())
                            .sum(),
                    point);
        };
    }

    /**
     * The same edit on the rows of some tokens alone: in scores and patterns, as query tokens.
     *
     * <p>Applying it throws {@link IllegalArgumentException} if the value has no such row.
     */
    default Edit onTokens(int... tokens) {
        int[] rows = tokens.clone();
        return (point, value) -> Entries.withRowsOf(apply(point, value), rows, value, point);
    }

    /** This edit, then another one on its outcome. */
    default Edit then(Edit next) {
        return (point, value) -> next.apply(point, apply(point, value));
    }

    private static void requireFinite(String what, double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(what + " must be finite, got " + number);
        }
    }
}
