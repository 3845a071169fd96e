package org.deciban.heads.demo;

import java.util.List;

/**
 * A worked example: what was asked, and what a model looked at and said, token by token.
 *
 * @param title what is shown
 * @param sequence the tokens, in words
 * @param steps one for each token at which something is said
 * @param answer what came out
 * @param expected what plain Java says should come out
 */
public record Demo(String title, String sequence, List<Step> steps, String answer, String expected) {
    /** Copies. */
    public Demo {
        steps = List.copyOf(steps);
    }

    /** Whether what came out is what should. */
    public boolean isRight() {
        return answer.equals(expected);
    }

    /**
     * One token.
     *
     * @param position where it stands
     * @param token what it is
     * @param looks where the heads shown look from it
     * @param says what is said
     * @param probability of that
     */
    public record Step(int position, String token, List<Look> looks, String says, double probability) {
        /** Copies. */
        public Step {
            looks = List.copyOf(looks);
        }
    }

    /**
     * The largest weight of a head.
     *
     * @param head what the head is called
     * @param position where it looks
     * @param token what stands there
     * @param weight how much of its attention
     */
    public record Look(String head, int position, String token, double weight) {}
}
