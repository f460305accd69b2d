package dev.colonnade.batch;

import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Compares a table with the rows a test expects, under {@link Values} (NaN equals NaN, 1.0 equals 1.00, null equals null).
 * Immutable: each {@code with} method gives a new comparison.
 */
public final class TableAssert {
    private static final Comparator<List<?>> ROW_ORDER = TableAssert::compareRows;

    private final Table actual;
    private final boolean ordered;
    private final double tolerance;

    private TableAssert(Table actual, boolean ordered, double tolerance) {
        this.actual = actual;
        this.ordered = ordered;
        this.tolerance = tolerance;
    }

    /** Rows are compared as a multiset, values exactly. */
    public static TableAssert assertThat(Table actual) {
        return new TableAssert(actual, false, 0);
    }

    /** Rows are compared in order. */
    public TableAssert inOrder() {
        return new TableAssert(actual, true, tolerance);
    }

    /** Floats may differ by {@code relative} times the larger magnitude (or absolutely, below magnitude 1). */
    public TableAssert withTolerance(double relative) {
        return new TableAssert(actual, ordered, relative);
    }

    public TableAssert hasSchema(Schema expected) {
        if (!actual.schema().equals(expected)) {
            throw new AssertionError("Expected columns " + expected + ", got " + actual.schema() + ".");
        }
        return this;
    }

    /** Names and types of the columns, whatever their nullability. */
    public TableAssert hasColumns(Schema expected) {
        List<Field> wanted = expected.fields().stream().map(Field::asNullable).toList();
        List<Field> given =
                actual.schema().fields().stream().map(Field::asNullable).toList();
        if (!wanted.equals(given)) {
            throw new AssertionError("Expected columns " + wanted + ", got " + given + ".");
        }
        return this;
    }

    public TableAssert hasRows(Table expected) {
        return hasRows(rows(expected));
    }

    public TableAssert hasRows(List<? extends List<?>> expected) {
        List<List<?>> given = new ArrayList<>(rows(actual));
        List<List<?>> wanted = new ArrayList<>(expected);
        if (!ordered) {
            given.sort(ROW_ORDER);
            wanted.sort(ROW_ORDER);
        }
        for (int i = 0; i < Math.min(given.size(), wanted.size()); i++) {
            if (!sameSequence(wanted.get(i), given.get(i))) {
                throw new AssertionError((ordered ? "Row " : "Row (in value order) ") + i + ": expected "
                        + wanted.get(i) + ", got " + given.get(i) + ".");
            }
        }
        if (given.size() != wanted.size()) {
            throw new AssertionError("Expected " + wanted.size() + " rows, got " + given.size() + ".");
        }
        return this;
    }

    /** The values of every row, in order. */
    public static List<List<?>> rows(Table table) {
        List<List<?>> rows = new ArrayList<>();
        for (Row row : table.rows()) {
            rows.add(new ArrayList<>(row.toMap().values()));
        }
        return rows;
    }

    private boolean sameSequence(Iterable<?> a, Iterable<?> b) {
        Iterator<?> x = a.iterator();
        Iterator<?> y = b.iterator();
        while (x.hasNext() && y.hasNext()) {
            if (!same(x.next(), y.next())) {
                return false;
            }
        }
        return !x.hasNext() && !y.hasNext();
    }

    private boolean same(Object a, Object b) {
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return sameSequence(x, y);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return sameSequence(x.keySet(), y.keySet()) && sameSequence(x.values(), y.values());
        }
        if (a == null || b == null || a.getClass() != b.getClass()) {
            return a == b;
        }
        boolean floats = a instanceof Double || a instanceof Float;
        return Values.same(a, b)
                || tolerance > 0 && floats && near(((Number) a).doubleValue(), ((Number) b).doubleValue());
    }

    private boolean near(double a, double b) {
        return Math.abs(a - b) <= tolerance * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
    }

    private static int compareRows(List<?> a, List<?> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int compare(Object a, Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        return a.getClass() == b.getClass() || a instanceof List || a instanceof Map
                ? Values.compare(a, b)
                : a.getClass().getName().compareTo(b.getClass().getName());
    }
}
