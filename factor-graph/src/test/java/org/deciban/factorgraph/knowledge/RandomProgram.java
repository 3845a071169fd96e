package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program over the numbers from 1 to n, as text and as its own meaning: the sum over every combination of choices, of which each model is
 * computed stratum by stratum. Weights are whole numbers, so that only the last quotient is rounded. Shares nothing with what is tested, its
 * parser included.
 *
 * @param domain n
 * @param evidence ground atoms and whether they are seen to be true
 * @param queries a name and its arguments
 */
record RandomProgram(int domain, List<Rule> rules, Map<String, Boolean> evidence, List<Condition.Holds> queries) {
    private static final int MOST_WORLDS = 1 << 10;

    /**
     * An alternative of a head.
     *
     * @param tenths its probability; the tenths that a variable says if it names one
     */
    record Head(String tenths, Condition.Holds atom) {
        int weight(Map<String, Integer> values) {
            return Condition.isVariable(tenths) ? values.get(tenths) : Integer.parseInt(tenths);
        }

        String text() {
            String number = tenths.equals("10") ? "1.0" : "0." + tenths;
            return (Condition.isVariable(tenths) ? tenths + "/10" : number) + "::" + atom.text();
        }
    }

    /**
     * A clause.
     *
     * @param number tells clauses of the same text apart
     * @param stratum what it negates is defined in lower ones
     * @param certain whether its only head has no probability
     */
    record Rule(int number, int stratum, boolean certain, List<Head> heads, Condition.Every body) {
        String text() {
            String head = certain
                    ? heads.get(0).atom().text()
                    : heads.stream().map(Head::text).collect(Collectors.joining("; "));
            return head + (body.parts().isEmpty() ? "." : " :- " + body.text() + ".");
        }

        /** Those of the head, and of the body outside of negations and disjunctions. */
        Set<String> variables() {
            return Stream.concat(
                            heads.stream().flatMap(head -> head.atom().variables()),
                            body.parts().stream()
                                    .filter(part ->
                                            part instanceof Condition.Holds || part instanceof Condition.Relation)
                                    .flatMap(Condition::variables))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    private record Instance(Rule rule, Map<String, Integer> values) {
        String head(int alternative) {
            Condition.Holds atom = rule.heads().get(alternative).atom();
            return Condition.ground(atom.name(), atom.arguments(), values);
        }
    }

    String text() {
        return Stream.of(
                        rules.stream().map(Rule::text),
                        evidence.entrySet().stream()
                                .map(seen -> "evidence(" + seen.getKey() + (seen.getValue() ? ")." : ", false).")),
                        queries.stream().map(query -> "query(" + query.text() + ")."))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * The posterior of every atom that some query asks for and some world has.
     *
     * @return empty if no world has the evidence; null if there are too many worlds
     */
    Optional<Map<String, Double>> posteriors() {
        List<Instance> instances = possibleInstances();
        List<Instance> open = instances.stream()
                .filter(instance -> !instance.rule().certain())
                .toList();
        double worlds = 1;
        for (Instance instance : open) {
            worlds *= instance.rule().heads().size() + 1;
        }
        if (worlds > MOST_WORLDS) {
            return null;
        }
        List<Instance> byStratum = instances.stream()
                .sorted(Comparator.comparingInt(instance -> instance.rule().stratum()))
                .toList();
        Map<String, Double> weights = new TreeMap<>();
        double total = worlds(open, 0, 1, new HashMap<>(), byStratum, weights);
        if (total == 0) {
            return Optional.empty();
        }
        weights.replaceAll((atom, weight) -> weight / total);
        return Optional.of(weights);
    }

    private double worlds(
            List<Instance> open,
            int next,
            double weight,
            Map<Instance, Integer> chosen,
            List<Instance> instances,
            Map<String, Double> weights) {
        if (weight == 0) {
            return 0;
        }
        if (next == open.size()) {
            Set<String> model = model(instances, chosen);
            if (evidence.entrySet().stream().anyMatch(seen -> model.contains(seen.getKey()) != seen.getValue())) {
                return 0;
            }
            model.stream().filter(this::isAsked).forEach(atom -> weights.merge(atom, weight, Double::sum));
            return weight;
        }
        Instance instance = open.get(next);
        double total = 0;
        int left = 10;
        for (int a = 0; a < instance.rule().heads().size(); a++) {
            int tenths = instance.rule().heads().get(a).weight(instance.values());
            chosen.put(instance, a);
            total += worlds(open, next + 1, weight * tenths, chosen, instances, weights);
            left -= tenths;
        }
        chosen.remove(instance);
        return total + worlds(open, next + 1, weight * left, chosen, instances, weights);
    }

    private boolean isAsked(String atom) {
        return queries.stream().anyMatch(query -> {
            if (query.variables().findAny().isEmpty()) {
                return query.text().equals(atom);
            }
            return Condition.exists(
                    query,
                    Map.of(),
                    domain,
                    values -> Condition.ground(query.name(), query.arguments(), values)
                            .equals(atom));
        });
    }

    /** Of instances in the order of strata. */
    private Set<String> model(List<Instance> instances, Map<Instance, Integer> chosen) {
        Set<String> model = new HashSet<>();
        for (int from = 0; from < instances.size(); ) {
            int to = from;
            int stratum = instances.get(from).rule().stratum();
            while (to < instances.size() && instances.get(to).rule().stratum() == stratum) {
                to++;
            }
            boolean changed = true;
            while (changed) {
                changed = false;
                for (Instance instance : instances.subList(from, to)) {
                    Integer alternative = instance.rule().certain() ? Integer.valueOf(0) : chosen.get(instance);
                    if (alternative != null && !model.contains(instance.head(alternative))) {
                        changed |= instance.rule().body().holds(instance.values(), model, domain)
                                && model.add(instance.head(alternative));
                    }
                }
            }
            from = to;
        }
        return model;
    }

    private List<Instance> possibleInstances() {
        Map<Instance, Boolean> found = new LinkedHashMap<>();
        Set<String> possible = new HashSet<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Rule rule : rules) {
                for (Map<String, Integer> values : bindings(new ArrayList<>(rule.variables()), Map.of())) {
                    Instance instance = new Instance(rule, values);
                    if (!found.containsKey(instance) && rule.body().mayHold(values, possible, domain)) {
                        found.put(instance, true);
                        changed = true;
                        for (int a = 0; a < rule.heads().size(); a++) {
                            possible.add(instance.head(a));
                        }
                    }
                }
            }
        }
        return new ArrayList<>(found.keySet());
    }

    private List<Map<String, Integer>> bindings(List<String> variables, Map<String, Integer> values) {
        if (values.size() == variables.size()) {
            return List.of(values);
        }
        List<Map<String, Integer>> all = new ArrayList<>();
        for (int value = 1; value <= domain; value++) {
            Map<String, Integer> extended = new HashMap<>(values);
            extended.put(variables.get(values.size()), value);
            all.addAll(bindings(variables, extended));
        }
        return all;
    }
}
