package dev.colonnade.cli;

import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.SortKey;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as the command line writes them. */
final class KeyText {
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((?:(\\d+)\\s*,\\s*)?([^()]+)\\)");

    private KeyText() {}

    /** A column, or {@code year(ts)}, {@code month(ts)}, {@code day(ts)}, {@code truncate(3, s)}, {@code bucket(16, c)}, named {@code ts_year} and so on. */
    static Expr partition(String text) {
        Matcher call = CALL.matcher(text.strip());
        if (!call.matches()) {
            return Exprs.col(text.strip());
        }
        String column = call.group(3).strip();
        String function = call.group(1).toLowerCase(Locale.ROOT);
        Expr value = Exprs.col(column);
        Expr key =
                switch (function + (call.group(2) == null ? "" : "#")) {
                    case "year" -> value.dt().year();
                    case "month" -> value.dt().month();
                    case "day" -> value.dt().day();
                    case "truncate#" -> Exprs.truncate(Integer.parseInt(call.group(2)), value);
                    case "bucket#" -> Exprs.bucket(Integer.parseInt(call.group(2)), value);
                    default ->
                        throw new UsageException(
                                "'" + text
                                        + "' is no partition key: write a column, year(c), month(c), day(c), truncate(n, c) or bucket(n, c).");
                };
        return key.as(column + "_" + function);
    }

    /** A column, ascending, or {@code c:desc}. */
    static SortKey sort(String text) {
        return text.endsWith(":desc")
                ? Exprs.col(text.substring(0, text.length() - 5)).desc()
                : Exprs.col(text).asc();
    }
}
