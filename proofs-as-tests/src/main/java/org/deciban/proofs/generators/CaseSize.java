package org.deciban.proofs.generators;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.Variable;

/**
 * How large a case is; the first number that differs decides.
 *
 * @param variables the number of variables
 * @param factors the number of factors
 * @param edges the number of (factor, variable) pairs
 * @param states the number of states of all variables together
 * @param observed the number of variables with evidence
 * @param soft the number of variables with evidence that is not hard
 * @param rounds the rounds of belief propagation
 * @param digits what it takes to write the tables and soft likelihoods: 0 for a 1, 1 for a 0, else 2 and the number of
 *     digits, leading and trailing zeros among them where the number is small or large
 */
public record CaseSize(
        int variables, int factors, int edges, int states, int observed, int soft, int rounds, int digits)
        implements Comparable<CaseSize> {
    private static final Comparator<CaseSize> BY_NUMBERS = (a, b) -> Arrays.compare(a.toArray(), b.toArray());

    static CaseSize of(Case given) {
        List<Variable> observed = List.copyOf(given.evidence().variables());
        List<Variable> soft = observed.stream()
                .filter(v -> given.evidence().findObservedState(v).isEmpty())
                .toList();
        int digits = 0;
        for (Factor factor : given.graph().factors()) {
            digits += digits(factor.table());
        }
        for (Variable variable : soft) {
            digits += digits(given.evidence().likelihood(variable));
        }
        return new CaseSize(
                given.graph().variables().size(),
                given.graph().factors().size(),
                given.graph().edgeCount(),
                given.graph().variables().stream()
                        .mapToInt(Variable::cardinality)
                        .sum(),
                observed.size(),
                soft.size(),
                given.rounds(),
                digits);
    }

    private static int digits(double[] numbers) {
        return Arrays.stream(numbers).mapToInt(CaseSize::digits).sum();
    }

    private static int digits(double number) {
        if (number == 1 || number == 0) {
            return number == 1 ? 0 : 1;
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int magnitude = decimal.precision() - decimal.scale();
        return 2 + decimal.precision() + Math.abs(magnitude);
    }

    /** The numbers, the one that decides first in front. */
    public List<Long> numbers() {
        return Arrays.stream(toArray()).mapToObj(number -> (long) number).toList();
    }

    private int[] toArray() {
        return new int[] {variables, factors, edges, states, observed, soft, rounds, digits};
    }

    @Override
    public int compareTo(CaseSize other) {
        return BY_NUMBERS.compare(this, other);
    }
}
