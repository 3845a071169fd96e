package org.deciban.transformer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that an engine has to know: a transformer, the tokens that it runs on, which entries of them differ from run to run, and
 * what is read off in the end.
 *
 * @param transformer the weights
 * @param tokens the embedded tokens, shape {@code [tokens, d]}; at the inputs, their default
 * @param inputs the entries that a run replaces, each cell once
 * @param readOut what a run returns
 */
public record Program(Transformer transformer, Matrix tokens, List<Input> inputs, ReadOut readOut) {

    /**
     * @throws IllegalArgumentException naming what lies outside the tokens or layers, or stands twice
     */
    public Program {
        inputs = List.copyOf(inputs);
        int d = transformer.layout().modelDim();
        if (tokens.rows() == 0 || tokens.columns() != d) {
            throw new IllegalArgumentException("tokens must have shape [tokens ≥ 1, " + d + "], got " + tokens.shape());
        }
        int last = readOut.layers().get(readOut.layers().size() - 1);
        if (last != transformer.layers().size() - 1) {
            throw new IllegalArgumentException("the last layer that is read must be the last of the "
                    + transformer.layers().size() + " layers, got layer " + last);
        }
        Set<Cell> seen = new HashSet<>();
        for (Input input : inputs) {
            requireWithin(tokens, input.cell());
            if (!seen.add(input.cell())) {
                throw new IllegalArgumentException("there are two inputs at " + input.cell());
            }
        }
        readOut.cells().forEach(cell -> requireWithin(tokens, cell));
    }

    private static void requireWithin(Matrix tokens, Cell cell) {
        if (cell.token() < 0
                || cell.token() >= tokens.rows()
                || cell.dimension() < 0
                || cell.dimension() >= tokens.columns()) {
            throw new IllegalArgumentException(cell + " lies outside tokens of shape " + tokens.shape());
        }
    }

    /** This program, read after its last layer alone. */
    public Program readAtTheEnd() {
        List<Integer> last = List.of(transformer.layers().size() - 1);
        return new Program(
                transformer, tokens, inputs, new ReadOut(last, readOut.cells(), readOut.logits(), readOut.states()));
    }

    /** The inputs that the tokens hold. */
    public double[] defaultInputs() {
        return inputs.stream()
                .mapToDouble(
                        input -> tokens.get(input.cell().token(), input.cell().dimension()))
                .toArray();
    }

    /**
     * Checks the inputs of a run.
     *
     * @throws IllegalArgumentException if there are more or fewer than {@link #inputs()}, or one is outside its bounds; NaN is
     */
    public void requireValid(double[] values) {
        if (values.length != inputs.size()) {
            throw new IllegalArgumentException("a run takes " + inputs.size() + " inputs, got " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (!inputs.get(i).allows(values[i])) {
                throw new IllegalArgumentException(
                        "input " + i + " (" + inputs.get(i).cell() + ") must be in ["
                                + inputs.get(i).least() + ", " + inputs.get(i).most() + "], got " + values[i]);
            }
        }
    }

    /**
     * The tokens of a run, shape {@code [tokens, d]}.
     *
     * @throws IllegalArgumentException as {@link #requireValid}
     */
    public Matrix embed(double[] values) {
        requireValid(values);
        return tokens.with(inputs.stream().map(Input::cell).toList(), values);
    }
}
