package org.deciban.tunnels.constructed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.tasks.Bijection;

/**
 * Content-addressed elimination: a key that came before recalls its value, a new one leaves the values that have not been seen, all with
 * the same logit. Two layers, three heads; the weights depend on the number of values and on the length alone. See {@link
 * RecallCircuit}.
 *
 * <p>The posterior is exact but for the rounding of one softmax: probabilities are exactly 0, exactly 1, or {@code 1 / free} to within an
 * ulp.
 */
public final class ConstructedBijection extends ProgramModel {
    private final Bijection task;
    private final RecallCircuit circuit;

    /** For the sequences of a task. */
    public ConstructedBijection(Bijection task) {
        super("constructed", new DenseEngine());
        this.task = task;
        this.circuit = new RecallCircuit(task.values(), task.values(), task.maximumLength(), true);
    }

    @Override
    Transformer transformer() {
        return circuit.transformer();
    }

    @Override
    Pass pass(TokenSequence tokens) {
        requireFits(tokens, 2 * task.values(), task.maximumLength());
        List<RecallCircuit.Symbol> symbols = new ArrayList<>();
        for (int symbol : tokens.symbols()) {
            boolean isKey = symbol < task.values();
            symbols.add(new RecallCircuit.Symbol(
                    isKey ? symbol : RecallCircuit.Symbol.NEITHER,
                    isKey ? RecallCircuit.Symbol.NEITHER : symbol - task.values()));
        }
        return pass(circuit, symbols);
    }

    /** Keys are answered, and nothing else. */
    static Pass pass(RecallCircuit circuit, List<RecallCircuit.Symbol> symbols) {
        int[] positions = IntStream.range(0, symbols.size()).toArray();
        int[] answers = Arrays.stream(positions)
                .map(p -> symbols.get(p).key() == RecallCircuit.Symbol.NEITHER ? Pass.Positions.NONE : p)
                .toArray();
        return new Pass(circuit.program(symbols), new Pass.Inputs(), new Pass.Positions(positions, answers));
    }

    /**
     * @throws IllegalArgumentException if the tokens are not symbols of such a vocabulary, or too many
     */
    static void requireFits(TokenSequence tokens, int vocabulary, int length) {
        if (!tokens.isSymbolic() || tokens.width() != vocabulary || tokens.length() > length) {
            throw new IllegalArgumentException(
                    "the model takes at most " + length + " symbols of " + vocabulary + ", got " + tokens.length()
                            + (tokens.isSymbolic() ? " of " : " tokens with features, of ") + tokens.width());
        }
    }
}
