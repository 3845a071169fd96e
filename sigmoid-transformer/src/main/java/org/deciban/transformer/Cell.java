package org.deciban.transformer;

/**
 * One entry of the residual stream.
 *
 * @param token the index of the token, from 0
 * @param dimension the dimension, from 0
 */
public record Cell(int token, int dimension) {
    @Override
    public String toString() {
        return "token " + token + ", dimension " + dimension;
    }
}
