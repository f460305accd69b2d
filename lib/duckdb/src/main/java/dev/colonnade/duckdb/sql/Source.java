package dev.colonnade.duckdb.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a SELECT reads from. */
sealed interface Source {
    /** A table function call or a VALUES list, and the name of its result; with {@code columns}, other names for its first columns. */
    record Call(String text, String alias, List<String> columns) implements Source {
        public Call {
            columns = List.copyOf(columns);
        }
    }

    /** A query in parentheses; with {@code columns}, other names for its columns. */
    record Nested(Query query, String alias, List<String> columns) implements Source {
        public Nested {
            columns = List.copyOf(columns);
        }
    }

    /** Two sources and how they are joined; a null condition is none. */
    record Joined(Source left, String join, Source right, @Nullable String condition) implements Source {}
}
