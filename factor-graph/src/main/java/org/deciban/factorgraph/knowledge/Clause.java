package org.deciban.factorgraph.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fact or rule. With several alternatives it is an annotated disjunction: where the body is true, exactly one of them is chosen, or
 * none with the probability that is left. Each ground instance, which is each binding of all its variables, has a choice of its own.
 *
 * @param head alternatives, at least one
 * @param body empty for facts
 * @param place where it is written
 */
public record Clause(List<Alternative> head, List<Literal> body, Place place) {
    /** Copies the lists. */
    public Clause {
        head = List.copyOf(head);
        body = List.copyOf(body);
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

    /** As programs write it, but for spaces. */
    @Override
    public String toString() {
        String heads = head.stream().map(Alternative::toString).collect(Collectors.joining("; "));
        String conditions = body.stream().map(Literal::toString).collect(Collectors.joining(", "));
        return heads + (body.isEmpty() ? "" : " :- " + conditions) + ".";
    }
}
