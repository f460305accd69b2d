package dev.colonnade.duckdb;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of parse trees. What the engine leaves out of a tree, it writes as null or as something empty elsewhere. */
final class SqlNodes {
    private SqlNodes() {}

    /** The elements of an array, none if it is absent. */
    static List<?> list(Map<?, ?> object, String key) {
        return object.get(key) instanceof List<?> list ? list : List.of();
    }

    /** Whether all of these say nothing: null, false, or empty. */
    static boolean isAbsent(Map<?, ?> object, String... keys) {
        for (String key : keys) {
            if (!isNothing(object.get(key))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNothing(@Nullable Object value) {
        if (value instanceof Json.Word word) {
            return word.text().equals("null") || word.text().equals("false");
        }
        if (value instanceof List<?> list) {
            return list.isEmpty();
        }
        return value == null || value instanceof String text && text.isEmpty();
    }

    /** Whether an object has no list with something in it: no sort keys, no common tables. */
    static boolean holdsNothing(Map<?, ?> object, String key, String list) {
        return !(object.get(key) instanceof Map<?, ?> inner) || isAbsent(inner, list);
    }

    /** The number of an integer literal, or null. */
    static @Nullable Long integer(@Nullable Object node) {
        if (!(node instanceof Map<?, ?> map)
                || !SqlPruning.text(map, "type").equals("VALUE_CONSTANT")
                || !(map.get("literal") instanceof Map<?, ?> value)) {
            return null;
        }
        String text = SqlPruning.text(value, "text");
        boolean plain = SqlPruning.text(value, "kind").equals("INTEGER") && text.matches("\\d{1,18}");
        return plain ? Long.valueOf(text) : null;
    }
}
