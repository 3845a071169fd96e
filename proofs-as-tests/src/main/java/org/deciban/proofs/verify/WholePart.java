package org.deciban.proofs.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /** The tokens, if they differ. */
    static Optional<Part> tokens(Program expected, Program actual) {
        return ofDifference(new WholePart(
                Fault.Place.TOKENS,
                "tokens",
                expected.tokens(),
                actual.tokens(),
                program -> new Program(program.transformer(), expected.tokens(), program.inputs(), program.readOut())));
    }

    /** The logits of the read-out, if they differ. */
    static Optional<Part> readOut(Program expected, Program actual) {
        Function<ReadOut, ReadOut> repaired =
                old -> new ReadOut(old.layers(), old.cells(), expected.readOut().logits(), old.states());
        return ofDifference(new WholePart(
                Fault.Place.READ_OUT,
                "logits",
                expected.readOut().logits(),
                actual.readOut().logits(),
                program -> new Program(
                        program.transformer(), program.tokens(), program.inputs(), repaired.apply(program.readOut()))));
    }

    private static Optional<Part> ofDifference(WholePart part) {
        return part.expected.equals(part.actual) ? Optional.empty() : Optional.of(part);
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
