package dev.colonnade.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A place that files can be put into. Implementations are safe for use by several threads. */
public interface WritableStorage extends Storage {
    /** Makes the bytes of a file. */
    @FunctionalInterface
    interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The file system of this machine. */
    static WritableStorage local() {
        return new LocalStorage();
    }

    /**
     * Puts a file there, whole or not at all, in the place of any of that path; its bytes and its name are durable when this returns.
     * Directories above it are made.
     */
    void write(Path file, Bytes bytes) throws IOException;

    /** Takes a file away, if it is there. */
    void delete(Path file) throws IOException;
}
