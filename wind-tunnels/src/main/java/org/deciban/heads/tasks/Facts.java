package org.deciban.heads.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deciban.tunnels.TokenSequence;

/**
 * Facts: some subjects have an object. Every position from 1 on asks for that of its subject; the last outcome is that none is held.
 *
 * <p>Immutable.
 */
public final class Facts implements HeadTask {
    private final int subjects;
    private final int objects;
    private final NavigableMap<Integer, Integer> held;

    /**
     * @param subjects the number of subjects, at least 2
     * @param objects the number of objects, at least 2
     * @param held the object of each subject that has one, both from 0
     * @throws IllegalArgumentException if one is outside
     */
    public Facts(int subjects, int objects, NavigableMap<Integer, Integer> held) {
        this.subjects = subjects;
        this.objects = objects;
        this.held = new TreeMap<>(held);
        held.forEach((subject, object) -> {
            if (subject < 0 || subject >= subjects || object < 0 || object >= objects) {
                throw new IllegalArgumentException("a fact must be of one of " + subjects + " subjects and " + objects
                        + " objects, got " + subject + " and " + object);
            }
        });
    }

    /** Facts of so many subjects at random, with objects at random. */
    public static Facts draw(RandomGenerator random, int subjects, int objects, int count) {
        List<Integer> order = new ArrayList<>();
        IntStream.range(0, subjects).forEach(subject -> order.add(random.nextInt(subject + 1), subject));
        NavigableMap<Integer, Integer> held = new TreeMap<>();
        order.subList(0, count).forEach(subject -> held.put(subject, random.nextInt(objects)));
        return new Facts(subjects, objects, held);
    }

    /** The same with another object for a subject. */
    public Facts with(int subject, int object) {
        NavigableMap<Integer, Integer> changed = new TreeMap<>(held);
        changed.put(subject, object);
        return new Facts(subjects, objects, changed);
    }

    /** The number of subjects. */
    public int subjects() {
        return subjects;
    }

    /** The number of objects. */
    public int objects() {
        return objects;
    }

    /** The object of each subject that has one, by ascending subject. */
    public NavigableMap<Integer, Integer> held() {
        return new TreeMap<>(held);
    }

    /** The object of a subject, or empty if none is held. */
    public OptionalInt findObject(int subject) {
        Integer object = held.get(subject);
        return object == null ? OptionalInt.empty() : OptionalInt.of(object);
    }

    /** The outcome that says that no fact is held. */
    public int unknown() {
        return objects;
    }

    /** The symbol of a subject. */
    public static int symbol(int subject) {
        return 1 + subject;
    }

    /** Asks for every subject, in order. */
    public TokenSequence everySubject() {
        return TokenSequence.ofSymbols(IntStream.rangeClosed(0, subjects).toArray(), 1 + subjects);
    }

    @Override
    public List<String> symbols() {
        List<String> names = new ArrayList<>(List.of("^"));
        IntStream.range(0, subjects).forEach(i -> names.add("s" + i));
        return List.copyOf(names);
    }

    @Override
    public List<String> outcomes() {
        List<String> names = new ArrayList<>();
        IntStream.range(0, objects).forEach(i -> names.add("o" + i));
        names.add("unknown");
        return List.copyOf(names);
    }

    @Override
    public double[][] expected(TokenSequence tokens, int[] positions) {
        double[][] expected = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            int object = findObject(tokens.symbol(positions[p]) - 1).orElse(unknown());
            expected[p] = Sequences.certain(object, objects + 1);
        }
        return expected;
    }
}
