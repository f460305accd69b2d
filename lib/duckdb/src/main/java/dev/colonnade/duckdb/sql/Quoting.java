package dev.colonnade.duckdb.sql;

import java.util.Locale;

/** Names and strings as SQL text. */
public final class Quoting {
    private Quoting() {}

    static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A string constant; a NUL, which no SQL text can hold, is written as the character of its number. */
    static String string(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
    }

    /** A path that the engine takes as it is: its pattern characters are escaped. */
    public static String path(String path) {
        StringBuilder escaped = new StringBuilder(path.startsWith("~") ? "./" : "");
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean pattern = c == '[' || c == '*' || c == '?';
            escaped.append(pattern ? "[" + c + "]" : c);
        }
        return escaped.toString();
    }

    /** What the engine looks names up by. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
