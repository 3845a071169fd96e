package org.deciban.tunnels.constructed;

import java.util.ArrayList;
import java.util.List;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.tasks.AssociativeRecall;

/**
 * A key recalls the value that followed it, however much filler stands between: two layers of one head each, see {@link RecallCircuit}.
 * Where the key came before with a value, the answer is exactly certain; of another key it is uniform.
 */
public final class ConstructedRecall extends ProgramModel {
    private final AssociativeRecall task;
    private final RecallCircuit circuit;

    /** For the sequences of a task. */
    public ConstructedRecall(AssociativeRecall task) {
        super("constructed", new DenseEngine());
        this.task = task;
        this.circuit = new RecallCircuit(task.vocabulary(), task.vocabulary(), task.maximumLength(), false);
    }

    @Override
    Transformer transformer() {
        return circuit.transformer();
    }

    @Override
    Pass pass(TokenSequence tokens) {
        ConstructedBijection.requireFits(tokens, 1 + 2 * task.vocabulary(), task.maximumLength());
        List<RecallCircuit.Symbol> symbols = new ArrayList<>();
        for (int symbol : tokens.symbols()) {
            // The filler, the keys, the values.
            boolean isValue = symbol > task.vocabulary();
            boolean isKey = symbol > 0 && !isValue;
            symbols.add(new RecallCircuit.Symbol(
                    isKey ? symbol - 1 : RecallCircuit.Symbol.NEITHER,
                    isValue ? symbol - 1 - task.vocabulary() : RecallCircuit.Symbol.NEITHER));
        }
        return ConstructedBijection.pass(circuit, symbols);
    }
}
