package org.deciban.factorgraph;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A non-negative function of a few variables, as a dense table.
 *
 * <p>Index order: row-major, the <em>last</em> variable of the scope runs fastest. For a scope {@code (x, y, z)} the entry
 * of assignment {@code (a, b, c)} stands at {@code (a·K_y + b)·K_z + c}. A factor with an empty scope is a constant with
 * one entry. Entries are weights: they need not sum to one, and zero is allowed as long as not all are zero.
 *
 * <p>A <em>conditional</em> factor {@code P(child | parents)} has its child as the last variable of the scope. That is all
 * the word means: its rows are used as they are, whether or not they sum to one.
 */
public final class Factor {
    private final String name;
    private final List<Variable> scope;
    private final double[] table;
    private final boolean conditional;

    private Factor(String name, List<Variable> scope, double[] table, boolean conditional) {
        this.name = name;
        this.scope = scope;
        this.table = table;
        this.conditional = conditional;
    }

    /**
     * A factor named after its scope.
     *
     * @param scope distinct variables; may be empty
     * @param table one weight per joint assignment, last variable fastest
     * @throws InvalidGraphException naming every problem: a variable twice, a table of the wrong length, an entry that is
     *     negative, NaN or infinite, a table of zeros
     */
    public static Factor of(List<Variable> scope, double... table) {
        return named("f(" + names(scope) + ")", scope, table);
    }

    /** As {@link #of}, with a name of the caller's. */
    public static Factor named(String name, List<Variable> scope, double... table) {
        return checked(name, List.copyOf(scope), table.clone(), false);
    }

    /**
     * The conditional table {@code P(child | parents)}; the scope is the parents in order, then the child.
     *
     * @param table the distributions of the child, one row per joint state of the parents, last parent fastest
     * @throws InvalidGraphException as {@link #of}
     */
    public static Factor conditional(Variable child, List<Variable> parents, double... table) {
        return checked(conditionalName(child, parents), append(parents, child), table.clone(), true);
    }

    private static Factor checked(String name, List<Variable> scope, double[] table, boolean conditional) {
        Problems problems = new Problems();
        check(name, scope, table, problems);
        problems.throwAsInvalidGraph();
        return new Factor(name, scope, table, conditional);
    }

    private static void check(String name, List<Variable> scope, double[] table, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (Variable variable : scope) {
            if (!seen.add(variable.name())) {
                problems.add("factor %s has the variable %s twice in its scope", name, variable);
            }
        }
        long cells = cells(scope);
        if (cells != table.length) {
            problems.add(
                    "factor %s has a table of %d entries where its scope (%s) asks for %s",
                    name,
                    table.length,
                    shape(scope),
                    cells == Long.MAX_VALUE ? "more than fit into memory" : Long.toString(cells));
        }
        boolean allZero = true;
        for (int i = 0; i < table.length; i++) {
            if (!(table[i] >= 0 && table[i] < Double.POSITIVE_INFINITY)) {
                problems.add("factor %s has the entry %s at index %d; weights are finite and ≥ 0", name, table[i], i);
            }
            allZero &= table[i] == 0;
        }
        if (allZero && table.length > 0) {
            problems.add("factor %s is zero everywhere, so no assignment is possible", name);
        }
    }

    /** Product of the cardinalities; {@link Long#MAX_VALUE} where it overflows. */
    private static long cells(List<Variable> scope) {
        long cells = 1;
        for (Variable variable : scope) {
            if (cells > Long.MAX_VALUE / variable.cardinality()) {
                return Long.MAX_VALUE;
            }
            cells *= variable.cardinality();
        }
        return cells;
    }

    private static String shape(List<Variable> scope) {
        return scope.stream().map(v -> v.name() + ":" + v.cardinality()).collect(Collectors.joining(" × "));
    }

    private static String names(List<Variable> variables) {
        return variables.stream().map(Variable::name).collect(Collectors.joining(", "));
    }

    static String conditionalName(Variable child, List<Variable> parents) {
        return "P(" + child + (parents.isEmpty() ? "" : " | " + names(parents)) + ")";
    }

    private static List<Variable> append(List<Variable> parents, Variable child) {
        Variable[] scope = Arrays.copyOf(parents.toArray(new Variable[0]), parents.size() + 1);
        scope[parents.size()] = child;
        return List.of(scope);
    }

    /** What messages call this factor. */
    public String name() {
        return name;
    }

    /** The variables, in the order that indexes the table. */
    public List<Variable> scope() {
        return scope;
    }

    /** The number of variables in the scope. */
    public int arity() {
        return scope.size();
    }

    /** The number of table entries. */
    public int size() {
        return table.length;
    }

    /** The weight at a table index, row-major with the last variable fastest. */
    public double weight(int index) {
        return table[index];
    }

    /** A copy of the table. */
    public double[] table() {
        return table.clone();
    }

    /** The variable whose conditional distribution this is, or empty for a plain factor. */
    public Optional<Variable> findChild() {
        return conditional ? Optional.of(scope.get(scope.size() - 1)) : Optional.empty();
    }

    /** Equal when name, scope, table and role are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Factor that
                && name.equals(that.name)
                && scope.equals(that.scope)
                && conditional == that.conditional
                && Arrays.equals(table, that.table);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, scope, Arrays.hashCode(table), conditional);
    }

    @Override
    public String toString() {
        return name;
    }
}
