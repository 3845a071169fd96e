package org.deciban.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoopedTransformerTest {
    private static final Layer GATHER = new Layer("gather", List.of(), FeedForward.none(2));
    private static final Layer UPDATE = new Layer("update", List.of(), FeedForward.none(2));
    private static final Layer READ = new Layer("read", List.of(), FeedForward.none(2));

    private static ResidualLayout layout() {
        ResidualLayout.Builder builder = ResidualLayout.builder();
        builder.add("all", 2);
        return builder.build();
    }

    @Test
    void theBodyIsRepeatedAndThenReadOut() {
        LoopedTransformer loop = new LoopedTransformer(layout(), List.of(GATHER, UPDATE), List.of(READ));
        assertThat(loop.unroll(2).layers()).containsExactly(GATHER, UPDATE, GATHER, UPDATE, READ);
        assertThat(loop.unroll(0).layers()).containsExactly(READ);
        assertThat(loop.unroll(1).layout()).isEqualTo(layout());
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> new LoopedTransformer(layout(), List.of(), List.of(READ)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a looped transformer needs a body of at least one layer");
        LoopedTransformer loop = new LoopedTransformer(layout(), List.of(GATHER), List.of());
        assertThatThrownBy(() -> loop.unroll(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a body cannot be repeated -1 times");
        Layer wide = new Layer("wide", List.of(), FeedForward.none(3));
        LoopedTransformer misfit = new LoopedTransformer(layout(), List.of(wide), List.of());
        assertThatThrownBy(() -> misfit.unroll(1)).hasMessage("layer 0 (wide) must have width 2, got 3");
    }
}
