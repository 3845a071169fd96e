package org.deciban.factorgraph.knowledge;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deciban.factorgraph.knowledge.Expression.Application;
import org.deciban.factorgraph.knowledge.Expression.Operand;
import org.deciban.factorgraph.knowledge.Symbols.IntArray;
import org.deciban.factorgraph.knowledge.Symbols.Tuple;
import org.deciban.factorgraph.knowledge.Term.Constant;

/** A clause whose variables are numbered, so that a binding is an array: the number of a constant for each variable, or −1. */
final class ClauseCode {
    static final int UNBOUND = -1;

    private final int index;
    private final Clause clause;
    private final List<String> variables;
    private final Symbols symbols;

    ClauseCode(int index, Clause clause, Symbols symbols) {
        this.index = index;
        this.clause = clause;
        this.variables = clause.variables();
        this.symbols = symbols;
    }

    int index() {
        return index;
    }

    Clause clause() {
        return clause;
    }

    int variableCount() {
        return variables.size();
    }

    /** The names of the variables that have a value. */
    Set<String> bound(int[] binding) {
        Set<String> bound = new HashSet<>();
        for (int v = 0; v < binding.length; v++) {
            if (binding[v] != UNBOUND) {
                bound.add(variables.get(v));
            }
        }
        return bound;
    }

    /** The number of a term, or −1 for a variable without a value. */
    int number(Term term, int[] binding) {
        return term instanceof Constant constant
                ? symbols.number(constant)
                : binding[variables.indexOf(((Term.Variable) term).name())];
    }

    /** The predicate and arguments of an atom, −1 for those without a value. */
    Tuple tuple(Atom atom, int[] binding) {
        int[] arguments = new int[atom.arguments().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = number(atom.arguments().get(i), binding);
        }
        return new Tuple(atom.predicate(), new IntArray(arguments));
    }

    /**
     * Makes the arguments of an atom equal to others, where those are known.
     *
     * @param binding is changed, also if that is impossible
     * @return whether it is possible
     */
    boolean unify(Atom atom, IntArray others, int[] binding) {
        for (int i = 0; i < others.length(); i++) {
            if (others.get(i) != UNBOUND && !unify(atom.arguments().get(i), others.get(i), binding)) {
                return false;
            }
        }
        return true;
    }

    /** Makes a term equal to a constant. */
    boolean unify(Term term, int constant, int[] binding) {
        int known = number(term, binding);
        if (known != UNBOUND) {
            return known == constant;
        }
        binding[variables.indexOf(((Term.Variable) term).name())] = constant;
        return true;
    }

    /**
     * The value of an expression whose variables all have one.
     *
     * @throws KnowledgeException if it has none
     */
    Constant value(Expression expression, int[] binding) {
        try {
            return evaluate(expression, binding);
        } catch (ArithmeticException e) {
            throw new KnowledgeException(clause.place(), "'" + expression + "' has no value: " + e.getMessage());
        }
    }

    private Constant evaluate(Expression expression, int[] binding) {
        if (expression instanceof Application application) {
            return Arithmetic.apply(
                    application.function(),
                    application.arguments().stream()
                            .map(argument -> evaluate(argument, binding))
                            .toList());
        }
        return symbols.constant(number(((Operand) expression).term(), binding));
    }

    /** The first of the conditions left that can be looked at now, those that only test before those that ask; or −1. */
    int nextCondition(long done, int[] binding, Map<Predicate, Set<Integer>> inputs) {
        Set<String> bound = bound(binding);
        int asking = -1;
        for (int i = 0; i < clause.body().size(); i++) {
            Literal literal = clause.body().get(i);
            if ((done >> i & 1) == 0 && Safety.isReady(literal, bound, inputs)) {
                if (!(literal instanceof Literal.Positive)) {
                    return i;
                }
                asking = asking < 0 ? i : asking;
            }
        }
        return asking;
    }
}
