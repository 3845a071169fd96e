package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.deciban.heads.recorded.AttentionDeclaration;
import org.junit.jupiter.api.Test;

/** What docs/heads.md shows is run, and comes out as shown. */
class HeadsPageTest {
    private static final String COMMAND = "$ ./deciban ";

    private static List<String> blocks(String language) throws IOException {
        String page = Files.readString(Path.of("../docs/heads.md"));
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void theConsoleShowsWhatTheCommandPrints() throws IOException {
        List<String> blocks = blocks("console");
        assertThat(blocks).hasSize(4);
        for (String block : blocks) {
            String command = block.lines().findFirst().orElseThrow();
            assertThat(command).startsWith(COMMAND);
            assertThat(Run.of(command.substring(COMMAND.length()).split(" ")).out())
                    .isEqualTo(block.substring(command.length() + 1));
        }
    }

    @Test
    void theDeclarationIsOne() throws IOException {
        AttentionDeclaration declaration =
                AttentionDeclaration.parse("page", blocks("json").get(0));
        assertThat(declaration.attentions()).containsExactly("attn.0", "attn.1");
        assertThat(declaration.sequences()).containsExactly(List.of(0, 5, 3, 5, 3));
        assertThat(declaration.mask()).contains("attention_mask");
    }
}
