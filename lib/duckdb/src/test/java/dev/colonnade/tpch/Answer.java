package dev.colonnade.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.Row;
import dev.colonnade.batch.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of a result as Java values, whichever engine they come from. */
record Answer(List<String> columns, List<List<@Nullable Object>> rows) {

    static Answer of(Table table) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Row row : table.rows()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < table.schema().size(); i++) {
                values.add(row.value(i));
            }
            rows.add(values);
        }
        return new Answer(table.schema().names(), rows);
    }

    /** Asserts that {@code actual} has these columns and, in this order, these rows. */
    void assertSame(Answer actual) {
        assertEquals(columns, actual.columns);
        assertEquals(rows.size(), actual.rows.size(), "row count");
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                Object expected = rows.get(row).get(column);
                Object got = actual.rows.get(row).get(column);
                assertTrue(
                        same(expected, got),
                        "row %d, %s: expected %s, got %s".formatted(row, columns.get(column), expected, got));
            }
        }
    }

    /** Asserts that no two rows agree in all of these columns, so that sorting by them leaves no choice. */
    void assertDistinct(List<String> keys) {
        int[] indexes = keys.stream().mapToInt(columns::indexOf).toArray();
        long distinct = rows.stream()
                .map(row -> IntStream.of(indexes).mapToObj(row::get).toList())
                .distinct()
                .count();
        assertEquals(rows.size(), distinct, "rows told apart by " + keys);
    }

    /** Floats to nine digits; integers and decimals by value; all else by equality. */
    private static boolean same(@Nullable Object expected, @Nullable Object got) {
        if (!(expected instanceof Number number) || !(got instanceof Number other)) {
            return Objects.equals(expected, got);
        }
        if (expected instanceof Double || got instanceof Double) {
            double tolerance = 1e-9 * Math.max(Math.abs(number.doubleValue()), Math.abs(other.doubleValue()));
            return Math.abs(number.doubleValue() - other.doubleValue()) <= tolerance;
        }
        return new BigDecimal(number.toString()).compareTo(new BigDecimal(other.toString())) == 0;
    }
}
