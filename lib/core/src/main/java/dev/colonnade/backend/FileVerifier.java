package dev.colonnade.backend;

import java.nio.file.Path;

/** Looks at every page of Parquet files; found on the class path. Implementations are safe for use by several threads. */
public interface FileVerifier {
    /**
     * Decodes every page and compares it with what the file says about itself: rows, values, nulls, bounds, indexes, Bloom filters,
     * checksums. A file that cannot be opened is a problem, not an exception.
     */
    FileVerification verify(Path file);
}
