package org.deciban.tunnels.constructed;

import java.util.List;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.TokenOrigin.Kind;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.tunnels.TokenSequence;

/**
 * The table of a sequence, compiled by row attention: one round of belief propagation, which on a tree of one factor is exact. The weights
 * are those of every such table. The factor's token is shown as that of its first message.
 */
public final class ConstructedTwoVariables extends ProgramModel {
    private static final int FEATURES = 8;

    private final Transformer transformer;

    /** The model. */
    public ConstructedTwoVariables() {
        super("constructed", new DenseEngine());
        this.transformer = compile(1, 1, 1, 1).transformer();
    }

    private static CompiledModel compile(double... table) {
        FactorGraph graph = FactorGraph.builder()
                .variable("v0", "0", "1")
                .variable("v1", "0", "1")
                .factor(List.of("v0", "v1"), table)
                .build();
        return BpCompiler.compile(graph, CompilerOptions.exact());
    }

    @Override
    Transformer transformer() {
        return transformer;
    }

    @Override
    Pass pass(TokenSequence tokens) {
        if (tokens.isSymbolic() || tokens.length() != 3 || tokens.width() != FEATURES) {
            throw new IllegalArgumentException("the model takes three tokens of " + FEATURES + " features, got "
                    + tokens.length() + " of " + tokens.width());
        }
        double[] row = tokens.row(0);
        CompiledModel model = compile(row[1], row[2], row[3], row[4]);
        Program program = model.program().readAtTheEnd();
        int[] shown = IntStream.range(0, program.tokens().rows())
                .filter(token -> model.origin(token).kind() != Kind.SINK)
                .limit(3)
                .toArray();
        int[] answers = {0, 1, Pass.Positions.NONE};
        return new Pass(program, new Pass.Inputs(model.inputs(Evidence.none())), new Pass.Positions(shown, answers));
    }
}
