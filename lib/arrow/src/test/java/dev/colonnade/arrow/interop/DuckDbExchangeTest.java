package dev.colonnade.arrow.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.IpcFixture;
import dev.colonnade.batch.Table;
import dev.colonnade.batch.TableAssert;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.junit.jupiter.api.Test;

/** Tables of the library as tables of a user's own DuckDB connection, and its results as tables of the library. */
class DuckDbExchangeTest {
    private static final Schema TRIPS = Schema.of(
            Field.of("id", DataType.INT64), Field.of("zone", DataType.STRING), Field.of("fare", DataType.FLOAT64));

    private static Table trips() {
        return Table.ofRows(
                TRIPS, List.of(List.of(1L, "north", 7.5), List.of(2L, "south", 10.0), List.of(3L, "north", 2.5)));
    }

    @Test
    void aTableIsRegisteredAndQueried(BufferAllocator allocator) throws SQLException {
        Table trips = trips();
        try (DuckDBConnection connection =
                        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            ArrowInterop.export(BatchStream.of(trips.schema(), trips.batches()), allocator, stream);
            connection.registerArrowStream("trips", stream);
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("select zone, sum(fare) from trips group by zone order by zone")) {
                assertTrue(rows.next());
                assertEquals("north", rows.getString(1));
                assertEquals(10.0, rows.getDouble(2));
            }
        }
    }

    @Test
    void aResultBecomesATable(BufferAllocator allocator) throws SQLException {
        Table result;
        try (DuckDBConnection connection =
                        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select range as id, 'row ' || range as name from range(5000)")) {
            ArrowReader reader =
                    (ArrowReader) rows.unwrap(DuckDBResultSet.class).arrowExportStream(allocator, 1_000);
            result = Table.of(ArrowInterop.fromReader(reader));
        }
        assertEquals(5_000, result.rowCount());
        assertEquals("row 4999", result.column("name").valueAt(4_999));
        assertEquals(4_999L, result.column("id").valueAt(4_999));
    }

    /** Types that the engine keeps, with nulls and in several batches. */
    @Test
    void everyTypeGoesThroughTheEngine(BufferAllocator allocator) throws SQLException {
        Batch all = IpcFixture.everyType(40);
        List<String> kept = all.schema().fields().stream()
                .filter(field -> isKept(field.type()))
                .map(Field::name)
                .toList();
        Schema schema = all.schema().select(kept);
        Batch some = new Batch(schema, 40, kept.stream().map(all::column).toList());
        Table table = Table.of(schema, List.of(some, some.slice(3, 21)));
        try (DuckDBConnection connection =
                        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            ArrowInterop.export(BatchStream.of(schema, table.batches()), allocator, stream);
            connection.registerArrowStream("t", stream);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("from t")) {
                ArrowReader reader =
                        (ArrowReader) rows.unwrap(DuckDBResultSet.class).arrowExportStream(allocator, 7);
                Table back = Table.of(ArrowInterop.fromReader(reader));
                TableAssert.assertThat(back).inOrder().hasRows(table);
            }
        }
    }

    /** The engine widens half floats and the width of binaries away, and has times and local timestamps in fewer units. */
    private static boolean isKept(DataType type) {
        return type instanceof DataType.BoolType
                || type instanceof DataType.IntType
                || type.equals(DataType.FLOAT32)
                || type.equals(DataType.FLOAT64)
                || type instanceof DataType.DecimalType
                || type instanceof DataType.StringType
                || type instanceof DataType.BinaryType
                || type instanceof DataType.DateType
                || type instanceof DataType.ListType
                || type instanceof DataType.StructType
                || type instanceof DataType.MapType
                || type instanceof DataType.TimestampType timestamp && !timestamp.utc();
    }
}
