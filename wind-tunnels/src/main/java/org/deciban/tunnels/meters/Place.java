package org.deciban.tunnels.meters;

/**
 * Where something was measured.
 *
 * @param sequence the index of the sequence in its sample, from 0
 * @param index which of the positions at which a model is asked, from 0
 * @param position the position of the token
 */
public record Place(int sequence, int index, int position) {
    @Override
    public String toString() {
        return "sequence " + sequence + ", position " + position;
    }
}
