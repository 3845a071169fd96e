package org.deciban.factorgraph.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fact or rule. With several alternatives it is an annotated disjunction: where the body is true, exactly one of them is chosen, or
 * none with the probability that is left. Each ground instance, which is each binding of all its variables, has a choice of its own.
 *
 * <p>With log-odds it takes part in a logistic OR: P(atom is true) = 1/(1 + e^−s), where s is the sum of the log-odds of those ground
 * instances for the atom whose bodies are true, in nats, each counted once; where no body is true the atom is false. Only Java
 * can write it ({@link KnowledgeBaseBuilder#logOdds}).
 *
 * @param head alternatives, at least one; just one, without a probability, if there are log-odds
 * @param body empty for facts
 * @param place where it is written
 * @param logOdds what each ground instance adds to the log-odds of its head; finite
 */
public record Clause(List<Alternative> head, List<Literal> body, Place place, OptionalDouble logOdds) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if log-odds are not finite, or stand beside alternatives or probabilities
     */
    public Clause {
        head = List.copyOf(head);
        body = List.copyOf(body);
        if (logOdds.isPresent()
                && !(Double.isFinite(logOdds.getAsDouble())
                        && head.size() == 1
                        && head.get(0).probability().isEmpty())) {
            throw new IllegalArgumentException(
                    "log-odds of a clause must be finite and of one head without a probability, got "
                            + logOdds.getAsDouble() + " and " + head);
        }
    }

    /** A clause without log-odds. */
    public Clause(List<Alternative> head, List<Literal> body, Place place) {
        this(head, body, place, OptionalDouble.empty());
    }

    /**
     * A head.
     *
     * @param probability arithmetic over the variables of the clause; empty where it is certain
     */
    public record Alternative(Optional<Expression> probability, Atom atom) {
        @Override
        public String toString() {
            return probability.map(p -> p + "::").orElse("") + atom;
        }
    }

    /** The names of the variables of the alternatives, in the order in which they occur; repeated where they are. */
    Stream<String> headVariables() {
        return head.stream()
                .flatMap(alternative -> Stream.concat(
                        alternative.probability().stream().flatMap(Expression::variables),
                        alternative.atom().variables()));
    }

    /** The names of all variables, each once, in the order in which they occur. */
    public List<String> variables() {
        return Stream.concat(headVariables(), body.stream().flatMap(Literal::variables))
                .distinct()
                .toList();
    }

    /** As programs write it, but for spaces; log-odds, which they cannot write, as {@code logodds(-1.5)::head}. */
    @Override
    public String toString() {
        String heads = (logOdds.isPresent() ? "logodds(" + logOdds.getAsDouble() + ")::" : "")
                + head.stream().map(Alternative::toString).collect(Collectors.joining("; "));
        String conditions = body.stream().map(Literal::toString).collect(Collectors.joining(", "));
        return heads + (body.isEmpty() ? "" : " :- " + conditions) + ".";
    }
}
