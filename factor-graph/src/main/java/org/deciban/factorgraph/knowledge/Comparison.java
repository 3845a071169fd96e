package org.deciban.factorgraph.knowledge;

import java.util.Arrays;

/** Comparisons of terms, and of the values of arithmetic. */
public enum Comparison {
    /** Equal terms; an unbound variable on one side becomes the other. */
    UNIFIES("=", false),
    /** Different terms. */
    DIFFERS("\\=", false),
    /** Equal terms, both known. */
    SAME("==", false),
    /** Different terms, both known. */
    NOT_SAME("\\==", false),
    /** Equal numbers, 1 and 1.0 too. */
    EQUAL("=:=", true),
    /** Different numbers. */
    UNEQUAL("=\\=", true),
    /** A smaller number. */
    LESS("<", true),
    /** A number that is not larger. */
    AT_MOST("=<", true),
    /** A larger number. */
    GREATER(">", true),
    /** A number that is not smaller. */
    AT_LEAST(">=", true);

    private final String symbol;
    private final boolean arithmetic;

    Comparison(String symbol, boolean arithmetic) {
        this.symbol = symbol;
        this.arithmetic = arithmetic;
    }

    /** As programs write it. */
    public String symbol() {
        return symbol;
    }

    /** Whether both sides are evaluated. */
    public boolean isArithmetic() {
        return arithmetic;
    }

    /** What holds where this does not. */
    Comparison negated() {
        return switch (this) {
            case UNIFIES -> DIFFERS;
            case DIFFERS -> SAME;
            case SAME -> NOT_SAME;
            case NOT_SAME -> SAME;
            case EQUAL -> UNEQUAL;
            case UNEQUAL -> EQUAL;
            case LESS -> AT_LEAST;
            case AT_MOST -> GREATER;
            case GREATER -> AT_MOST;
            case AT_LEAST -> LESS;
        };
    }

    static Comparison of(String symbol) {
        return Arrays.stream(values())
                .filter(comparison -> comparison.symbol.equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    /** Whether it holds of the sign of a comparison of numbers. */
    boolean holds(int sign) {
        return switch (this) {
            case EQUAL -> sign == 0;
            case UNEQUAL -> sign != 0;
            case LESS -> sign < 0;
            case AT_MOST -> sign <= 0;
            case GREATER -> sign > 0;
            case AT_LEAST -> sign >= 0;
            default -> throw new IllegalStateException(symbol + " compares terms");
        };
    }
}
