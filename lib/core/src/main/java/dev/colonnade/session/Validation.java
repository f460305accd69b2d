package dev.colonnade.session;

import dev.colonnade.type.Schema;
import java.util.List;
import java.util.Optional;

/**
 * Whether a query can run, found out without running it.
 *
 * @param schema the result's columns, if it can
 * @param problems why it cannot, one sentence each
 */
public record Validation(Optional<Schema> schema, List<String> problems) {
    public Validation {
        problems = List.copyOf(problems);
    }

    public boolean valid() {
        return problems.isEmpty();
    }
}
