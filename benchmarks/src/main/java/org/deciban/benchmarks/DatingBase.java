package org.deciban.benchmarks;

import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.ProgramReader;

/**
 * A dating knowledge base of any size: people live in towns of five, everybody knows the two who live next door on a ring, likes whom they
 * know if they are lonely themselves or the other one is exciting, and those date who like each other.
 *
 * <p>Towns keep what depends on each other small, as it is where people know a few others; exact inference on a web of thousands is out
 * of reach for any program.
 */
final class DatingBase {
    /** People of a town. */
    static final int TOWN = 5;

    private static final String RULES = """
            likes(X, Y) :- knows(X, Y), lonely(X).
            likes(X, Y) :- knows(X, Y), exciting(Y).
            0.7::date(X, Y) :- likes(X, Y), likes(Y, X).
            """;

    private DatingBase() {}

    /**
     * The text of the program.
     *
     * @param people a multiple of {@link #TOWN}
     * @param question of the query
     */
    static String program(int people, String question) {
        StringBuilder text = new StringBuilder(RULES);
        for (int p = 0; p < people; p++) {
            int town = p / TOWN * TOWN;
            text.append(0.1 + 0.05 * (p % 7)).append("::lonely(p").append(p).append(").\n");
            text.append(0.2 + 0.05 * (p % 11)).append("::exciting(p").append(p).append(").\n");
            for (int step : new int[] {1, TOWN - 1}) {
                int other = town + (p - town + step) % TOWN;
                text.append("knows(p").append(p).append(", p").append(other).append(").\n");
            }
        }
        return text.append("query(").append(question).append(").\n").toString();
    }

    static KnowledgeBase read(int people, String question) {
        return ProgramReader.parse(program(people, question), "dating");
    }
}
