package dev.colonnade.duckdb.sql;

import java.util.function.IntFunction;

/** The numbered placeholders ({@code $1}) of a text that the engine has written out, in which quotes are only doubled. */
public final class Placeholders {
    private Placeholders() {}

    /** {@code text} with what {@code by} makes of each number in the place of its placeholder. */
    public static String replace(String text, IntFunction<String> by) {
        StringBuilder out = new StringBuilder(text.length());
        char quote = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int end = at + 1;
            while (quote == 0 && c == '$' && end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            if (end > at + 1) {
                out.append(by.apply(Integer.parseInt(text.substring(at + 1, end))));
                at = end - 1;
                continue;
            }
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            out.append(c);
        }
        return out.toString();
    }
}
