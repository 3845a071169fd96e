package org.deciban.factorgraph.knowledge;

import org.deciban.factorgraph.knowledge.Literal.Added;
import org.deciban.factorgraph.knowledge.Term.Constant;
import org.deciban.factorgraph.knowledge.Term.Whole;

/** What {@code plus} and {@code succ} say of a binding that leaves at most one of their numbers open. */
final class Addition {
    private final ClauseCode code;
    private final Symbols symbols;
    private final int[] binding;

    Addition(ClauseCode code, Symbols symbols, int[] binding) {
        this.code = code;
        this.symbols = symbols;
        this.binding = binding;
    }

    /**
     * Whether the sum is right; an open number becomes what makes it so.
     *
     * @throws KnowledgeException if one is no whole number, or below 0 in {@code succ}, or the result does not fit into 64 bits
     */
    boolean holds(Added added) {
        try {
            if (isOpen(added.left())) {
                return becomes(added.left(), Math.subtractExact(whole(added.sum()), whole(added.right())), added);
            }
            if (isOpen(added.right())) {
                return becomes(added.right(), Math.subtractExact(whole(added.sum()), whole(added.left())), added);
            }
            long sum = Math.addExact(whole(added.left()), whole(added.right()));
            requireNatural(whole(added.left()), added);
            if (!isOpen(added.sum())) {
                requireNatural(whole(added.sum()), added);
                return whole(added.sum()) == sum;
            }
            return becomes(added.sum(), sum, added);
        } catch (ArithmeticException e) {
            throw new KnowledgeException(code.clause().place(), "'" + added + "' has no value: " + e.getMessage());
        }
    }

    private boolean isOpen(Term term) {
        return code.number(term, binding) == ClauseCode.UNBOUND;
    }

    private boolean becomes(Term open, long value, Added added) {
        requireNatural(value, added);
        return code.unify(open, symbols.number(new Whole(value)), binding);
    }

    /** ProbLog has successors of negative numbers, which Prolog (SWI-Prolog, section 4.27) has not. */
    private static void requireNatural(long value, Added added) {
        if (added.successor() && value < 0) {
            throw new ArithmeticException(value + " is below 0. Maybe plus(X,1,Y) instead of succ(X,Y)?");
        }
    }

    private long whole(Term term) {
        Constant value = symbols.constant(code.number(term, binding));
        if (value instanceof Whole number) {
            return number.value();
        }
        throw new ArithmeticException(value + " is no whole number");
    }
}
