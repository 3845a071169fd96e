package org.deciban.cli;

import java.io.IOException;

/**
 * What an engine takes on a model.
 *
 * @param threads that a single run uses; batches use all processors
 * @param prepareSeconds to make the program ready, once
 * @param firstSeconds the first run after that
 * @param nanoseconds per (factor, variable) edge and round, both messages
 * @param setsPerSecond evidence sets answered one after the other
 * @param batch the sets of a batch
 * @param batchSetsPerSecond evidence sets answered in such batches
 */
record EngineTimes(
        EngineChoice engine,
        int threads,
        double prepareSeconds,
        double firstSeconds,
        double nanoseconds,
        double setsPerSecond,
        int batch,
        double batchSetsPerSecond) {

    /** With the time of belief propagation without a transformer beside it. */
    void write(Json json, double propagation) throws IOException {
        json.text("engine", Words.of(engine));
        json.count("threads", threads);
        json.brief("prepareSeconds", prepareSeconds);
        json.brief("firstAnswerSeconds", firstSeconds);
        json.brief("nanosecondsPerMessage", nanoseconds);
        json.brief("timesBeliefPropagation", nanoseconds / propagation);
        json.brief("evidenceSetsPerSecond", setsPerSecond);
        json.count("batch", batch);
        json.brief("evidenceSetsPerSecondInBatch", batchSetsPerSecond);
    }
}
