package org.deciban.proofs.recheck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.recheck.Decimals.Range;

/**
 * The posterior of a variable by elimination of all others, the one with the smallest resulting table first, in decimals. All
 * numbers are sums of products of what is not negative, so an interval widens by one unit of the last digit an operation.
 */
final class DecimalElimination {
    /** The most entries of a table: above, a posterior would take minutes. */
    private static final long MOST_ENTRIES = 1L << 20;

    private final FactorGraph graph;
    private final Decimals decimals;
    private final List<Table> tables = new ArrayList<>();

    /** A table over some variables, the last one fastest. */
    private record Table(List<Variable> scope, List<Range> entries) {}

    DecimalElimination(FactorGraph graph, Evidence evidence, Decimals decimals) {
        this.graph = graph;
        this.decimals = decimals;
        for (Factor factor : graph.factors()) {
            tables.add(new Table(factor.scope(), exact(factor.table())));
        }
        for (Variable variable : evidence.variables()) {
            tables.add(new Table(List.of(variable), exact(evidence.likelihood(variable))));
        }
    }

    private static List<Range> exact(double[] table) {
        return Arrays.stream(table).mapToObj(Range::of).toList();
    }

    /**
     * The posterior of one variable by state, or an empty list if its tables would be too large, or if the evidence is
     * impossible.
     */
    List<Range> posterior(Variable variable) {
        List<Table> left = new ArrayList<>(tables);
        Set<Variable> others = new LinkedHashSet<>(graph.variables());
        others.remove(variable);
        while (!others.isEmpty()) {
            Variable next = cheapest(others, left);
            others.remove(next);
            List<Table> touching =
                    left.stream().filter(table -> table.scope.contains(next)).toList();
            if (size(scope(touching, next)) * next.cardinality() > MOST_ENTRIES) {
                return List.of();
            }
            left.removeAll(touching);
            left.add(sumOut(touching, next));
        }
        return normalised(product(left, List.of(variable)));
    }

    private static Variable cheapest(Set<Variable> others, List<Table> tables) {
        Variable best = others.iterator().next();
        double least = Double.POSITIVE_INFINITY;
        for (Variable variable : others) {
            List<Table> touching =
                    tables.stream().filter(t -> t.scope.contains(variable)).toList();
            double size = size(scope(touching, variable));
            if (size < least) {
                best = variable;
                least = size;
            }
        }
        return best;
    }

    /** The variables of the tables, without one. */
    private static List<Variable> scope(List<Table> tables, Variable without) {
        Set<Variable> scope = new LinkedHashSet<>();
        tables.forEach(table -> scope.addAll(table.scope));
        scope.remove(without);
        return List.copyOf(scope);
    }

    private static double size(List<Variable> scope) {
        return scope.stream().mapToDouble(Variable::cardinality).reduce(1, (a, b) -> a * b);
    }

    private Table sumOut(List<Table> touching, Variable variable) {
        List<Variable> rest = scope(touching, variable);
        List<Variable> all = new ArrayList<>(rest);
        all.add(variable);
        Table product = product(touching, all);
        List<Range> entries = new ArrayList<>();
        for (int i = 0; i < product.entries.size(); i += variable.cardinality()) {
            Range sum = Range.ZERO;
            for (int s = 0; s < variable.cardinality(); s++) {
                sum = decimals.add(sum, product.entries.get(i + s));
            }
            entries.add(sum);
        }
        return new Table(rest, entries);
    }

    private Table product(List<Table> factors, List<Variable> scope) {
        int[] states = new int[scope.size()];
        List<Range> entries = new ArrayList<>();
        int count = (int) size(scope);
        for (int i = 0; i < count; i++) {
            int rest = i;
            for (int v = states.length - 1; v >= 0; v--) {
                states[v] = rest % scope.get(v).cardinality();
                rest /= scope.get(v).cardinality();
            }
            Range entry = Range.ONE;
            for (Table factor : factors) {
                int index = 0;
                for (Variable variable : factor.scope) {
                    index = index * variable.cardinality() + states[scope.indexOf(variable)];
                }
                entry = decimals.multiply(entry, factor.entries.get(index));
            }
            entries.add(entry);
        }
        return new Table(scope, entries);
    }

    private List<Range> normalised(Table table) {
        List<Range> posterior = new ArrayList<>();
        for (int s = 0; s < table.entries.size(); s++) {
            Range others = Range.ZERO;
            for (int other = 0; other < table.entries.size(); other++) {
                others = other == s ? others : decimals.add(others, table.entries.get(other));
            }
            Range own = table.entries.get(s);
            if (own.lo().signum() == 0 && others.lo().signum() == 0) {
                return List.of();
            }
            posterior.add(decimals.share(own, others));
        }
        return posterior;
    }
}
