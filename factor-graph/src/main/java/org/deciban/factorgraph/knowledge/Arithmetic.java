package org.deciban.factorgraph.knowledge;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.deciban.factorgraph.knowledge.Term.Constant;
import org.deciban.factorgraph.knowledge.Term.Decimal;
import org.deciban.factorgraph.knowledge.Term.Name;
import org.deciban.factorgraph.knowledge.Term.Whole;

/**
 * The functions that expressions may use. Whole numbers stay whole and exact under {@code + - * // div mod rem min max abs sign << >> xor} and under
 * {@code **} with an exponent that is not negative; {@code /} gives a number with a point, as in ProbLog.
 *
 * <p>Prolog (ISO/IEC 13211-1, section 9.1) and ProbLog, which computes in Python, give different values to {@code //} and {@code rem} of numbers
 * of different signs (toward zero, or down), to {@code round} and {@code integer} of some fractions and to {@code sign} of numbers with a
 * point (with a point, or whole). There is no value then, so that no answer depends on which of them was meant; {@code div} and {@code mod}
 * round down in both.
 */
final class Arithmetic {
    private static final Map<String, UnaryOperator<Constant>> UNARY = Map.ofEntries(
            Map.entry("-", x -> whole(x) ? new Whole(Math.negateExact(l(x))) : new Decimal(-d(x))),
            Map.entry("+", x -> x),
            Map.entry("abs", x -> whole(x) ? new Whole(Math.absExact(l(x))) : new Decimal(Math.abs(d(x)))),
            Map.entry("sign", Arithmetic::sign),
            Map.entry("\\", x -> new Whole(~l(x))),
            Map.entry("sqrt", x -> new Decimal(Math.sqrt(d(x)))),
            Map.entry("exp", x -> new Decimal(Math.exp(d(x)))),
            Map.entry("log", x -> new Decimal(Math.log(d(x)))),
            Map.entry("log10", x -> new Decimal(Math.log10(d(x)))),
            Map.entry("sin", x -> new Decimal(Math.sin(d(x)))),
            Map.entry("cos", x -> new Decimal(Math.cos(d(x)))),
            Map.entry("tan", x -> new Decimal(Math.tan(d(x)))),
            Map.entry("asin", x -> new Decimal(Math.asin(d(x)))),
            Map.entry("acos", x -> new Decimal(Math.acos(d(x)))),
            Map.entry("atan", x -> new Decimal(Math.atan(d(x)))),
            Map.entry("sinh", x -> new Decimal(Math.sinh(d(x)))),
            Map.entry("cosh", x -> new Decimal(Math.cosh(d(x)))),
            Map.entry("tanh", x -> new Decimal(Math.tanh(d(x)))),
            Map.entry("float", x -> new Decimal(d(x))),
            Map.entry("integer", x -> agreed(Math.floor(d(x) + 0.5), d(x) < 0 ? Math.ceil(d(x)) : Math.floor(d(x)))),
            Map.entry("round", x -> agreed(Math.floor(d(x) + 0.5), Math.rint(d(x)))),
            Map.entry("floor", x -> new Whole(toWhole(Math.floor(d(x))))),
            Map.entry("ceiling", x -> new Whole(toWhole(Math.ceil(d(x))))),
            Map.entry("truncate", x -> new Whole(toWhole(d(x) < 0 ? Math.ceil(d(x)) : Math.floor(d(x))))));

    private static final Map<String, BinaryOperator<Constant>> BINARY = Map.ofEntries(
            Map.entry("+", (x, y) -> both(x, y) ? new Whole(Math.addExact(l(x), l(y))) : new Decimal(d(x) + d(y))),
            Map.entry("-", (x, y) -> both(x, y) ? new Whole(Math.subtractExact(l(x), l(y))) : new Decimal(d(x) - d(y))),
            Map.entry("*", (x, y) -> both(x, y) ? new Whole(Math.multiplyExact(l(x), l(y))) : new Decimal(d(x) * d(y))),
            Map.entry("/", (x, y) -> new Decimal(d(x) / notZero(y))),
            Map.entry("//", (x, y) -> agreed(x, y, l(x) / divisor(x, y), Math.floorDiv(l(x), l(y)))),
            Map.entry("div", (x, y) -> new Whole(Math.floorDiv(l(x), divisor(x, y)))),
            Map.entry("mod", (x, y) -> new Whole(Math.floorMod(l(x), divisor(y)))),
            Map.entry("rem", (x, y) -> agreed(x, y, l(x) % divisor(y), Math.floorMod(l(x), l(y)))),
            Map.entry("<<", (x, y) -> new Whole(shiftedLeft(l(x), places(y)))),
            Map.entry(">>", (x, y) -> new Whole(l(x) >> Math.min(places(y), Long.SIZE - 1))),
            Map.entry("/\\", (x, y) -> new Whole(l(x) & l(y))),
            Map.entry("\\/", (x, y) -> new Whole(l(x) | l(y))),
            Map.entry("xor", (x, y) -> new Whole(l(x) ^ l(y))),
            Map.entry("atan", (x, y) -> new Decimal(Math.atan2(d(x), d(y)))),
            Map.entry("atan2", (x, y) -> new Decimal(Math.atan2(d(x), d(y)))),
            Map.entry("**", Arithmetic::power),
            Map.entry("^", Arithmetic::power),
            Map.entry("min", (x, y) -> compare(x, y) <= 0 ? x : y),
            Map.entry("max", (x, y) -> compare(x, y) >= 0 ? x : y));

    private static final Map<String, Constant> NAMED = Map.of("pi", new Decimal(Math.PI), "e", new Decimal(Math.E));

    private static final int PROBLOG_DECIMALS = 15;

    private Arithmetic() {}

    /** Whether there is a function of that name and number of arguments. */
    static boolean knows(String function, int arity) {
        return arity == 1 ? UNARY.containsKey(function) : arity == 2 && BINARY.containsKey(function);
    }

    /**
     * Applies a function.
     *
     * @throws ArithmeticException if an argument is no number, or the result none
     */
    static Constant apply(String function, List<Constant> arguments) {
        Constant first = arguments.get(0);
        Constant result = arguments.size() == 1
                ? UNARY.get(function).apply(first)
                : BINARY.get(function).apply(first, arguments.get(1));
        if (result instanceof Decimal decimal && !Double.isFinite(decimal.value())) {
            throw new ArithmeticException("the result is " + decimal.value());
        }
        return result;
    }

    /**
     * The sign of the difference of two numbers, exact where both are whole or one is.
     *
     * @throws ArithmeticException if one is no number
     */
    static int compare(Constant x, Constant y) {
        return both(x, y) ? Long.compare(l(x), l(y)) : exact(x).compareTo(exact(y));
    }

    /** The number that a name stands for in arithmetic; everything else stands for itself. */
    static Constant named(Constant x) {
        return x instanceof Name name ? NAMED.getOrDefault(name.name(), x) : x;
    }

    /** To fifteen decimals, of two that are as near the even one. ProbLog rounds so whatever becomes a constant. */
    static Decimal rounded(Decimal x) {
        double rounded = new BigDecimal(x.value())
                .setScale(PROBLOG_DECIMALS, RoundingMode.HALF_EVEN)
                .doubleValue();
        return new Decimal(Math.copySign(rounded, x.value()));
    }

    private static BigDecimal exact(Constant x) {
        return whole(x) ? BigDecimal.valueOf(l(x)) : new BigDecimal(d(x));
    }

    private static Constant sign(Constant x) {
        if (!whole(x)) {
            throw new ArithmeticException("Prolog makes " + Math.signum(d(x)) + " of it and ProbLog "
                    + (long) Math.signum(d(x)) + ". Maybe compare with 0?");
        }
        return new Whole(Long.signum(l(x)));
    }

    private static Constant power(Constant x, Constant y) {
        if (!both(x, y) || l(y) < 0) {
            return new Decimal(Math.pow(d(x), d(y)));
        }
        long result = 1;
        long base = l(x);
        for (long left = l(y); left > 0; left >>= 1) {
            result = (left & 1) == 1 ? Math.multiplyExact(result, base) : result;
            base = left > 1 ? Math.multiplyExact(base, base) : base;
        }
        return new Whole(result);
    }

    private static Constant agreed(Constant x, Constant y, long prolog, long problog) {
        if (prolog != problog) {
            throw new ArithmeticException("of " + x + " and " + y + " Prolog makes " + prolog + " and ProbLog "
                    + problog + ". Maybe div or mod, which are the same in both?");
        }
        return new Whole(prolog);
    }

    private static Constant agreed(double prolog, double problog) {
        if (prolog != problog) {
            throw new ArithmeticException("Prolog makes " + toWhole(prolog) + " of it and ProbLog " + toWhole(problog)
                    + ". Maybe floor or ceiling, which are the same in both?");
        }
        return new Whole(toWhole(prolog));
    }

    private static int places(Constant y) {
        if (l(y) < 0) {
            throw new ArithmeticException("a shift by " + y + " places");
        }
        return (int) Math.min(l(y), Long.SIZE);
    }

    private static long shiftedLeft(long x, int places) {
        long shifted = places < Long.SIZE ? x << places : 0;
        if (x != 0 && (places >= Long.SIZE || shifted >> places != x)) {
            throw new ArithmeticException("long overflow");
        }
        return shifted;
    }

    private static long divisor(Constant y) {
        if (l(y) == 0) {
            throw new ArithmeticException("division by zero");
        }
        return l(y);
    }

    /** Of a quotient, whose one overflow Java does not notice. */
    private static long divisor(Constant x, Constant y) {
        if (l(x) == Long.MIN_VALUE && l(y) == -1) {
            throw new ArithmeticException("long overflow");
        }
        return divisor(y);
    }

    private static double notZero(Constant x) {
        if (d(x) == 0) {
            throw new ArithmeticException("division by zero");
        }
        return d(x);
    }

    private static long toWhole(double x) {
        if (!(Math.abs(x) < 0x1p63)) {
            throw new ArithmeticException(x + " is no whole number of 64 bits");
        }
        return (long) x;
    }

    private static boolean both(Constant x, Constant y) {
        return whole(x) && whole(y);
    }

    private static boolean whole(Constant x) {
        return x instanceof Whole;
    }

    private static long l(Constant x) {
        if (x instanceof Whole number) {
            return number.value();
        }
        throw new ArithmeticException(x + " is no whole number");
    }

    /** The value as a double. */
    static double d(Constant x) {
        if (x instanceof Whole number) {
            return number.value();
        }
        if (x instanceof Decimal number) {
            return number.value();
        }
        throw new ArithmeticException(x + " is no number");
    }
}
