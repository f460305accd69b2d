package dev.colonnade.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A SQL text whose {@code $name} placeholders have become {@code ?}, and the values in the order of the question marks.
 * Placeholders inside quotes, dollar quotes and comments are text.
 */
record NamedParameters(String sql, List<Object> values) {
    /** @throws UsageException if a placeholder has no value or a value has no placeholder */
    static NamedParameters bind(String sql, Map<String, String> given) {
        return new Reader(sql, given).read();
    }

    private static final class Reader {
        private final String sql;
        private final Map<String, String> given;
        private final StringBuilder out = new StringBuilder();
        private final List<Object> values = new ArrayList<>();
        private final Set<String> unused;
        private int at;

        Reader(String sql, Map<String, String> given) {
            this.sql = sql;
            this.given = given;
            this.unused = new LinkedHashSet<>(given.keySet());
        }

        NamedParameters read() {
            while (at < sql.length()) {
                char c = sql.charAt(at);
                if (c == '\'' || c == '"') {
                    copyThrough(String.valueOf(c), 1);
                } else if (sql.startsWith("--", at)) {
                    copyThrough("\n", 2);
                } else if (sql.startsWith("/*", at)) {
                    copyThrough("*/", 2);
                } else if (c == '$') {
                    readDollar();
                } else {
                    out.append(c);
                    at++;
                }
            }
            if (!unused.isEmpty()) {
                throw new UsageException(
                        "The query has no $" + unused.iterator().next() + ": leave --param "
                                + unused.iterator().next() + " away or use it.");
            }
            return new NamedParameters(out.toString(), List.copyOf(values));
        }

        /** Copies up to and including the next {@code end} after {@code skip} characters; to the end of the text if none. */
        private void copyThrough(String end, int skip) {
            int found = sql.indexOf(end, at + skip);
            int next = found < 0 ? sql.length() : found + end.length();
            out.append(sql, at, next);
            at = next;
        }

        private void readDollar() {
            int end = at + 1;
            while (end < sql.length() && isNamePart(sql.charAt(end))) {
                end++;
            }
            if (end < sql.length() && sql.charAt(end) == '$') {
                copyThrough(sql.substring(at, end + 1), end + 1 - at);
                return;
            }
            String name = sql.substring(at + 1, end);
            if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
                out.append(sql, at, end);
                at = end;
                return;
            }
            String text = given.get(name);
            if (text == null) {
                throw new UsageException("The query uses $" + name + ": give it with --param " + name + "=VALUE.");
            }
            unused.remove(name);
            values.add(ParameterValue.parse(text));
            out.append('?');
            at = end;
        }

        private static boolean isNamePart(char c) {
            return c == '_' || Character.isLetterOrDigit(c);
        }
    }
}
