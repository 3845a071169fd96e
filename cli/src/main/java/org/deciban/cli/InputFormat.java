package org.deciban.cli;

import java.util.Optional;
import org.deciban.factorgraph.io.ModelFormat;
import org.jspecify.annotations.Nullable;

/** What a model can be written in: a format of graphs, or a knowledge base. */
enum InputFormat {
    BIF(ModelFormat.BIF),
    XMLBIF(ModelFormat.XMLBIF),
    UAI(ModelFormat.UAI),
    LIBDAI(ModelFormat.LIBDAI),
    /** A knowledge base in the syntax of ProbLog. */
    PROBLOG(null);

    private final @Nullable ModelFormat graph;

    InputFormat(@Nullable ModelFormat graph) {
        this.graph = graph;
    }

    /** The format of the graph; empty for a knowledge base, which becomes one. */
    Optional<ModelFormat> graph() {
        return Optional.ofNullable(graph);
    }
}
