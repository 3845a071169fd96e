package org.deciban.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers why it could not be written, which {@link java.io.PrintStream} forgets. */
final class AnswerStream extends OutputStream {
    private final OutputStream target;
    private @Nullable IOException failure;

    AnswerStream(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    /** Why the answer could not be written, if it could not. */
    Optional<IOException> findFailure() {
        return Optional.ofNullable(failure);
    }
}
