package dev.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.Row;
import dev.colonnade.batch.ShowOptions;
import dev.colonnade.batch.Table;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** What tests say about results. */
public final class Answers {
    private Answers() {}

    public static List<List<@Nullable Object>> rows(Table table) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        table.batches().forEach(batch -> rows.addAll(rows(batch)));
        return rows;
    }

    public static List<List<@Nullable Object>> rows(Batch batch) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < batch.rowCount(); i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int c = 0; c < batch.columns().size(); c++) {
                row.add(batch.column(c).valueAt(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The values of one column. */
    public static List<@Nullable Object> values(Table table, String column) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Row row : table.rows()) {
            values.add(row.toMap().get(column));
        }
        return values;
    }

    public static void assertSameRows(List<List<@Nullable Object>> expected, List<List<@Nullable Object>> actual) {
        assertEquals(expected.size(), actual.size(), "rows");
        for (int i = 0; i < expected.size(); i++) {
            int at = i;
            assertTrue(
                    same(expected.get(i), actual.get(i)),
                    () -> "row " + at + " should be " + text(expected.get(at)) + " and is " + text(actual.get(at)));
        }
    }

    public static void assertSameRowsInAnyOrder(
            List<List<@Nullable Object>> expected, List<List<@Nullable Object>> actual) {
        Comparator<List<@Nullable Object>> order = Values.ORDER::compare;
        List<List<@Nullable Object>> a = new ArrayList<>(expected);
        List<List<@Nullable Object>> b = new ArrayList<>(actual);
        a.sort(order);
        b.sort(order);
        assertSameRows(a, b);
    }

    private static boolean same(List<@Nullable Object> a, List<@Nullable Object> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            Object x = a.get(i);
            Object y = b.get(i);
            if (x != null
                            && y != null
                            && x.getClass() != y.getClass()
                            && !(x instanceof List || x instanceof java.util.Map)
                    || !Values.same(x, y)) {
                return false;
            }
        }
        return true;
    }

    private static String text(List<@Nullable Object> row) {
        List<String> texts = new ArrayList<>();
        for (Object value : row) {
            texts.add(
                    value instanceof byte[] bytes
                            ? Arrays.toString(bytes)
                            : value
                                    + (value == null
                                            ? ""
                                            : " " + value.getClass().getSimpleName()));
        }
        return texts.toString();
    }

    /** Every way to write a table down takes this one. */
    public static void assertShows(Table table) {
        assertTrue(table.toText(ShowOptions.defaults()).contains(table.rowCount() == 1 ? "1 row x " : " rows x "));
        assertTrue(table.toHtml().startsWith("<div"));
        assertEquals(table.rowCount(), table.toJson().lines().count());
        assertTrue(table.toCsv().lines().count() > table.rowCount());
        assertEquals(table.rowCount(), table.toMaps().size());
        assertFalse(table.toString().isEmpty());
    }

    public static void refused(ErrorCode code, String sentence, Executable wrong) {
        ColonnadeException failure = assertThrows(ColonnadeException.class, wrong);
        assertEquals(sentence, failure.getMessage());
        assertEquals(code, failure.code());
    }
}
