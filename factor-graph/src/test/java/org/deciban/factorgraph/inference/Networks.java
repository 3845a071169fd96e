package org.deciban.factorgraph.inference;

import java.util.List;
import org.deciban.factorgraph.FactorGraph;

/** Small networks whose posteriors can be worked out by hand. */
final class Networks {
    private Networks() {}

    /** lonely .3 and exciting .6 are independent; like_jj = OR of both; like_kj .4; date = like_jj AND like_kj. */
    static FactorGraph dating() {
        return FactorGraph.builder()
                .variable("lonely", "false", "true")
                .variable("exciting", "false", "true")
                .variable("like_jj", "false", "true")
                .variable("like_kj", "false", "true")
                .variable("date", "false", "true")
                .conditional("lonely", List.of(), 0.7, 0.3)
                .conditional("exciting", List.of(), 0.4, 0.6)
                .conditional("like_jj", List.of("lonely", "exciting"), 1, 0, 0, 1, 0, 1, 0, 1)
                .conditional("like_kj", List.of(), 0.6, 0.4)
                .conditional("date", List.of("like_jj", "like_kj"), 1, 0, 1, 0, 1, 0, 0, 1)
                .build();
    }
}
