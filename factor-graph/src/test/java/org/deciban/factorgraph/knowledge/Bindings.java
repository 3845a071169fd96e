package org.deciban.factorgraph.knowledge;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.factorgraph.knowledge.Expression.Application;
import org.deciban.factorgraph.knowledge.Expression.Operand;
import org.deciban.factorgraph.knowledge.Term.Constant;
import org.deciban.factorgraph.knowledge.Term.Decimal;
import org.deciban.factorgraph.knowledge.Term.Whole;

/** What terms and expressions are under a binding of variables, and under which bindings an atom is one that is given. */
final class Bindings {
    private Bindings() {}

    static boolean holds(Comparison operator, Constant l, Constant r) {
        return switch (operator) {
            case UNIFIES, SAME -> l.equals(r);
            case DIFFERS, NOT_SAME -> !l.equals(r);
            case EQUAL -> number(l) == number(r);
            case UNEQUAL -> number(l) != number(r);
            case LESS -> number(l) < number(r);
            case AT_MOST -> number(l) <= number(r);
            case GREATER -> number(l) > number(r);
            case AT_LEAST -> number(l) >= number(r);
            case BEFORE -> place(l).compareTo(place(r)) < 0;
            case NOT_AFTER -> place(l).compareTo(place(r)) <= 0;
            case AFTER -> place(l).compareTo(place(r)) > 0;
            case NOT_BEFORE -> place(l).compareTo(place(r)) >= 0;
        };
    }

    /** Characters in the standard order, of numbers up to ten digits that are not negative, and of names. */
    private static String place(Constant constant) {
        return constant instanceof Term.Name name
                ? "n" + name.name()
                : String.format("+%020.9f%s", number(constant), constant instanceof Whole ? "w" : "d");
    }

    static boolean known(Expression expression, Map<String, Constant> binding) {
        return expression.variables().allMatch(binding::containsKey);
    }

    static Map<String, Constant> match(Atom form, Atom atom, Map<String, Constant> binding) {
        if (!form.predicate().equals(atom.predicate())) {
            return null;
        }
        Map<String, Constant> extended = binding;
        for (int i = 0; i < form.arguments().size() && extended != null; i++) {
            extended = bind(form.arguments().get(i), (Constant) atom.arguments().get(i), extended);
        }
        return extended;
    }

    static Map<String, Constant> bind(Term term, Constant value, Map<String, Constant> binding) {
        if (term instanceof Constant constant) {
            return constant.equals(value) ? binding : null;
        }
        String name = ((Term.Variable) term).name();
        if (binding.containsKey(name)) {
            return binding.get(name).equals(value) ? binding : null;
        }
        Map<String, Constant> extended = new TreeMap<>(binding);
        extended.put(name, value);
        return extended;
    }

    static Atom replaced(Atom atom, Map<String, Constant> binding) {
        return new Atom(
                atom.name(),
                atom.arguments().stream().map(term -> replaced(term, binding)).toList());
    }

    private static Term replaced(Term term, Map<String, Constant> binding) {
        return term instanceof Term.Variable variable && binding.containsKey(variable.name())
                ? binding.get(variable.name())
                : term;
    }

    private static double number(Constant constant) {
        return constant instanceof Whole whole ? whole.value() : ((Decimal) constant).value();
    }

    /** Whole numbers stay whole but under division; enough for the programs here. */
    static Constant value(Expression expression, Map<String, Constant> binding) {
        if (expression instanceof Operand operand) {
            return (Constant) replaced(operand.term(), binding);
        }
        Application application = (Application) expression;
        List<Constant> arguments = application.arguments().stream()
                .map(argument -> value(argument, binding))
                .toList();
        double x = number(arguments.get(0));
        double y = arguments.size() > 1 ? number(arguments.get(1)) : 0;
        double result = switch (application.function()) {
            case "+" -> arguments.size() == 1 ? x : x + y;
            case "-" -> arguments.size() == 1 ? -x : x - y;
            case "*" -> x * y;
            case "/" -> x / y;
            case "//" -> Math.floor(x / y);
            case "mod" -> x - y * Math.floor(x / y);
            case "min" -> Math.min(x, y);
            case "max" -> Math.max(x, y);
            case "abs" -> Math.abs(x);
            case "**", "^" -> Math.pow(x, y);
            default -> throw new IllegalArgumentException(application.function());
        };
        boolean whole = arguments.stream().allMatch(Whole.class::isInstance)
                && !application.function().equals("/");
        return whole ? new Whole((long) result) : new Decimal(result);
    }

    /** A probability without rounding: decimals are what they say, quotients are fractions. */
    static BigFraction exact(Expression expression, Map<String, Constant> binding) {
        if (expression instanceof Operand operand) {
            Constant constant = (Constant) replaced(operand.term(), binding);
            BigDecimal decimal = constant instanceof Whole whole
                    ? BigDecimal.valueOf(whole.value())
                    : new BigDecimal(constant.toString());
            return new BigFraction(decimal.unscaledValue()).multiply(new BigFraction(10).pow(-decimal.scale()));
        }
        Application application = (Application) expression;
        BigFraction x = exact(application.arguments().get(0), binding);
        BigFraction y = exact(application.arguments().get(1), binding);
        return switch (application.function()) {
            case "+" -> x.add(y);
            case "-" -> x.subtract(y);
            case "*" -> x.multiply(y);
            case "/" -> x.divide(y);
            default -> throw new IllegalArgumentException(application.function());
        };
    }
}
