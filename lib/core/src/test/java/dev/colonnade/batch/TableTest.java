package dev.colonnade.batch;

import static dev.colonnade.batch.TableAssert.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Schema SCHEMA = Schema.of(
            Field.of("id", DataType.INT64), Field.of("name", DataType.STRING), Field.of("score", DataType.FLOAT64));

    /** Rows 0..n-1 in batches of the given sizes; the name of every third row is null. */
    private static Table chunked(int... sizes) {
        List<Batch> batches = new ArrayList<>();
        long id = 0;
        for (int size : sizes) {
            List<List<?>> rows = new ArrayList<>();
            for (int i = 0; i < size; i++, id++) {
                rows.add(Arrays.asList(id, id % 3 == 2 ? null : "n" + id, id / 2.0));
            }
            batches.addAll(Table.ofRows(SCHEMA, rows).batches());
        }
        return Table.of(SCHEMA, batches);
    }

    @Test
    void findsEveryRowAcrossBatches() {
        Table table = chunked(3, 0, 1, 5);
        assertEquals(9, table.rowCount());
        assertEquals(3, table.batches().size());
        for (long row = 0; row < 9; row++) {
            assertEquals(row, table.column("id").longAt(row));
            assertEquals(row / 2.0, table.column(2).doubleAt(row));
            assertEquals(row % 3 == 2, table.column("name").isNull(row));
            assertEquals(row % 3 == 2 ? null : "n" + row, table.column("name").valueAt(row));
            assertEquals(row, table.row(row).longValue("id"));
        }
        assertEquals(3, table.column("name").nullCount());
        assertEquals(
                Arrays.asList("n0", "n1", null, "n3", "n4", null, "n6", "n7", null),
                table.column("name").toList());
        assertThrows(IndexOutOfBoundsException.class, () -> table.column("id").longAt(9));
        assertThrows(IndexOutOfBoundsException.class, () -> table.row(-1));
    }

    @Test
    void exportsArrays() {
        Table table = chunked(2, 3).slice(1, 3);
        assertArrayEquals(new long[] {1, 2, 3}, table.column("id").toLongArray());
        assertArrayEquals(new int[] {1, 2, 3}, table.column("id").toIntArray());
        assertArrayEquals(new double[] {0.5, 1.0, 1.5}, table.column("score").toDoubleArray());
        assertArrayEquals(new double[] {1, 2, 3}, table.column("id").toDoubleArray());
        assertArrayEquals(new String[] {"n1", null, "n3"}, table.column("name").toStringArray());
        Table whole = Table.ofRows(
                Schema.of(Field.of("n", DataType.INT32), Field.of("day", DataType.DATE)),
                List.of(
                        List.of(5, java.time.LocalDate.EPOCH),
                        List.of(-6, java.time.LocalDate.of(1970, 1, 3)),
                        List.of(7, java.time.LocalDate.of(1969, 12, 31))));
        assertArrayEquals(new int[] {-6, 7}, whole.slice(1, 2).column("n").toIntArray());
        assertArrayEquals(new int[] {0, 2, -1}, whole.column("day").toIntArray());
        assertArrayEquals(new long[] {0, 2, -1}, whole.column("day").toLongArray());
        Table small = Table.ofRows(Schema.of(Field.of("d", DataType.INT16)), List.of(List.of(-1), List.of(7)));
        assertArrayEquals(new long[] {-1, 7}, small.column("d").toLongArray());
    }

    @Test
    void arraysRefuseNullsByRow() {
        Schema schema = Schema.of(Field.of("x", DataType.INT64));
        Batch first = Table.ofRows(schema, List.of(List.of(1L))).batches().get(0);
        Batch second = Table.ofRows(schema, List.of(List.of(2L), Arrays.asList((Object) null)))
                .batches()
                .get(0);
        Column column = Table.of(schema, List.of(first, second)).column("x");
        ColonnadeException refusal = assertThrows(ColonnadeException.class, column::toLongArray);
        assertEquals(
                "Column 'x' is null in row 2 and a long[] has no nulls: fill or drop them first, or use toList().",
                refusal.getMessage());
        assertEquals(ErrorCode.CAST_FAILED, refusal.code());
    }

    @Test
    void readersRefuseOtherTypes() {
        ColonnadeException refusal = assertThrows(
                ColonnadeException.class, () -> chunked(1).column("name").longAt(0));
        assertEquals("A column of type string cannot be read as long: use valueAt.", refusal.getMessage());
    }

    @Test
    void slicesAreViewsOfTheRightRows() {
        Table table = chunked(4, 4, 4);
        for (int from = 0; from <= 12; from++) {
            for (int count = 0; from + count <= 12; count++) {
                Table slice = table.slice(from, count);
                assertEquals(count, slice.rowCount());
                assertEquals(
                        table.column("id").toList().subList(from, from + count),
                        slice.column("id").toList());
                assertEquals(
                        table.column("name").toList().subList(from, from + count),
                        slice.column("name").toList());
            }
        }
        assertEquals(5, table.head(5).rowCount());
        assertEquals(12, table.head(99).rowCount());
        assertSame(
                table.batches().get(0).column(0), table.head(4).batches().get(0).column(0));
        assertEquals(table.batches().get(1).sizeBytes(), table.slice(5, 1).sizeBytes());
        assertThrows(IndexOutOfBoundsException.class, () -> table.slice(11, 2));
    }

    @Test
    void rowsReadByName() {
        Row row = chunked(3).row(2);
        assertEquals(2, row.number());
        assertEquals(2L, row.value("id"));
        assertEquals(2, row.intValue("id"));
        assertEquals(1.0, row.doubleValue("score"));
        assertTrue(row.isNull("name"));
        assertNull(row.stringValue("name"));
        assertEquals("{\"id\":2,\"name\":null,\"score\":1.0}", row.toString());
        assertEquals(List.of("id", "name", "score"), List.copyOf(row.toMap().keySet()));
        PlanException wrong = assertThrows(PlanException.class, () -> row.value("nmae"));
        assertEquals("No column 'nmae' in (id, name, score). Did you mean 'name'?", wrong.getMessage());
        Row withNull = Table.ofRows(Schema.of(Field.of("x", DataType.INT32)), List.of(Arrays.asList((Object) null)))
                .row(0);
        ColonnadeException refusal = assertThrows(ColonnadeException.class, () -> withNull.longValue("x"));
        assertEquals(
                "Column 'x' is null in row 0 and a long is not: ask isNull or use value(..).", refusal.getMessage());
    }

    @Test
    void mapsKeepColumnOrderAndNulls() {
        List<Map<String, Object>> maps = chunked(2, 1).toMaps();
        assertEquals(3, maps.size());
        assertEquals("{id=2, name=null, score=1.0}", maps.get(2).toString());
    }

    @Test
    void collectsAStreamAndClosesIt() {
        Table source = chunked(2, 2);
        CountingStream stream = new CountingStream(source, -1);
        assertThat(Table.of(stream)).inOrder().hasSchema(SCHEMA).hasRows(source);
        assertEquals(1, stream.closed);
        CountingStream failing = new CountingStream(source, 1);
        assertThrows(IllegalStateException.class, () -> Table.of(failing));
        assertEquals(1, failing.closed);
    }

    @Test
    void refusesBatchesOfAnotherShape() {
        Batch batch = chunked(1).batches().get(0);
        assertThrows(IllegalArgumentException.class, () -> Table.of(SCHEMA.select(List.of("id")), List.of(batch)));
        IllegalArgumentException wrongType = assertThrows(
                IllegalArgumentException.class,
                () -> Table.of(SCHEMA.select(List.of("name", "id", "score")), List.of(batch)));
        assertEquals("Column 'name' is string and got a vector of int64.", wrongType.getMessage());
    }

    @Test
    void holdsNoRowsAndNoColumns() {
        Table empty = Table.of(SCHEMA, List.of());
        assertEquals(0, empty.rowCount());
        assertEquals(List.of(), empty.column("id").toList());
        assertEquals(0, empty.column("id").toLongArray().length);
        assertEquals(List.of(), empty.toMaps());
        assertEquals("id,name,score\n", empty.toCsv());
        assertEquals("", empty.toJson());
        Table counted = Table.of(Schema.of(), List.of(new Batch(Schema.of(), 7, List.of())));
        assertEquals(7, counted.rowCount());
        assertEquals("7 rows x 0 columns\n", counted.toString());
    }

    @Test
    void comparisonSeesDifferences() {
        Table table = chunked(2);
        assertThrows(AssertionError.class, () -> assertThat(table).hasRows(chunked(3)));
        assertThrows(AssertionError.class, () -> assertThat(table).hasRows(List.of(List.of(0L, "n0", 0.0))));
        List<List<?>> swapped = List.of(List.of(1L, "n1", 0.5 + 1e-12), List.of(0L, "n0", 0.0));
        assertThrows(AssertionError.class, () -> assertThat(table).hasRows(swapped));
        assertThrows(
                AssertionError.class,
                () -> assertThat(table).withTolerance(1e-9).inOrder().hasRows(swapped));
        assertThat(table).withTolerance(1e-9).hasRows(swapped);
        assertThrows(AssertionError.class, () -> assertThat(table)
                .hasRows(List.of(List.of(0, "n0", 0.0), List.of(1, "n1", 0.5))));
    }

    private static final class CountingStream implements BatchStream {
        private final Table source;
        private final int failAt;
        private int next;
        private int closed;

        CountingStream(Table source, int failAt) {
            this.source = source;
            this.failAt = failAt;
        }

        @Override
        public Schema schema() {
            return source.schema();
        }

        @Override
        public Batch next() {
            if (next == failAt) {
                throw new IllegalStateException("broken");
            }
            return next < source.batches().size() ? source.batches().get(next++) : null;
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
