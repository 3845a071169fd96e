package org.deciban.transformer.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;

/** What is written is what is read, and where it stands is where the format says. */
class TransformerFileProperties {

    @Property
    void readingGivesBackWhatWasWritten(@ForAll long seed) {
        TransformerFile file = new RandomPrograms(seed).file();
        assertThat(MemoryChannel.read(MemoryChannel.write(file))).isEqualTo(file);
    }

    @Property
    void writingWhatWasReadGivesTheSameBytes(@ForAll long seed) {
        byte[] bytes = MemoryChannel.write(new RandomPrograms(seed).file());
        assertThat(MemoryChannel.write(MemoryChannel.read(bytes))).isEqualTo(bytes);
    }

    /** The whole data section, worked out entry by entry with {@code get} and laid out by the header as Jackson reads it. */
    @Property(tries = 300)
    void everyEntryStandsWhereTheHeaderSays(@ForAll long seed) throws Exception {
        TransformerFile file = new RandomPrograms(seed).file();
        ByteBuffer bytes = ByteBuffer.wrap(MemoryChannel.write(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong());
        assertThat(length % 8).isZero();
        JsonNode header = new ObjectMapper().readTree(new String(bytes.array(), 8, length, StandardCharsets.UTF_8));
        JsonNode config = new ObjectMapper()
                .readTree(header.get("__metadata__").get("config").asText());
        Program program = file.program();
        List<Layer> layers = program.transformer().layers();
        assertThat(config.get("schedule")).hasSize(layers.size());
        for (int l = 0; l < layers.size(); l++) {
            String block = "blocks." + config.get("schedule").get(l).asInt();
            Layer layer = layers.get(l);
            for (int h = 0; h < layer.heads().size(); h++) {
                AttentionHead head = layer.heads().get(h);
                check(bytes, length, header.get(block + ".attn.W_Q"), h, head.wQ());
                check(bytes, length, header.get(block + ".attn.W_K"), h, head.wK());
                check(bytes, length, header.get(block + ".attn.W_V"), h, head.wV());
                check(bytes, length, header.get(block + ".attn.W_O"), h, head.wO());
            }
            FeedForward mlp = layer.feedForward();
            check(bytes, length, header.get(block + ".mlp.W_in"), 0, mlp.w1());
            check(bytes, length, header.get(block + ".mlp.b_in"), 0, mlp.b1());
            check(bytes, length, header.get(block + ".mlp.W_out"), 0, mlp.w2());
            check(bytes, length, header.get(block + ".mlp.b_out"), 0, mlp.b2());
        }
        checkSparse(bytes, length, header, "embed.W_E", program.tokens());
        checkSparse(bytes, length, header, "read_out.logits", program.readOut().logits());
    }

    /** The tensor holds the transpose, padded with zeros; a vector is a matrix of one row. */
    private static void check(ByteBuffer file, int header, JsonNode tensor, int slice, Matrix matrix) {
        List<Integer> shape = new ArrayList<>();
        tensor.get("shape").forEach(size -> shape.add(size.asInt()));
        int columns = shape.get(shape.size() - 1);
        int rows = shape.size() == 1 ? 1 : shape.get(shape.size() - 2);
        assertThat(matrix.columns()).isLessThanOrEqualTo(rows);
        assertThat(matrix.rows()).isLessThanOrEqualTo(columns);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                boolean padding = c >= matrix.rows() || r >= matrix.columns();
                double expected = padding ? 0 : matrix.get(c, r);
                assertThat(real(file, header, tensor, (slice * rows + r) * columns + c))
                        .isEqualTo(expected);
            }
        }
    }

    private static void checkSparse(ByteBuffer file, int header, JsonNode all, String name, Matrix matrix) {
        JsonNode starts = all.get(name + ".crow_indices");
        JsonNode columns = all.get(name + ".col_indices");
        double[] dense = new double[matrix.rows() * matrix.columns()];
        for (int r = 0; r < matrix.rows(); r++) {
            for (int i = integer(file, header, starts, r); i < integer(file, header, starts, r + 1); i++) {
                dense[r * matrix.columns() + integer(file, header, columns, i)] =
                        real(file, header, all.get(name + ".values"), i);
            }
        }
        assertThat(dense).isEqualTo(matrix.toRowMajor());
    }

    private static double real(ByteBuffer file, int header, JsonNode tensor, int index) {
        int begin = 8 + header + tensor.get("data_offsets").get(0).asInt();
        return tensor.get("dtype").asText().equals("F32")
                ? file.getFloat(begin + 4 * index)
                : file.getDouble(begin + 8 * index);
    }

    private static int integer(ByteBuffer file, int header, JsonNode tensor, int index) {
        assertThat(tensor.get("dtype").asText()).isEqualTo("I64");
        return Math.toIntExact(
                file.getLong(8 + header + tensor.get("data_offsets").get(0).asInt() + 8 * index));
    }
}
