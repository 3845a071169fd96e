package org.deciban.testkit.contracts;

import net.jqwik.api.PropertyDefaults;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.FactorGraph;

@PropertyDefaults(tries = 60)
class CompiledTransformerProperties implements TransformerContract {
    @Override
    public ForwardPass compile(FactorGraph graph, int rounds) {
        return BpCompiler.compile(graph, CompilerOptions.loopy(rounds))::beliefsAfterEachRound;
    }
}
