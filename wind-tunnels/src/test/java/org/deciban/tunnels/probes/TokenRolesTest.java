package org.deciban.tunnels.probes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.tasks.AssociativeRecall;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;
import org.deciban.tunnels.tasks.TwoVariables;
import org.junit.jupiter.api.Test;

class TokenRolesTest {
    @Test
    void aNewKeyLooksAtTheValuesBeforeIt() {
        TokenRoles roles = TokenRoles.of(new Bijection(4, 3, 0.5));
        // k1 v2 k3 v0 k0, then k1 v2 k1
        LabelledSequence fresh = sequence(8, 1, 4 + 2, 3, 4, 0);
        assertThat(roles.pattern(fresh, 4))
                .hasValueSatisfying(p -> assertThat(p).containsExactly(0, 0.5, 0, 0.5, 0));
        assertThat(roles.pattern(fresh, 0)).isEmpty();
        assertThat(roles.key(fresh, 2)).isEqualTo(OptionalInt.of(3));
        assertThat(roles.key(fresh, 3)).isEmpty();
        assertThat(roles.pattern(sequence(8, 1, 4 + 2, 1), 2)).isEmpty();
    }

    @Test
    void recallLooksAtTheValueAfterTheSameKey() {
        TokenRoles roles = TokenRoles.of(new AssociativeRecall(3, 2, 1, 1));
        // k0 v2 - k2 v0 k2
        LabelledSequence sequence = sequence(7, 1, 6, 0, 3, 4, 3);
        assertThat(roles.pattern(sequence, 5))
                .hasValueSatisfying(p -> assertThat(p).containsExactly(0, 0, 0, 0, 1, 0));
        assertThat(roles.key(sequence, 2)).isEmpty();
        assertThat(roles.key(sequence, 3)).isEqualTo(OptionalInt.of(3));
    }

    @Test
    void elsewhereWhatIsAskedIsTheKeyAndNoPatternIsKnown() {
        LabelledSequence observed = new LabelledSequence(
                TokenSequence.ofSymbols(new int[] {0, 1, 2}, 3), new int[] {1, 2}, new int[] {0, 0});
        TokenRoles roles = TokenRoles.of(HmmFiltering.published(2));
        assertThat(roles.key(observed, 0)).isEmpty();
        assertThat(roles.key(observed, 2)).isEqualTo(OptionalInt.of(2));
        assertThat(roles.pattern(observed, 2)).isEmpty();
        LabelledSequence features =
                new LabelledSequence(TwoVariables.tokens(0.1, 0.2, 0.3, 0.4), new int[] {0, 1}, new int[] {0, 0});
        assertThat(TokenRoles.of(new TwoVariables()).key(features, 1)).isEqualTo(OptionalInt.of(1));
    }

    private static LabelledSequence sequence(int vocabulary, int... symbols) {
        return new LabelledSequence(
                TokenSequence.ofSymbols(symbols, vocabulary), new int[] {symbols.length - 1}, new int[] {0});
    }
}
