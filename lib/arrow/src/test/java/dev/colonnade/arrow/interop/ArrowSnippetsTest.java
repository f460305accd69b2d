package dev.colonnade.arrow.interop;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.ParquetDataset;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/reference/arrow.md, over real flights. */
class ArrowSnippetsTest {
    private static final Path FLIGHTS = Path.of("../../examples/data/flights-200k.parquet");

    private final ParquetDataset flights = ParquetDataset.open(FLIGHTS.toString());

    @Test
    void tablesAndRoots(BufferAllocator allocator) {
        // snippet: roots
        Table far = flights.filter(col("distance").gt(2000)).collect();
        Batch back;
        try (VectorSchemaRoot root = ArrowInterop.toRoot(far, allocator)) {
            back = ArrowInterop.fromRoot(root);
        }
        // end
        assertEquals(far.rowCount(), back.rowCount());
        assertTrue(far.rowCount() > 0);
    }

    @Test
    void readers(BufferAllocator allocator) throws IOException {
        // snippet: reader
        long rows = 0;
        try (ArrowReader reader = ArrowInterop.reader(flights.lazy().batches(), allocator)) {
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
        }
        // end
        assertEquals(flights.rowCount(), rows);
    }

    @Test
    void ipcStreams(BufferAllocator allocator, @TempDir Path directory) throws IOException {
        Path file = directory.resolve("flights.arrows");
        // snippet: ipc-stream
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ArrowInterop.writeStream(flights.lazy().batches(), allocator, out);
        }
        Table back;
        try (InputStream in = Files.newInputStream(file)) {
            back = Table.of(ArrowInterop.readStream(in, allocator));
        }
        // end
        assertEquals(flights.rowCount(), back.rowCount());
    }

    @Test
    void intoDuckDb(BufferAllocator allocator) throws SQLException {
        long rows = 0;
        // snippet: register
        try (DuckDBConnection connection =
                        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            ArrowInterop.export(flights.filter(col("distance").gt(2000)).batches(), allocator, stream);
            connection.registerArrowStream("far", stream);
            try (Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery("select count(*) from far")) {
                while (answer.next()) {
                    rows += answer.getLong(1);
                }
            }
        }
        // end
        assertEquals(flights.filter(col("distance").gt(2000)).count(), rows);
    }

    @Test
    void outOfDuckDb(BufferAllocator allocator) throws SQLException {
        Table squares;
        // snippet: export
        try (DuckDBConnection connection =
                        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select range as n, range * range as square from range(1000)")) {
            Object reader = rows.unwrap(DuckDBResultSet.class).arrowExportStream(allocator, 65_536);
            squares = Table.of(ArrowInterop.fromReader((ArrowReader) reader));
        }
        // end
        assertEquals(998_001L, squares.column("square").valueAt(999));
    }

    @Test
    void cStreams(BufferAllocator allocator) {
        long rows;
        try (ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            ArrowInterop.export(flights.lazy().batches(), allocator, stream);
            // snippet: c-stream
            try (BatchStream batches = ArrowInterop.importStream(stream, allocator)) {
                rows = Table.of(batches).rowCount();
            }
            // end
        }
        assertEquals(flights.rowCount(), rows);
    }
}
