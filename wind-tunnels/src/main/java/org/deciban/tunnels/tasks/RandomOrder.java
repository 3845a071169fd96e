package org.deciban.tunnels.tasks;

import java.util.random.RandomGenerator;

/** Orders of numbers, every one of them alike. */
public final class RandomOrder {
    private RandomOrder() {}

    /** The numbers below a size in a random order: Fisher and Yates' shuffle, one random number for each. */
    public static int[] draw(int size, RandomGenerator random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
