package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.io.ParsedNetwork.ProbabilityBlock;

/** Looks up the names of a parsed network and fills its tables; reports every fault it finds, not the first. */
final class NetworkLinker {
    private final FormatProblems problems;
    private final NetworkAssembler network;
    private final RowSums sums;
    private final MemoryBudget budget;
    private final Map<String, Map<String, Integer>> stateIndices = new HashMap<>();

    NetworkLinker(String file, ReadOptions options, MemoryBudget budget) {
        this.problems = new FormatProblems(file);
        this.network = new NetworkAssembler(problems);
        this.sums = new RowSums(options);
        this.budget = budget;
    }

    FactorGraph link(ParsedNetwork parsed) {
        parsed.variables().forEach(v -> network.variable(v.name().at(), v.name().text(), v.states()));
        parsed.probabilities().forEach(this::table);
        return network.finish();
    }

    private void table(ProbabilityBlock block) {
        Position at = block.child().at();
        Optional<Variable> child = network.find(at, block.child().text());
        List<Variable> parents = new ArrayList<>();
        block.parents().forEach(p -> network.find(p.at(), p.text()).ifPresent(parents::add));
        boolean first = network.claimTable(at, block.child().text());
        boolean resolved =
                child.isPresent() && parents.size() == block.parents().size();
        if (first && resolved && isTable(block)) {
            List<Map<String, Integer>> indices =
                    parents.stream().map(this::indices).toList();
            List<Variable> scope = new ArrayList<>(parents);
            scope.add(child.get());
            budget.claimTable(at, scope);
            ConditionalTable table = new ConditionalTable(child.get(), parents, indices, sums, problems);
            long before = problems.count();
            table.fill(at, block.entries());
            if (problems.count() == before) {
                network.table(at, child.get(), parents, table.weights());
            }
        }
    }

    /** A function property makes the rows parameters, of a noisy-max say: reading them as a table would be wrong. */
    private boolean isTable(ProbabilityBlock block) {
        if (block.function().isEmpty()) {
            return true;
        }
        problems.add(
                block.child().at(),
                "a probability table with a row for each joint state of the parents",
                block.entries().size() + " rows for a function, " + Excerpt.of("property " + block.function()),
                "Maybe this is a noisy-max: write its table out before reading it");
        return false;
    }

    private Map<String, Integer> indices(Variable variable) {
        return stateIndices.computeIfAbsent(variable.name(), name -> {
            Map<String, Integer> indices = new HashMap<>();
            variable.states().forEach(state -> indices.put(state, indices.size()));
            return indices;
        });
    }
}
