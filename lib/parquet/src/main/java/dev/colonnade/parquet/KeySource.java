package dev.colonnade.parquet;

import org.jspecify.annotations.Nullable;

/**
 * Where the keys of encrypted files come from, such as a key management service. Keys have names; a file stores the names
 * of its keys and nothing else of them.
 */
@FunctionalInterface
public interface KeySource {
    /** Has no key. */
    KeySource NONE = name -> null;

    /**
     * The key of that name, 16, 24 or 32 bytes; null if there is none, or none for this caller. Asked each time that a file
     * is opened or written, on the thread that does so.
     */
    byte @Nullable [] key(String name);
}
