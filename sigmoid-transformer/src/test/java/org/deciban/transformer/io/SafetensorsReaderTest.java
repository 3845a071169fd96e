package org.deciban.transformer.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files put together by hand from the description of the format. */
class SafetensorsReaderTest {
    private static byte[] bytes(long length, String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .array();
    }

    private static SafetensorsReader open(byte[] bytes) {
        return SafetensorsReader.open("f", new MemoryChannel(bytes));
    }

    private static SafetensorsReader open(String header, int dataBytes) {
        return open(bytes(header.getBytes(StandardCharsets.UTF_8).length, header, dataBytes));
    }

    @Test
    void aFileOfEveryTypeIsRead() {
        String header = "{\"i\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[20,28]},"
                + "\"__metadata__\":{\"a\":\"b\"},"
                + "\"none\":{\"dtype\":\"F64\",\"shape\":[0,3],\"data_offsets\":[8,8]},"
                + "\"x\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
                + "\"l\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[8,16]},"
                + "\"y\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[16,20]}}  ";
        byte[] file = bytes(header.length(), header, 28);
        ByteBuffer.wrap(file, 8 + header.length(), 28)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(-0.1)
                .putLong(Long.MIN_VALUE)
                .putFloat(0.5f)
                .putInt(-7)
                .putInt(8);
        SafetensorsReader reader = open(file);
        assertThat(reader.metadata()).containsExactly(Map.entry("a", "b"));
        assertThat(reader.tensors()).containsOnlyKeys("i", "none", "x", "l", "y");
        assertThat(reader.entries("x").nextReal()).isEqualTo(-0.1);
        assertThat(reader.entries("y").nextReal()).isEqualTo(0.5);
        assertThat(reader.entries("l").nextInteger()).isEqualTo(Long.MIN_VALUE);
        TensorEntries i = reader.entries("i");
        assertThat(List.of(i.nextInteger(), i.nextInteger())).containsExactly(-7L, 8L);
        assertThat(i.hasNext()).isFalse();
        assertThat(reader.entries("none").hasNext()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                              | 0  | begins with {",
                "` {}`                                                           | 0  | begins with {",
                "{} x                                                            | 0  | JSON",
                "{\"a\":1,\"a\":1}                                               | 0  | Duplicate",
                "{\"a\":1}                                                       | 0  | an object, found 1",
                "{\"__metadata__\":{\"a\":1}}                                    | 0  | header, __metadata__.a: expected a string",
                "{\"a\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[0,2]}} | 2 | header, a.dtype: expected F64, F32, I64 or I32, found BF16. Maybe",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8],\"b\":1}} | 8 | the key b",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1]}}                       | 8  | the key data_offsets",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[-1],\"data_offsets\":[0,8]}} | 8 | header, a.shape[0]: expected an integer from 0",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1.0],\"data_offsets\":[0,8]}} | 8 | a.shape[0]: expected an integer",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8,8]}} | 8 | two offsets, found 3",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}} | 8 | header, a.data_offsets: expected 16 bytes",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,0]}} | 8 | expected 8 bytes",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}} | 8 | more than 2^63 bytes",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1152921504606846975],\"data_offsets\":[0,9223372036854775800]}} | 8 | Maybe the file is truncated?",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]}} | 16 | tensor a: expected data from byte 0 on",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}} | 9 | 8 bytes of data after the header, found 9 bytes. Maybe something was appended?",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}} | 7 | found 7 bytes. Maybe the file is truncated?",
                "{\"\\ud800\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}} | 8 | surrogate pair",
            })
    void aHeaderThatBreaksTheFormatIsRefused(String header, int dataBytes, String message) {
        assertThatThrownBy(() -> open(header, dataBytes))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void overlappingTensorsAreRefused() {
        String header = "{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]},"
                + "\"b\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[8,24]}}";
        assertThatThrownBy(() -> open(header, 24))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("tensor b: expected data from byte 16 on, without a hole or an overlap");
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807", "-1", "100000001", "3"})
    void aLengthThatTheFileDoesNotHaveIsRefused(long length) {
        assertThatThrownBy(() -> open(bytes(length, "{}", 0)))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageStartingWith("f: byte 0: expected a header of at most 2 bytes, found one of "
                        + Long.toUnsignedString(length) + " bytes");
    }

    @Test
    void bytesThatAreNoUtf8AreLocated() {
        byte[] file = bytes(3, "{} ", 0);
        file[10] = (byte) 0xff;
        assertThatThrownBy(() -> open(file)).hasMessageStartingWith("f: byte 10: expected a header in UTF-8");
    }

    /** UTF-16 would be guessed by a JSON parser that is left to guess. */
    @Test
    void utf16IsNotGuessed() {
        byte[] text = "{}".getBytes(StandardCharsets.UTF_16LE);
        byte[] file = bytes(4, new String(text, StandardCharsets.ISO_8859_1), 0);
        assertThatThrownBy(() -> open(file)).isInstanceOf(TransformerFormatException.class);
    }

    @Test
    void nestingThatWouldTakeTheStackIsRefused() {
        String header = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> open(header, 0)).isInstanceOf(TransformerFormatException.class);
    }

    @Test
    void aNumberThatIsNotFiniteIsLocated() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SafetensorsWriter()
                .add("a", TensorType.F64, List.of(2L, 2L), sink -> {
                    for (double entry : new double[] {1, 2, Double.NaN, 4}) {
                        sink.putReal(entry);
                    }
                })
                .writeTo(Channels.newChannel(out));
        TensorEntries entries = open(out.toByteArray()).entries("a");
        entries.nextReal();
        entries.nextReal();
        int at = out.size() - 16;
        assertThatThrownBy(entries::nextReal)
                .hasMessage("f: tensor a, entry [1, 0] at byte " + at + ": expected a finite number, found NaN");
    }
}
