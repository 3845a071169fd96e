package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deciban.heads.recorded.AttentionDeclaration;
import org.junit.jupiter.api.Test;

/** What docs/heads.md shows is run, and comes out as shown. */
class HeadsPageTest {
    private static final Page PAGE = Page.of("docs/heads.md");

    @Test
    void theConsoleShowsWhatTheCommandPrints() {
        assertThat(PAGE.commands())
                .hasSize(4)
                .allSatisfy(shown -> assertThat(shown.run().out()).isEqualTo(shown.output()));
    }

    @Test
    void theDeclarationIsOne() {
        AttentionDeclaration declaration =
                AttentionDeclaration.parse("page", PAGE.blocks("json").get(0));
        assertThat(declaration.attentions()).containsExactly("attn.0", "attn.1");
        assertThat(declaration.sequences()).containsExactly(List.of(0, 5, 3, 5, 3));
        assertThat(declaration.mask()).contains("attention_mask");
    }
}
