package dev.colonnade.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the bytes of a dataset are. Implementations are safe for use by several threads. */
public interface Storage {
    /**
     * A file or directory.
     *
     * @param modifiedNanos its modification time, in nanoseconds since 1970 UTC
     */
    record Entry(Path path, boolean directory, long sizeBytes, long modifiedNanos) {}

    /** What is at {@code path}, after following links; empty if nothing is. */
    Optional<Entry> find(Path path) throws IOException;

    /** What is directly in {@code directory}, after following links, in any order; dangling links are left out. */
    List<Entry> list(Path directory) throws IOException;

    /** The {@code length} bytes of a file from {@code offset}. @throws java.io.EOFException if it ends before */
    byte[] read(Path path, long offset, int length) throws IOException;
}
