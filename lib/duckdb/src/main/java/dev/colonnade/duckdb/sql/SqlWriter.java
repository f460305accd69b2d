package dev.colonnade.duckdb.sql;

import dev.colonnade.expr.LiteralValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** Prints a query, a clause a line and nested queries indented, and collects the parameters in the order of the text. */
final class SqlWriter {
    private final StringBuilder text = new StringBuilder();
    private final List<LiteralValue> parameters = new ArrayList<>();
    private int depth;

    /** The statement for a whole query. */
    static SqlWriter write(Select select) {
        SqlWriter writer = new SqlWriter();
        writer.select(select, rootNames(select));
        return writer;
    }

    String text() {
        return text.toString();
    }

    List<LiteralValue> parameters() {
        return List.copyOf(parameters);
    }

    private void line() {
        text.append('\n').append("  ".repeat(depth));
    }

    private void query(Query query) {
        if (query instanceof Select select) {
            select(select);
        } else if (query instanceof Query.UnionAll union) {
            unionAll(union);
        } else {
            userSql((Query.UserSql) query);
        }
    }

    /** The plan's own names, which nothing refers to any more; the engine has no empty name. */
    private static List<String> rootNames(Select select) {
        List<String> unique = select.uniqueNames();
        List<String> names = new ArrayList<>();
        for (String name : select.columns().keySet()) {
            boolean sayable = !name.isEmpty() && name.indexOf('\0') < 0;
            names.add(sayable ? name : unique.get(names.size()));
        }
        return names;
    }

    private void select(Select select) {
        select(select, select.uniqueNames());
    }

    private void select(Select select, List<String> names) {
        text.append(select.isDistinct() ? "SELECT DISTINCT " : "SELECT ");
        text.append(columns(select, names));
        if (select.from() != null) {
            line();
            text.append("FROM ");
            source(select.from());
        }
        clause("WHERE", select.where(), " AND ");
        if (select.groupBy() != null) {
            boolean keys = !select.groupBy().isEmpty();
            clause("GROUP BY", keys ? select.groupBy() : List.of("()"), ", ");
        }
        clause("HAVING", select.having(), " AND ");
        clause("ORDER BY", select.orderBy(), ", ");
        if (select.limit() >= 0) {
            clause("LIMIT", List.of(Long.toString(select.limit())), "");
        }
        if (select.offset() > 0) {
            clause("OFFSET", List.of(Long.toString(select.offset())), "");
        }
    }

    private void clause(String keyword, List<String> parts, String separator) {
        if (!parts.isEmpty()) {
            line();
            text.append(keyword).append(' ').append(String.join(separator, parts));
        }
    }

    private static String columns(Select select, List<String> columnNames) {
        if (select.columns().isEmpty()) {
            return "TRUE AS \"_\"";
        }
        Iterator<String> names = columnNames.iterator();
        return select.columns().values().stream()
                .map(column -> {
                    String name = Quoting.name(names.next());
                    boolean same = column.kind() == Select.Kind.REFERENCE
                            && column.text().endsWith("." + name);
                    return same ? column.text() : column.text() + " AS " + name;
                })
                .collect(Collectors.joining(", "));
    }

    private void source(Source source) {
        if (source instanceof Source.Call call) {
            text.append(call.text()).append(" AS ").append(call.alias());
            text.append(names(call.columns()));
        } else if (source instanceof Source.Nested nested) {
            open();
            query(nested.query());
            close();
            text.append(" AS ").append(nested.alias()).append(names(nested.columns()));
        } else {
            joined((Source.Joined) source);
        }
    }

    private void joined(Source.Joined joined) {
        source(joined.left());
        line();
        text.append(joined.join()).append(' ');
        source(joined.right());
        if (joined.condition() != null) {
            text.append(" ON ").append(joined.condition());
        }
    }

    private static String names(List<String> columns) {
        return columns.isEmpty() ? "" : columns.stream().map(Quoting::name).collect(Collectors.joining(", ", "(", ")"));
    }

    private void open() {
        text.append('(');
        depth++;
        line();
    }

    private void close() {
        depth--;
        line();
        text.append(')');
    }

    private void unionAll(Query.UnionAll union) {
        for (int i = 0; i < union.members().size(); i++) {
            if (i > 0) {
                line();
                text.append("UNION ALL ");
            }
            open();
            select(union.members().get(i));
            close();
        }
    }

    /** The text as it is, in a query of our own: it may begin with a WITH of its own. */
    private void userSql(Query.UserSql sql) {
        for (int i = 0; i < sql.tables().size(); i++) {
            text.append(i == 0 ? "WITH " : ", ");
            Query.Table table = sql.tables().get(i);
            text.append(Quoting.name(table.name())).append(" AS NOT MATERIALIZED ");
            open();
            select(table.query());
            close();
        }
        text.append(sql.tables().isEmpty() ? "" : "\n").append("SELECT * FROM (\n");
        int before = parameters.size();
        text.append(Placeholders.replace(sql.text(), n -> "$" + (before + n))).append("\n)");
        parameters.addAll(sql.parameters());
    }
}
