package org.deciban.factorgraph.knowledge;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A condition of a {@link RandomProgram}, with its text and its truth in a set of atoms, both by the definition: variables that have no
 * value where a negation or a disjunction begins are existential in it. Shares nothing with what is tested.
 */
sealed interface Condition {
    String text();

    Stream<String> variables();

    /** Those that it ranges over, which those are that occur outside of the negations and disjunctions in it. */
    default Stream<String> open() {
        return variables();
    }

    /** Whether it holds; every variable outside of negations and disjunctions has a value. */
    boolean holds(Map<String, Integer> values, Set<String> model, int domain);

    /** The same where negations may hold. */
    boolean mayHold(Map<String, Integer> values, Set<String> possible, int domain);

    static boolean isVariable(String term) {
        return Character.isUpperCase(term.charAt(0));
    }

    static String written(String name, List<String> arguments) {
        return arguments.isEmpty() ? name : name + "(" + String.join(",", arguments) + ")";
    }

    static String ground(String name, List<String> arguments, Map<String, Integer> values) {
        return written(
                name,
                arguments.stream()
                        .map(term -> isVariable(term) ? String.valueOf(values.get(term)) : term)
                        .toList());
    }

    /** Whether some values of the variables without one make it true. */
    static boolean exists(
            Condition condition, Map<String, Integer> values, int domain, Predicate<Map<String, Integer>> test) {
        Set<String> open = condition.open().collect(Collectors.toCollection(LinkedHashSet::new));
        open.removeAll(values.keySet());
        if (open.isEmpty()) {
            return test.test(values);
        }
        String first = open.iterator().next();
        for (int value = 1; value <= domain; value++) {
            Map<String, Integer> extended = new HashMap<>(values);
            extended.put(first, value);
            if (exists(condition, extended, domain, test)) {
                return true;
            }
        }
        return false;
    }

    record Holds(String name, List<String> arguments) implements Condition {
        @Override
        public String text() {
            return written(name, arguments);
        }

        @Override
        public Stream<String> variables() {
            return arguments.stream().filter(Condition::isVariable);
        }

        @Override
        public boolean holds(Map<String, Integer> values, Set<String> model, int domain) {
            return model.contains(ground(name, arguments, values));
        }

        @Override
        public boolean mayHold(Map<String, Integer> values, Set<String> possible, int domain) {
            return holds(values, possible, domain);
        }
    }

    /** {@code left operator right + more}; the operator {@code is} too. */
    record Relation(String left, String operator, String right, int more) implements Condition {
        @Override
        public String text() {
            return left + " " + operator + " " + right + (more == 0 ? "" : " + " + more);
        }

        @Override
        public Stream<String> variables() {
            return Stream.of(left, right).filter(Condition::isVariable);
        }

        private static int value(String term, Map<String, Integer> values) {
            return isVariable(term) ? values.get(term) : Integer.parseInt(term);
        }

        @Override
        public boolean holds(Map<String, Integer> values, Set<String> model, int domain) {
            int l = value(left, values);
            int r = value(right, values) + more;
            return switch (operator) {
                case "<", "@<" -> l < r;
                case ">", "@>" -> l > r;
                case "=<", "@=<" -> l <= r;
                case ">=", "@>=" -> l >= r;
                case "=\\=", "\\=", "\\==" -> l != r;
                case "=:=", "=", "==", "is" -> l == r;
                default -> throw new IllegalStateException(operator);
            };
        }

        @Override
        public boolean mayHold(Map<String, Integer> values, Set<String> possible, int domain) {
            return holds(values, possible, domain);
        }
    }

    record Fails(Condition inner) implements Condition {
        @Override
        public String text() {
            return "\\+ " + (inner instanceof Every ? "(" + inner.text() + ")" : inner.text());
        }

        @Override
        public Stream<String> variables() {
            return inner.variables();
        }

        @Override
        public Stream<String> open() {
            return Stream.empty();
        }

        @Override
        public boolean holds(Map<String, Integer> values, Set<String> model, int domain) {
            return !exists(inner, values, domain, all -> inner.holds(all, model, domain));
        }

        @Override
        public boolean mayHold(Map<String, Integer> values, Set<String> possible, int domain) {
            return true;
        }
    }

    record Every(List<Condition> parts) implements Condition {
        @Override
        public String text() {
            return parts.stream().map(Condition::text).collect(Collectors.joining(", "));
        }

        @Override
        public Stream<String> variables() {
            return parts.stream().flatMap(Condition::variables);
        }

        @Override
        public Stream<String> open() {
            return parts.stream().flatMap(Condition::open);
        }

        @Override
        public boolean holds(Map<String, Integer> values, Set<String> model, int domain) {
            return parts.stream().allMatch(part -> part.holds(values, model, domain));
        }

        @Override
        public boolean mayHold(Map<String, Integer> values, Set<String> possible, int domain) {
            return parts.stream().allMatch(part -> part.mayHold(values, possible, domain));
        }
    }

    record Any(List<Condition> branches) implements Condition {
        @Override
        public String text() {
            return branches.stream().map(Condition::text).collect(Collectors.joining(" ; ", "(", ")"));
        }

        @Override
        public Stream<String> variables() {
            return branches.stream().flatMap(Condition::variables);
        }

        @Override
        public Stream<String> open() {
            return Stream.empty();
        }

        @Override
        public boolean holds(Map<String, Integer> values, Set<String> model, int domain) {
            return branches.stream()
                    .anyMatch(branch -> exists(branch, values, domain, all -> branch.holds(all, model, domain)));
        }

        @Override
        public boolean mayHold(Map<String, Integer> values, Set<String> possible, int domain) {
            return branches.stream()
                    .anyMatch(branch -> exists(branch, values, domain, all -> branch.mayHold(all, possible, domain)));
        }
    }
}
