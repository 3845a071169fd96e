package org.deciban.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deciban.cli.Names.Item;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.InvalidEvidenceException;
import org.deciban.factorgraph.Variable;

/**
 * The syntax of {@code --evidence}: items separated by commas, each {@code V=STATE} (hard) or {@code V~p1:p2:…} (soft: a
 * likelihood for each state, in the order of the states). See {@link Names} for names that hold commas.
 */
final class EvidenceSyntax {
    private static final char HARD = '=';
    private static final char SOFT = '~';

    private final FactorGraph graph;
    private final Names names;

    private EvidenceSyntax(FactorGraph graph) {
        this.graph = graph;
        this.names = new Names(graph);
    }

    /**
     * The evidence that the options state together.
     *
     * @throws BadInputException if one of them cannot be read, with every fault
     * @throws InvalidEvidenceException if a variable is given evidence twice, or likelihoods are none
     */
    static Evidence parse(FactorGraph graph, List<String> options) {
        EvidenceSyntax syntax = new EvidenceSyntax(graph);
        Evidence.Builder builder = graph.evidence();
        for (String option : options) {
            syntax.read(option).forEach(observation -> observation.accept(builder));
        }
        return builder.build();
    }

    private List<Consumer<Evidence.Builder>> read(String option) {
        return Names.split(option, place -> observationsAt(option, place)).orElseThrow(() -> fault(option));
    }

    private Stream<Item<Consumer<Evidence.Builder>>> observationsAt(String text, int place) {
        return names.at(text, place).flatMap(variable -> {
            int sign = place + variable.name().length();
            if (sign == text.length()) {
                return Stream.empty();
            }
            return switch (text.charAt(sign)) {
                case HARD -> statesAt(variable, text, sign + 1);
                case SOFT -> likelihoodAt(variable, text, sign + 1);
                default -> Stream.empty();
            };
        });
    }

    private static Stream<Item<Consumer<Evidence.Builder>>> statesAt(Variable variable, String text, int place) {
        return variable.states().stream()
                .filter(state -> text.startsWith(state, place))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(state -> new Item<>(builder -> builder.observe(variable.name(), state), place + state.length()));
    }

    private static Stream<Item<Consumer<Evidence.Builder>>> likelihoodAt(Variable variable, String text, int place) {
        int comma = text.indexOf(',', place);
        int end = comma < 0 ? text.length() : comma;
        return numbers(text.substring(place, end)).stream()
                .map(likelihood -> new Item<>(builder -> builder.likelihood(variable.name(), likelihood), end));
    }

    /** The numbers of {@code p1:p2:…}, or empty if one of them is none. */
    private static Optional<double[]> numbers(String text) {
        List<OptionalDouble> numbers =
                Arrays.stream(text.split(":", -1)).map(Numbers::decimal).toList();
        return numbers.stream().allMatch(OptionalDouble::isPresent)
                ? Optional.of(numbers.stream()
                        .mapToDouble(OptionalDouble::orElseThrow)
                        .toArray())
                : Optional.empty();
    }

    /** What is wrong with an option that cannot be read, found by cutting it at its commas after all. */
    private BadInputException fault(String option) {
        List<String> faults = new ArrayList<>();
        for (String piece : option.split(",", -1)) {
            faultOf(piece.strip()).ifPresent(faults::add);
        }
        return new BadInputException(
                faults.isEmpty() ? "--evidence " + option + " cannot be read" : String.join("\n", faults));
    }

    private Optional<String> faultOf(String piece) {
        int sign = names.at(piece, 0)
                .map(v -> v.name().length())
                .filter(end -> end < piece.length() && isSign(piece.charAt(end)))
                .findFirst()
                .orElseGet(() -> firstSign(piece));
        if (sign == piece.length()) {
            return Optional.of("'" + piece + "' in --evidence is no observation; expected V=STATE or V~p1:p2:…");
        }
        String name = piece.substring(0, sign);
        String rest = piece.substring(sign + 1);
        Evidence.Builder builder = graph.evidence();
        if (piece.charAt(sign) == HARD) {
            builder.observe(name, rest);
        } else {
            Optional<double[]> likelihood = numbers(rest);
            if (likelihood.isEmpty()) {
                return Optional.of("'" + rest + "' after " + name + "~ in --evidence is no list of numbers p1:p2:…");
            }
            builder.likelihood(name, likelihood.get());
        }
        return problem(builder);
    }

    private static Optional<String> problem(Evidence.Builder builder) {
        try {
            builder.build();
            return Optional.empty();
        } catch (InvalidEvidenceException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static int firstSign(String piece) {
        int sign = 0;
        while (sign < piece.length() && !isSign(piece.charAt(sign))) {
            sign++;
        }
        return sign;
    }

    private static boolean isSign(char c) {
        return c == HARD || c == SOFT;
    }
}
