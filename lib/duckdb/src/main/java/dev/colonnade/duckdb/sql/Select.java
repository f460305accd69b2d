package dev.colonnade.duckdb.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT that is being built. Its clauses mean what SQL says, so a plan node may add a clause only while those that
 * SQL evaluates later are empty; {@link #isPlain} and its like tell.
 */
final class Select implements Query {
    /**
     * A column that a plan node knows by name.
     *
     * @param text its text, valid inside this SELECT
     * @param kind what it is
     */
    record Column(String text, Kind kind) {
        static Column reference(String table, String name) {
            return new Column(table + "." + Quoting.name(name), Kind.REFERENCE);
        }
    }

    /** How much it costs to write a column's text more than once. */
    enum Kind {
        /** A column of the source, and null wherever an outer join has no row of the source. */
        REFERENCE,
        CONSTANT,
        COMPUTED
    }

    private final @Nullable Source from;
    private Map<String, Column> columns;
    private final List<String> where = new ArrayList<>();
    private @Nullable List<String> groupBy;
    private final List<String> having = new ArrayList<>();
    private boolean distinct;
    private List<String> orderBy = List.of();
    private long offset;
    private long limit = -1;

    /** @param columns the columns by the plan's names, in order */
    Select(@Nullable Source from, Map<String, Column> columns) {
        this.from = from;
        this.columns = new LinkedHashMap<>(columns);
    }

    @Nullable
    Source from() {
        return from;
    }

    Map<String, Column> columns() {
        return columns;
    }

    Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalStateException("No column " + name + " in " + columns.keySet() + ".");
        }
        return column;
    }

    /** The text of a column, for expressions over this SELECT's source. */
    String text(String name) {
        return column(name).text();
    }

    void project(Map<String, Column> newColumns) {
        columns = new LinkedHashMap<>(newColumns);
    }

    List<String> where() {
        return where;
    }

    /** The keys if this groups, else null; without keys it makes one row. */
    @Nullable
    List<String> groupBy() {
        return groupBy;
    }

    void group(List<String> keys) {
        groupBy = List.copyOf(keys);
        orderBy = List.of();
    }

    List<String> having() {
        return having;
    }

    /** Keeps the rows for which the condition is true; not after {@link #limit}. */
    void filter(String condition) {
        (groupBy == null ? where : having).add(condition);
    }

    boolean isDistinct() {
        return distinct;
    }

    void makeDistinct() {
        distinct = true;
        orderBy = List.of();
    }

    List<String> orderBy() {
        return orderBy;
    }

    void sort(List<String> keys) {
        orderBy = List.copyOf(keys);
    }

    long offset() {
        return offset;
    }

    /** -1 for all. */
    long limit() {
        return limit;
    }

    void limit(long newOffset, long newLimit) {
        offset = newOffset;
        limit = newLimit;
    }

    boolean isLimited() {
        return offset > 0 || limit >= 0;
    }

    /** Whether this only reads, filters and computes row by row. */
    boolean isRowwise() {
        return groupBy == null && !distinct && !isLimited();
    }

    /** Whether this only names columns of its source. */
    boolean isBare() {
        return isRowwise()
                && where.isEmpty()
                && orderBy.isEmpty()
                && columns.values().stream().allMatch(c -> c.kind() == Kind.REFERENCE);
    }

    /** The names of the result's columns, all different also to an engine that ignores case. */
    List<String> uniqueNames() {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String name : columns.keySet()) {
            String base = name.isEmpty() || name.indexOf('\0') >= 0 ? "_" : name;
            String free = base;
            for (int i = 1; !taken.add(Quoting.folded(free)); i++) {
                free = base + "_" + i;
            }
            names.add(free);
        }
        return names;
    }

    /** A SELECT of the same columns from this one, called {@code alias}. */
    Select nested(String alias) {
        List<String> names = uniqueNames();
        Map<String, Column> outer = new LinkedHashMap<>();
        int i = 0;
        for (String name : columns.keySet()) {
            outer.put(name, Column.reference(alias, names.get(i++)));
        }
        return new Select(new Source.Nested(this, alias, List.of()), outer);
    }
}
