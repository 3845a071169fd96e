package org.deciban.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResidualLayoutTest {
    private static ResidualLayout layout() {
        ResidualLayout.Builder builder = ResidualLayout.builder();
        builder.add("one", 1);
        builder.addEach("slot", 2, 3);
        builder.add("message", 2);
        return builder.build();
    }

    @Test
    void subspacesLieSideBySideInTheOrderOfTheCalls() {
        assertThat(layout().modelDim()).isEqualTo(9);
        assertThat(layout().subspaces())
                .containsExactly(
                        new Subspace("one", 0, 1),
                        new Subspace("slot.0", 1, 3),
                        new Subspace("slot.1", 4, 3),
                        new Subspace("message", 7, 2));
        assertThat(layout()).hasToString("ResidualLayout[one[0], slot.0[1..3], slot.1[4..6], message[7..8]]");
    }

    @Test
    void everyDimensionBelongsToTheSubspaceThatHoldsIt() {
        List<String> names =
                List.of("one", "slot.0", "slot.0", "slot.0", "slot.1", "slot.1", "slot.1", "message", "message");
        for (int dimension = 0; dimension < names.size(); dimension++) {
            assertThat(layout().subspaceOf(dimension).name()).isEqualTo(names.get(dimension));
        }
        assertThatThrownBy(() -> layout().subspaceOf(9))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("dimension 9 of a residual stream of width 9");
        assertThatThrownBy(() -> layout().subspaceOf(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void subspacesAreFoundByName() {
        assertThat(layout().subspace("slot.1").start()).isEqualTo(4);
        assertThat(layout().findSubspace("slot")).isEmpty();
        assertThatThrownBy(() -> layout().subspace("slot"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the residual stream has no subspace slot; it has [one, slot.0, slot.1, message]");
    }

    @Test
    void aNameTwiceOrABlockWithoutDimensionsIsRefused() {
        ResidualLayout.Builder builder = ResidualLayout.builder();
        builder.add("one", 1);
        assertThatThrownBy(() -> builder.add("one", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("subspace one is declared twice");
        assertThatThrownBy(() -> builder.add("none", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("subspace none must have at least one dimension, got 0");
        builder.add("two", 2);
        assertThat(builder.build().subspaces()).containsExactly(new Subspace("one", 0, 1), new Subspace("two", 1, 2));
    }

    @Test
    void aBuilderThatGoesOnDoesNotChangeTheLayoutsItBuilt() {
        ResidualLayout.Builder builder = ResidualLayout.builder();
        builder.add("one", 1);
        ResidualLayout before = builder.build();
        builder.add("two", 2);
        assertThat(before.modelDim()).isEqualTo(1);
        assertThat(before.subspaces()).hasSize(1).isUnmodifiable();
    }

    @Test
    void offsetsIntoASubspaceAreChecked() {
        Subspace message = layout().subspace("message");
        assertThat(message.at(0)).isEqualTo(7);
        assertThat(message.at(1)).isEqualTo(8);
        assertThatThrownBy(() -> message.at(2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("subspace message has 2 dimensions, asked for 2");
        assertThatThrownBy(() -> message.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(layout().subspace("one").dimension()).isZero();
        assertThatThrownBy(message::dimension)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("subspace message has 2 dimensions, not one");
    }

    @Test
    void equalityIsOfTheSubspaces() {
        ResidualLayout.Builder other = ResidualLayout.builder();
        other.add("one", 9);
        assertThat(layout()).isEqualTo(layout()).hasSameHashCodeAs(layout()).isNotEqualTo(other.build());
    }
}
