package org.deciban.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Variable;

/**
 * Evidence as an answer repeats it.
 *
 * @param items what was observed
 * @param text the same for a person
 */
record EvidenceEcho(List<Item> items, String text) {
    /**
     * One observation.
     *
     * @param name what was observed
     * @param state as what; empty where that is uncertain
     * @param likelihoods how likely the observation is under each state; none where it is certain
     */
    record Item(String name, String state, List<Double> likelihoods) {
        Item {
            likelihoods = List.copyOf(likelihoods);
        }
    }

    EvidenceEcho {
        items = List.copyOf(items);
    }

    /** Of certain observations. */
    static EvidenceEcho of(List<Item> items) {
        String text =
                items.stream().map(item -> item.name() + "=" + item.state()).collect(Collectors.joining(", "));
        return new EvidenceEcho(items, items.isEmpty() ? "none" : text);
    }

    /** Of a graph. */
    static EvidenceEcho of(Evidence evidence) {
        List<Item> items = evidence.variables().stream()
                .map(variable -> item(evidence, variable))
                .toList();
        return new EvidenceEcho(items, evidence.isEmpty() ? "none" : evidence.toString());
    }

    private static Item item(Evidence evidence, Variable observed) {
        OptionalInt state = evidence.findObservedState(observed);
        return state.isPresent()
                ? new Item(observed.name(), observed.states().get(state.getAsInt()), List.of())
                : new Item(
                        observed.name(),
                        "",
                        Arrays.stream(evidence.likelihood(observed)).boxed().toList());
    }

    /** Hard evidence as the name of the state, soft evidence as its likelihoods. */
    void write(Json json) throws IOException {
        for (Item item : items) {
            if (item.likelihoods().isEmpty()) {
                json.text(item.name(), item.state());
            } else {
                json.array(item.name(), () -> {
                    for (double likelihood : item.likelihoods()) {
                        json.brief(likelihood);
                    }
                });
            }
        }
    }
}
