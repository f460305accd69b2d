package dev.colonnade.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that a {@link FileWriter} has made.
 *
 * @param keys per key of the order the value of its rows as text, or null: {@code true}, {@code 42}, {@code 1.50},
 *     {@code 2024-01-31}, {@code 2024-01-31 05:30:00.5} (in UTC if it has a zone), or the string itself
 * @param rows its rows
 */
public record WrittenFile(Path path, List<@Nullable String> keys, long rows) {
    public WrittenFile {
        keys = Collections.unmodifiableList(new ArrayList<>(keys));
    }
}
