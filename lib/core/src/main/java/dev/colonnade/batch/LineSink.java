package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;

/** Hands lines to an {@link Appendable} in large pieces. */
final class LineSink {
    private static final int PIECE = 1 << 13;

    private final Appendable out;
    private final StringBuilder pending = new StringBuilder(PIECE + 1024);

    LineSink(Appendable out) {
        this.out = out;
    }

    /** Where the next line is built. */
    StringBuilder line() {
        return pending;
    }

    void endLine() {
        pending.append('\n');
        if (pending.length() >= PIECE) {
            flush();
        }
    }

    void flush() {
        try {
            out.append(pending);
        } catch (IOException e) {
            throw new ColonnadeException(ErrorCode.IO, "Cannot write rows: " + e.getMessage() + ".", e);
        }
        pending.setLength(0);
    }
}
