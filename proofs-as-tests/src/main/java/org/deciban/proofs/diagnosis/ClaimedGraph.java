package org.deciban.proofs.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.PropagationGraph;
import org.deciban.compiler.decompile.Decompilation;
import org.deciban.compiler.decompile.Decompiler;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * The graph on which the rounds of a model are belief propagation, with what its cells are called: the variables, then the messages, those
 * of a factor together.
 *
 * @param graph of a model that runs on the graph declared, that graph; else the one which the tokens of the compiler hold
 * @param names by cell, if they are not those of {@link #graph}
 */
record ClaimedGraph(FactorGraph graph, Optional<List<String>> names) {

    static ClaimedGraph of(CompiledModel claimed) {
        if (claimed.propagatesOn() == PropagationGraph.DECLARED) {
            return new ClaimedGraph(claimed.graph(), Optional.empty());
        }
        Decompilation decompiled = Decompiler.decompile(claimed.transformer(), claimed.tokens());
        if (decompiled instanceof Decompilation.Recovered recovered) {
            FactorGraph graph = recovered.graph();
            int cells = graph.variables().size()
                    + graph.factors().stream()
                            .mapToInt(factor -> factor.scope().size())
                            .sum();
            // Tokens stand in the order of the cells, behind the sink.
            List<String> names = IntStream.rangeClosed(1, cells)
                    .mapToObj(claimed::describeToken)
                    .toList();
            return new ClaimedGraph(graph, Optional.of(names));
        }
        throw new IllegalStateException("the compiler made tokens that hold no graph: " + decompiled);
    }

    String variable(int cell, Variable variable) {
        return names.map(all -> all.get(cell)).orElse("variable " + variable);
    }

    String message(int cell, Factor factor, Variable target) {
        return names.map(all -> all.get(cell)).orElseGet(() -> "message " + factor + " → " + target);
    }
}
