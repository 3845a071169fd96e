package org.deciban.heads.construct;

import org.deciban.heads.tasks.HeadTask;

/** A head, or a few that act together, with the model that they stand in and the task that it does. Implementations are immutable. */
public interface HeadConstruction {
    /** A price half of which is beyond 746, so that what is not meant weighs exactly 0.0, beside a sink at half the price as well. */
    double HARD = 2048;

    /** What tables call it. */
    String name();

    /** What the model does. */
    HeadTask task();

    /** The model. */
    ConstructedModel model();

    /**
     * A price, if it is one.
     *
     * @throws IllegalArgumentException unless it is above 0 and at most 2048, beyond which squares of places are not exact
     */
    static double requirePrice(double price) {
        if (!(price > 0 && price <= 2048)) {
            throw new IllegalArgumentException("a price must be above 0 and at most 2048, got " + price);
        }
        return price;
    }
}
