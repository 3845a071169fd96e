package org.deciban.transformer.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a safetensors file: 8 bytes, little-endian, that say how long the header is; the header, a JSON object; the entries
 * of the tensors, little-endian and row-major.
 *
 * <p>The whole header is checked when the file is opened: that it is UTF-8 of at most 100 MB, without a key that stands twice,
 * and that the tensors fill the rest of the file without a hole, an overlap or bytes to spare. Nothing is allocated for a size
 * before the file was found to be as long. Of the types of the format {@link TensorType} lists those that are read.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class SafetensorsReader implements Closeable {
    private final String file;
    private final SeekableByteChannel channel;
    private final SafetensorsHeader header;
    private final long dataStart;

    private SafetensorsReader(String file, SeekableByteChannel channel, SafetensorsHeader header, long dataStart) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.dataStart = dataStart;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws TransformerFormatException if it cannot be read, or is no safetensors file
     */
    public static SafetensorsReader open(Path path) {
        String file = path.toString();
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new TransformerFormatException(file, "", "a regular file", "something else", "Maybe a folder?");
            }
            FileChannel channel = FileChannel.open(path);
            try {
                return open(file, channel);
            } catch (TransformerFormatException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads the header of a file that is open. The channel is closed with the reader.
     *
     * @param file what messages call it
     * @throws TransformerFormatException as {@link #open(Path)}
     */
    public static SafetensorsReader open(String file, SeekableByteChannel channel) {
        try {
            long size = channel.size();
            if (size < SafetensorsHeader.LENGTH_BYTES) {
                throw new TransformerFormatException(
                        file, "", "at least 8 bytes, which say how long the header is", size + " bytes", "");
            }
            long length = read(file, channel, 0, SafetensorsHeader.LENGTH_BYTES).getLong();
            long most = Math.min(SafetensorsHeader.MOST_BYTES, size - SafetensorsHeader.LENGTH_BYTES);
            if (length < 0 || length > most) {
                throw new TransformerFormatException(
                        file,
                        "byte 0",
                        "a header of at most " + most + " bytes",
                        "one of " + Long.toUnsignedString(length) + " bytes",
                        "Maybe the file is truncated, or of another format?");
            }
            long dataStart = SafetensorsHeader.LENGTH_BYTES + length;
            byte[] text = read(file, channel, SafetensorsHeader.LENGTH_BYTES, (int) length)
                    .array();
            return new SafetensorsReader(
                    file, channel, SafetensorsHeader.parse(file, text, size - dataStart), dataStart);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** What messages call the file. */
    public String file() {
        return file;
    }

    /** The strings of {@code __metadata__}, in the order of the header. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /** The tensors by name, in the order of the header. */
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(header.tensors());
    }

    /** The tensor of that name, or empty. */
    public Optional<TensorInfo> findTensor(String name) {
        return Optional.ofNullable(header.tensors().get(name));
    }

    /**
     * The entries of a tensor, to be taken one after another.
     *
     * @throws TransformerFormatException if there is no tensor of that name
     */
    public TensorEntries entries(String name) {
        TensorInfo tensor = findTensor(name)
                .orElseThrow(() -> new TransformerFormatException(
                        file, "", "the tensor " + name, "a file without it", "Maybe it was renamed?"));
        return new TensorEntries(this, tensor);
    }

    /** Bytes from the data of the file. */
    ByteBuffer data(long begin, int count) {
        try {
            return read(file, channel, dataStart + begin, count);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The place in the file of a place in the data. */
    long fileOffset(long dataOffset) {
        return dataStart + dataOffset;
    }

    private static ByteBuffer read(String file, SeekableByteChannel channel, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(at);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new TransformerFormatException(
                        file,
                        "byte " + (at + bytes.position()),
                        bytes.remaining() + " more bytes",
                        "the end of the file",
                        "Maybe it was changed while it was read?");
            }
        }
        return bytes.flip();
    }

    private static TransformerFormatException unreadable(String file, IOException e) {
        return new TransformerFormatException(
                file, "", "a file that can be read", e.getClass().getSimpleName(), "Maybe the name is misspelt?", e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }
}
