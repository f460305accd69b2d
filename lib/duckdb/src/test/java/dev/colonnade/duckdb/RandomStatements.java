package dev.colonnade.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Statements over the tables of {@link SqlTranslationTest}: groupings, distinct rows, first rows, joins. */
final class RandomStatements {
    /** @param ordered whether the statement says the order of its rows, without ties */
    record Statement(String sql, boolean ordered) {}

    private static final List<String> COLUMNS =
            List.of("id", "s", "ts", "name", "price", "flag", "amount", "late", "day", "k");

    private final Random random;
    private boolean joined;

    RandomStatements(Random random) {
        this.random = random;
    }

    Statement next() {
        joined = random.nextInt(5) == 0;
        String from = joined
                ? " FROM t JOIN d ON " + one("t.s = d.s", "d.id = t.id", "t.s = d.s AND t.id = d.id")
                : " FROM t";
        String where = random.nextInt(3) == 0 ? "" : " WHERE " + condition(2);
        return switch (random.nextInt(4)) {
            case 0 -> first(from, where);
            case 1 -> distinct(from, where);
            default -> grouped(from, where);
        };
    }

    private Statement first(String from, String where) {
        List<String> items = columns(1 + random.nextInt(3));
        String last = joined ? "t.id, d.label" : "id";
        String sql = "SELECT " + String.join(", ", items) + (joined ? ", t.id, label" : ", id AS x") + from + where;
        if (!joined && random.nextInt(4) == 0) {
            return new Statement(sql + limit(), true);
        }
        String keys = random.nextInt(3) == 0 ? "" : key(random.nextBoolean() ? "1" : column()) + ", ";
        return new Statement(sql + " ORDER BY " + keys + last + (joined ? "" : one("", " DESC")) + limit(), true);
    }

    private Statement distinct(String from, String where) {
        List<String> items = columns(1 + random.nextInt(2));
        String sql = "SELECT DISTINCT " + String.join(", ", items) + from + where;
        if (random.nextBoolean()) {
            return new Statement(sql, false);
        }
        String all = IntStream.rangeClosed(1, items.size())
                .mapToObj(i -> key(Integer.toString(i)))
                .collect(Collectors.joining(", "));
        return new Statement(sql + " ORDER BY " + all + (random.nextBoolean() ? limit() : ""), true);
    }

    private Statement grouped(String from, String where) {
        List<String> keys = columns(random.nextInt(3));
        List<String> items = new ArrayList<>(keys);
        for (int i = 0; i <= random.nextInt(3); i++) {
            items.add(random.nextInt(items.size() + 1), aggregate() + one("", " AS x" + i));
        }
        String sql = "SELECT " + String.join(", ", items) + from + where;
        if (!keys.isEmpty()) {
            sql += " GROUP BY " + (random.nextInt(4) == 0 ? "ALL" : String.join(", ", keys));
        }
        if (keys.isEmpty() || random.nextBoolean()) {
            return new Statement(sql, false);
        }
        String all = keys.stream().map(this::key).collect(Collectors.joining(", "));
        return new Statement(sql + " ORDER BY " + all + (random.nextBoolean() ? limit() : ""), true);
    }

    private String aggregate() {
        return switch (random.nextInt(6)) {
            case 0 -> "count(*)";
            case 1 -> "count(" + column() + ")";
            case 2 ->
                one("sum", "avg") + "(" + one(joined ? "t.id" : "id", joined ? "t.s" : "s", "price", "late", "k") + ")";
            case 3 -> "MIN(" + column() + ")";
            default -> "max(" + column() + ")";
        };
    }

    private String condition(int depth) {
        int kind = random.nextInt(depth > 0 ? 12 : 9);
        String id = joined ? "t.id" : "id";
        return switch (kind) {
            case 0 -> id + one(" > ", " <= ", " = ", " <> ") + (90 + random.nextInt(1200));
            case 1 -> "day" + one(" = ", " >= ", " < ") + one("DATE '2024-01-12'", "'2024-01-11'", "'2024-01-13'");
            case 2 -> "k IN (" + random.nextInt(3) + ", " + random.nextInt(3) + ")";
            case 3 -> one("name", "price", "late", "amount") + one(" IS NULL", " IS NOT NULL");
            case 4 ->
                "name" + one(" LIKE 'name 1%'", " = 'name 3'", " LIKE '%e 2'", " >= 'name 5'", " NOT LIKE 'name %'");
            case 5 -> "price" + one(" > ", " < ", " = ", " >= ") + one("1.5", "-2", "0", "5.75");
            case 6 -> id + " BETWEEN " + (90 + random.nextInt(600)) + " AND " + (300 + random.nextInt(900));
            case 7 -> "amount" + one(" > ", " <= ", " = ") + one("12.5", "20", "3.755");
            case 8 -> "late" + one(" > ", " = ", " <> ") + (5 + random.nextInt(8));
            case 9 -> "(" + condition(depth - 1) + " AND " + condition(depth - 1) + ")";
            case 10 -> "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
            default -> "NOT (" + condition(depth - 1) + ")";
        };
    }

    private List<String> columns(int count) {
        List<String> found = new ArrayList<>();
        while (found.size() < count) {
            String column = random.nextInt(3) == 0 ? one("day", "k") : column();
            if (!found.contains(column)) {
                found.add(column);
            }
        }
        return found;
    }

    private String column() {
        String name = COLUMNS.get(random.nextInt(COLUMNS.size()));
        return joined ? random.nextInt(4) == 0 ? "d.label" : "t." + name : one(name, name, "t." + name);
    }

    private String key(String of) {
        return of + one("", " ASC", " DESC", " DESC NULLS FIRST", " NULLS FIRST");
    }

    private String limit() {
        return " LIMIT " + random.nextInt(30) + one("", "", " OFFSET " + random.nextInt(10));
    }

    private String one(String... options) {
        return options[random.nextInt(options.length)];
    }
}
