package dev.colonnade.duckdb;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names and strings as the engine's SQL writes them. */
final class EngineText {
    /** The unit separator, which names hardly hold. */
    private static final char SEPARATOR = 0x1F;

    private EngineText() {}

    /** A string literal. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A quoted identifier. */
    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A list of strings. One long literal that the engine cuts costs it a tenth of as many literals. */
    static String list(List<@Nullable String> values) {
        boolean plain =
                !values.isEmpty() && values.stream().allMatch(value -> value != null && value.indexOf(SEPARATOR) < 0);
        if (plain) {
            return "string_split(" + literal(String.join(String.valueOf(SEPARATOR), values)) + ", chr("
                    + (int) SEPARATOR + "))";
        }
        return values.stream()
                .map(value -> value == null ? "NULL" : literal(value))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
