package org.deciban.transformer.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ten thousand damaged files: each is refused with its place, or read as what it says. */
class DamagedFilesTest {
    private static final int COUNT = 10_000;

    private final List<byte[]> files = new ArrayList<>();

    DamagedFilesTest() {
        for (long seed = 0; seed < 20; seed++) {
            files.add(MemoryChannel.write(new RandomPrograms(seed).file()));
        }
    }

    private static Optional<TransformerFile> read(byte[] damaged, String name) {
        try {
            return Optional.of(MemoryChannel.read(damaged));
        } catch (TransformerFormatException e) {
            assertThat(e).hasMessageStartingWith("memory: ").hasMessageContaining("expected ");
            assertThat(e.getMessage()).hasSizeLessThan(1000);
            return Optional.empty();
        } catch (Throwable e) {
            return fail("damaged file " + name, e);
        }
    }

    /** Another number is another program; names, shapes and schedule stay. */
    @Test
    void damagedEntriesAreRefusedOrAreOtherEntries() throws IOException {
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < COUNT / 2; i++) {
            byte[] file = files.get(random.nextInt(files.size()));
            byte[] damaged = new Mutations(random).inData(file);
            Optional<TransformerFile> answer = read(damaged, "entry " + i);
            if (answer.isPresent()) {
                read++;
                byte[] again = MemoryChannel.write(answer.get());
                assertThat(MemoryChannel.read(again)).isEqualTo(answer.get());
                assertThat(Mutations.config(Mutations.header(again)))
                        .isEqualTo(Mutations.config(Mutations.header(file)));
            }
        }
        assertThat(read).isBetween(COUNT / 8, COUNT / 2 - 100);
    }

    /**
     * What a damaged header says is what the program read from it says: written again, the config, and type and shape of every
     * tensor, are the same to a JSON reader of another make.
     */
    @Test
    void damagedHeadersAreRefusedOrMeanWhatTheySay() throws IOException {
        Random random = new Random(2);
        int read = 0;
        for (int i = 0; i < COUNT / 2; i++) {
            byte[] file = files.get(random.nextInt(files.size()));
            byte[] damaged = new Mutations(random).elsewhere(file);
            Optional<TransformerFile> answer = read(damaged, "header " + i);
            if (answer.isPresent()) {
                read++;
                byte[] again = MemoryChannel.write(answer.get());
                assertThat(MemoryChannel.read(again)).isEqualTo(answer.get());
                assertThat(meaning(again)).isEqualTo(meaning(damaged));
            }
        }
        assertThat(read).isBetween(100, COUNT / 4);
    }

    /** What stands for each layer in the place of blocks: their numbers are the writer's business. */
    private static JsonNode meaning(byte[] file) throws IOException {
        ObjectNode header = Mutations.header(file);
        ObjectNode config = (ObjectNode) Mutations.config(header);
        header.remove("__metadata__");
        JsonNode schedule = config.remove("schedule");
        JsonNode blocks = config.remove("blocks");
        ObjectNode meaning = Mutations.JSON.createObjectNode();
        meaning.set("config", config);
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            ObjectNode tensor = (ObjectNode) entry.getValue();
            tensor.remove("data_offsets");
            String[] name = entry.getKey().split("\\.", 3);
            if (name[0].equals("blocks")) {
                for (int l = 0; l < schedule.size(); l++) {
                    if (schedule.get(l).asText().equals(name[1])) {
                        meaning.set("layer " + l + " " + name[2], tensor);
                        meaning.set("layer " + l, blocks.get(schedule.get(l).asInt()));
                    }
                }
            } else {
                // Where offsets were exchanged, entries of a sparse matrix may be zeros now, which are not kept.
                if (entry.getKey().matches(".*\\.(col_indices|values)")) {
                    tensor.remove("shape");
                }
                meaning.set(entry.getKey(), tensor);
            }
        }
        return meaning;
    }
}
