package org.deciban.factorgraph.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fact or rule. With several alternatives it is an annotated disjunction: where the body is true, exactly one of them is chosen, or
 * none with the probability that is left. Each ground instance, which is each binding of all its variables, has a choice of its own.
 *
 * <p>With log-odds it takes part in a logistic OR: P(atom is true) = 1/(1 + e^−s), where s is the sum of the log-odds of those ground
 * instances for the atom whose bodies are true, in nats, each counted once; where no body is true the atom is false. In a file that is
 * {@code logodds(w)::head :- body}, which is no ProbLog; in Java {@link KnowledgeBaseBuilder#logOdds}.
 *
 * @param head alternatives, at least one; just one, without a probability, if there are log-odds
 * @param body empty for facts
 * @param place where it is written
 * @param logOdds what each ground instance adds to the log-odds of its head; finite
 * @param given variables of every head that need a value when the head is asked for, since the body as it is written negates or compares
 *     them before it gives them one, as Y in {@code path(X,Y) :- edge(X,Z), Y \== Z, path(Z,Y)}
 */
public record Clause(
        List<Alternative> head, List<Literal> body, Place place, OptionalDouble logOdds, Set<String> given) {
    /**
     * Copies the lists and the set.
     *
     * @throws IllegalArgumentException if log-odds are not finite, or stand beside alternatives or probabilities
     */
    public Clause {
        head = List.copyOf(head);
        body = List.copyOf(body);
        given = Set.copyOf(given);
        if (logOdds.isPresent()
                && !(Double.isFinite(logOdds.getAsDouble())
                        && head.size() == 1
                        && head.get(0).probability().isEmpty())) {
            throw new IllegalArgumentException(
                    "log-odds of a clause must be finite and of one head without a probability, got "
                            + logOdds.getAsDouble() + " and " + head);
        }
    }

    /** A clause whose conditions may be looked at in any order. */
    public Clause(List<Alternative> head, List<Literal> body, Place place, OptionalDouble logOdds) {
        this(head, body, place, logOdds, Set.of());
    }

    /** The same without log-odds. */
    public Clause(List<Alternative> head, List<Literal> body, Place place) {
        this(head, body, place, OptionalDouble.empty());
    }

    /** The same with log-odds. */
    Clause with(OptionalDouble weight) {
        return new Clause(head, body, place, weight, given);
    }

    /** The same with variables that need a value. */
    Clause with(Set<String> needed) {
        return new Clause(head, body, place, logOdds, needed);
    }

    /** Whether it is a fact with variables, true of whatever is asked. */
    boolean isOpenFact() {
        return body.isEmpty()
                && head.stream().anyMatch(alternative -> !alternative.atom().isGround());
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

    /** What stands before the conditions. */
    String headText() {
        return (logOdds.isPresent() ? "logodds(" + logOdds.getAsDouble() + ")::" : "")
                + head.stream().map(Alternative::toString).collect(Collectors.joining("; "));
    }

    /**
     * As programs write it, but for spaces. A disjunction, or a negation of more than one atom, is a name here; see {@link KnowledgeBase#text}.
     */
    @Override
    public String toString() {
        String conditions = body.stream().map(Literal::toString).collect(Collectors.joining(", "));
        return headText() + (body.isEmpty() ? "" : " :- " + conditions) + ".";
    }
}
