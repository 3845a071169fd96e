package org.deciban.proofs.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;

/**
 * The tokens or the read-out: a part without input, which is its own output.
 *
 * @param expected what it is in the reference
 * @param actual what it is in the program
 */
record WholePart(Fault.Place place, String name, Matrix expected, Matrix actual, UnaryOperator<Program> repair)
        implements Part {

    /**
     * The tokens, if they differ.
     *
     * @param describe what a token stands for
     */
    static Optional<Part> tokens(Program reference, Program actual, IntFunction<String> describe) {
        Matrix expected = reference.tokens();
        return Deviation.find(expected, actual.tokens(), 0)
                .map(Deviation::token)
                .map(token -> new Fault.Named(token, describe.apply(token)))
                .map(token -> new WholePart(
                        Fault.Place.tokens(Optional.of(token)),
                        "tokens",
                        expected,
                        actual.tokens(),
                        program -> new Program(program.transformer(), expected, program.inputs(), program.readOut())));
    }

    /** The logits of the read-out, if they differ. */
    static Optional<Part> readOut(Program expected, Program actual) {
        Function<ReadOut, ReadOut> repaired =
                old -> new ReadOut(old.layers(), old.cells(), expected.readOut().logits(), old.states());
        Matrix logits = actual.readOut().logits();
        return expected.readOut().logits().equals(logits)
                ? Optional.empty()
                : Optional.of(new WholePart(
                        Fault.Place.readOut(),
                        "logits",
                        expected.readOut().logits(),
                        logits,
                        program -> new Program(
                                program.transformer(),
                                program.tokens(),
                                program.inputs(),
                                repaired.apply(program.readOut()))));
    }

    @Override
    public List<String> weights() {
        return List.of(name);
    }

    @Override
    public Optional<Deviation> deviation(Stream stream, double relative) {
        return Deviation.find(expected, actual, relative);
    }

    @Override
    public Program repair(Program program) {
        return repair.apply(program);
    }
}
