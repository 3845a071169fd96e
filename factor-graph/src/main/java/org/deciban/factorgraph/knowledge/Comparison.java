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
    /** Earlier in the standard order of terms: numbers, then names. */
    BEFORE("@<", false),
    /** Not later in it. */
    NOT_AFTER("@=<", false),
    /** Later in it. */
    AFTER("@>", false),
    /** Not earlier in it. */
    NOT_BEFORE("@>=", false),
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

    /** Whether it compares the places of terms in the standard order. */
    boolean isOrder() {
        return symbol.startsWith("@");
    }

    /** What holds where this does not. */
    Comparison negated() {
        return switch (this) {
            case UNIFIES -> DIFFERS;
            case DIFFERS -> SAME;
            case SAME -> NOT_SAME;
            case NOT_SAME -> SAME;
            case BEFORE -> NOT_BEFORE;
            case NOT_AFTER -> AFTER;
            case AFTER -> NOT_AFTER;
            case NOT_BEFORE -> BEFORE;
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

    /** Whether it holds of the sign of a comparison of numbers, or of places in the standard order. */
    boolean holds(int sign) {
        return switch (this) {
            case EQUAL -> sign == 0;
            case UNEQUAL -> sign != 0;
            case LESS, BEFORE -> sign < 0;
            case AT_MOST, NOT_AFTER -> sign <= 0;
            case GREATER, AFTER -> sign > 0;
            case AT_LEAST, NOT_BEFORE -> sign >= 0;
            default -> throw new IllegalStateException(symbol + " has no order");
        };
    }
}
