package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deciban.factorgraph.knowledge.Expression.Application;
import org.deciban.factorgraph.knowledge.Expression.Operand;
import org.deciban.factorgraph.knowledge.Literal.Assigned;
import org.deciban.factorgraph.knowledge.Symbols.IntArray;
import org.deciban.factorgraph.knowledge.Symbols.Tuple;
import org.deciban.factorgraph.knowledge.Term.Constant;
import org.deciban.factorgraph.knowledge.Term.Decimal;

/** A clause whose variables are numbered, so that a binding is an array: the number of a constant for each variable, or −1. */
final class ClauseCode {
    static final int UNBOUND = -1;

    private static final Pattern NO_ATOM = new Pattern(new Predicate("", 0), new IntArray());

    private final int index;
    private final Clause clause;
    private final List<String> variables;
    private final Symbols symbols;
    private final List<Pattern> heads = new ArrayList<>();
    /** For each condition the atom, or one without a name where it is about none. */
    private final List<Pattern> conditions = new ArrayList<>();
    /** For each condition what it needs: all variables of one of these. */
    private final List<List<IntArray>> needs = new ArrayList<>();

    /** An atom whose arguments are numbers of variables, or the complements of numbers of constants. */
    record Pattern(Predicate predicate, IntArray arguments) {}

    /** @param inputs see {@link Safety#inputs} */
    ClauseCode(int index, Clause clause, Symbols symbols, Map<Predicate, Set<Integer>> inputs) {
        this.index = index;
        this.clause = clause;
        this.variables = clause.variables();
        this.symbols = symbols;
        clause.head().forEach(alternative -> heads.add(pattern(alternative.atom())));
        for (Literal literal : clause.body()) {
            conditions.add(literal.findAtom().map(this::pattern).orElse(NO_ATOM));
            needs.add(Safety.needs(literal, inputs).stream().map(this::numbers).toList());
        }
    }

    private Pattern pattern(Atom atom) {
        int[] arguments = atom.arguments().stream().mapToInt(this::code).toArray();
        return new Pattern(atom.predicate(), new IntArray(arguments));
    }

    private IntArray numbers(Set<String> names) {
        return new IntArray(names.stream().mapToInt(variables::indexOf).toArray());
    }

    /** The number of a variable, or the complement of that of a constant. */
    private int code(Term term) {
        return term instanceof Constant constant
                ? ~symbols.number(constant)
                : variables.indexOf(((Term.Variable) term).name());
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

    /** The number of a term, or −1 for a variable without a value. */
    int number(Term term, int[] binding) {
        return number(code(term), binding);
    }

    private static int number(int code, int[] binding) {
        return code < 0 ? ~code : binding[code];
    }

    /** The atom of a head. */
    Pattern head(int alternative) {
        return heads.get(alternative);
    }

    /** The atom of a condition that is about one. */
    Pattern condition(int condition) {
        return conditions.get(condition);
    }

    /** The predicate and arguments of an atom, −1 for those without a value. */
    static Tuple tuple(Pattern atom, int[] binding) {
        int[] arguments = new int[atom.arguments().length()];
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
    static boolean unify(Pattern atom, IntArray others, int[] binding) {
        for (int i = 0; i < others.length(); i++) {
            if (others.get(i) != UNBOUND && !unify(atom.arguments().get(i), others.get(i), binding)) {
                return false;
            }
        }
        return true;
    }

    /** Makes a term equal to a constant. */
    boolean unify(Term term, int constant, int[] binding) {
        return unify(code(term), constant, binding);
    }

    private static boolean unify(int code, int constant, int[] binding) {
        int known = number(code, binding);
        if (known != UNBOUND) {
            return known == constant;
        }
        binding[code] = constant;
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

    /**
     * The value of an expression for a probability, not rounded.
     *
     * @throws KnowledgeException if it is no number
     */
    double probability(Expression expression, int[] binding) {
        Constant value = value(expression, binding);
        requireNumber(expression, value);
        return Arithmetic.d(value);
    }

    private void requireNumber(Expression expression, Constant value) {
        if (!(value instanceof Term.Whole) && !(value instanceof Decimal)) {
            throw new KnowledgeException(
                    clause.place(), "'" + expression + "' has no value: " + value + " is no number");
        }
    }

    /**
     * The value that an assignment gives, rounded to fifteen decimals as ProbLog does it.
     *
     * @throws KnowledgeException if it is no number
     */
    Constant number(Assigned assigned, int[] binding) {
        Constant value = value(assigned.expression(), binding);
        requireNumber(assigned.expression(), value);
        return value instanceof Decimal decimal ? Arithmetic.rounded(decimal) : value;
    }

    private Constant evaluate(Expression expression, int[] binding) {
        if (expression instanceof Application application) {
            return Arithmetic.apply(
                    application.function(),
                    application.arguments().stream()
                            .map(argument -> evaluate(argument, binding))
                            .toList());
        }
        return Arithmetic.named(symbols.constant(number(((Operand) expression).term(), binding)));
    }

    /** The first of the conditions left that can be looked at now, those that only test before those that ask; or −1. */
    int nextCondition(long done, int[] binding) {
        int asking = -1;
        for (int i = 0; i < clause.body().size(); i++) {
            if ((done >> i & 1) == 0 && isReady(needs.get(i), binding)) {
                if (!(clause.body().get(i) instanceof Literal.Positive)) {
                    return i;
                }
                asking = asking < 0 ? i : asking;
            }
        }
        return asking;
    }

    private static boolean isReady(List<IntArray> needs, int[] binding) {
        for (IntArray each : needs) {
            boolean bound = true;
            for (int i = 0; i < each.length(); i++) {
                bound &= binding[each.get(i)] != UNBOUND;
            }
            if (bound) {
                return true;
            }
        }
        return false;
    }
}
