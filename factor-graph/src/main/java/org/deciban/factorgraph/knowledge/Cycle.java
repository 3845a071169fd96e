package org.deciban.factorgraph.knowledge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Breaks the cycles of a component of atoms that depend on each other positively.
 *
 * <p>The atoms are the least solution of x = f(x), of monotone Boolean functions. Of one equation that is f(false), and equations are
 * solved one after the other (Bekić, 1984, doi:10.1007/BFb0048939): an atom is what its rules say where the atom itself is false, since a
 * derivation need not use what it derives. So each atom gets copies, one for each set of atoms that are false below it; those that it cannot
 * reach make no difference, and copies that differ in nothing else are one. An atom that does not depend on itself any more,
 * with those false, needs no such step.
 */
final class Cycle {
    private final Map<Integer, List<Integer>> dependencies;
    private final Gate gate;
    private final int mostCopies;
    private final Map<Key, Optional<Wire>> made = new HashMap<>();
    private final Map<Integer, Integer> copies = new TreeMap<>();
    private int begun;

    /** The gates of an atom: the OR of its rules. */
    interface Gate {
        /**
         * Makes them.
         *
         * @param copy how many the atom has already
         * @param below the members that its rules read, those apart that are false
         * @return empty if it is false
         */
        Optional<Wire> of(int atom, int copy, Map<Integer, Wire> below);
    }

    /** @param reached what the atom depends on, itself too, and that is not taken to be false */
    private record Key(int atom, Set<Integer> reached) {}

    /**
     * A component.
     *
     * @param dependencies for each atom the members that its rules read
     */
    Cycle(Map<Integer, List<Integer>> dependencies, Gate gate, int mostCopies) {
        this.dependencies = dependencies;
        this.gate = gate;
        this.mostCopies = mostCopies;
    }

    /**
     * The proposition that an atom is true; empty if it never is.
     *
     * @throws TooManyCopiesException if that takes more copies of atoms than allowed
     */
    Optional<Wire> wire(int atom) {
        return wire(atom, Set.of());
    }

    /** The most copies that an atom has. */
    int mostCopiesOfOne() {
        return copies.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private Optional<Wire> wire(int atom, Set<Integer> denied) {
        Set<Integer> reached = reached(atom, denied);
        Key key = new Key(atom, reached);
        Optional<Wire> known = made.get(key);
        if (known != null) {
            return known;
        }
        // Counted where one is begun, so that a long way down is refused before it is long.
        if (++begun > mostCopies) {
            throw new TooManyCopiesException();
        }
        Set<Integer> below = new HashSet<>(denied);
        if (dependsOnItself(atom, reached)) {
            below.add(atom);
        }
        Map<Integer, Wire> read = new HashMap<>();
        for (int dependency : dependencies.get(atom)) {
            if (!below.contains(dependency)) {
                wire(dependency, below).ifPresent(wire -> read.put(dependency, wire));
            }
        }
        Optional<Wire> wire = gate.of(atom, copies.merge(atom, 1, Integer::sum) - 1, read);
        made.put(key, wire);
        return wire;
    }

    private boolean dependsOnItself(int atom, Set<Integer> reached) {
        return reached.stream().anyMatch(other -> dependencies.get(other).contains(atom));
    }

    private Set<Integer> reached(int atom, Set<Integer> denied) {
        Set<Integer> reached = new HashSet<>(Set.of(atom));
        Deque<Integer> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            for (int dependency : dependencies.get(next.pop())) {
                if (!denied.contains(dependency) && reached.add(dependency)) {
                    next.push(dependency);
                }
            }
        }
        return reached;
    }

    /** Says nothing but that; the circuit knows what the atoms are called. */
    static final class TooManyCopiesException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
