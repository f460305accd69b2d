package dev.colonnade.duckdb;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
import dev.colonnade.batch.Table;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Interval;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The backend as a session uses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuckDbSessionTest {
    private Path directory;
    private Session session;

    @BeforeAll
    void open(@TempDir Path temp) throws SQLException {
        directory = temp;
        write("SELECT range AS id, range * 1.5 AS price FROM range(1000)", temp.resolve("a.parquet"));
        session = Colonnade.builder().backend("duckdb").open();
    }

    @AfterAll
    void close() {
        session.close();
    }

    static void write(String select, Path file) throws SQLException {
        try (Connection writer = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = writer.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file + "'");
        }
    }

    @Test
    void framesRun() {
        Table table = session.dataset("frames", directory + "/a.parquet")
                .lazy()
                .filter(col("id").lt(10))
                .groupBy(col("id").gt(4).as("big"))
                .agg(sum(col("id")).as("s"))
                .sort("big")
                .collect();
        assertEquals("[{big=false, s=10}, {big=true, s=35}]", table.toMaps().toString());
    }

    @Test
    void sqlRuns() {
        session.dataset("t", directory + "/a.parquet");
        Table table = session.sql("select sum(id) as s, max(price) as p from T where id < ?", 5)
                .collect();
        assertEquals("[{s=10, p=6.0}]", table.toMaps().toString());
    }

    @Test
    void everyLiteralCanBeAParameter() {
        Object[] values = {
            true,
            (byte) -1,
            (short) 2,
            3,
            4L,
            1.5f,
            2.5,
            "it's $1",
            new BigDecimal("12345678901234567890.125"),
            new byte[] {0, -1},
            UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
            LocalDate.of(2024, 2, 29),
            LocalTime.parse("10:11:12.123456"),
            LocalTime.parse("10:11:12.123456789"),
            LocalDateTime.parse("2024-02-29T10:11:12.5"),
            LocalDateTime.parse("2024-02-29T10:11:12.123456789"),
            Instant.parse("2024-02-29T10:11:12Z"),
            Instant.parse("2024-02-29T10:11:12.123456789Z"),
            new Interval(14, -3, 1_000_000)
        };
        for (Object value : values) {
            Table table = session.sql("select ? as x, '$1' as y", value).collect();
            Object back = table.column("x").valueAt(0);
            if (value instanceof byte[] bytes) {
                assertArrayEquals(bytes, (byte[]) back);
            } else {
                assertEquals(value, back);
            }
            assertEquals("$1", table.column("y").valueAt(0));
        }
        assertEquals(
                null,
                session.sql("select ?::int as x", (Object) null)
                        .collect()
                        .column(0)
                        .valueAt(0));
    }

    @Test
    void textsWithParametersCombine() {
        session.dataset("c", directory + "/a.parquet");
        Table table = session.sql("select id, ? as a from c where id < ?", "left", 3)
                .join(session.sql("select id, ? as b from c where id > ?", "right", 1), "id")
                .collect();
        assertEquals("[{id=2, a=left, b=right}]", table.toMaps().toString());
    }

    @Test
    void aFileThatChangesIsNamed() throws SQLException, IOException {
        Path file = directory.resolve("changing.parquet");
        write("SELECT 1 AS a", file);
        var dataset = session.dataset("changing", file.toString());
        assertEquals(1, dataset.lazy().collect().rowCount());
        write("SELECT 2 AS a, 'longer' AS b", file);
        ColonnadeException changed =
                assertThrows(ColonnadeException.class, () -> dataset.lazy().collect());
        assertEquals(ErrorCode.STALE_SNAPSHOT, changed.code());
        assertEquals(
                "[" + file + "] This file has changed since the dataset was opened: refresh() the dataset.",
                changed.getMessage());
        Files.delete(file);
        ColonnadeException gone =
                assertThrows(ColonnadeException.class, () -> dataset.lazy().collect());
        assertEquals(
                "[" + file + "] This file is gone since the dataset was opened: refresh() the dataset.",
                gone.getMessage());
    }

    @Test
    void linksLeadToTheirFiles(@TempDir Path elsewhere) throws SQLException, IOException {
        Path links = Files.createDirectory(directory.resolve("links"));
        write("SELECT 7 AS a", elsewhere.resolve("target.parquet"));
        Files.createSymbolicLink(links.resolve("l.parquet"), elsewhere.resolve("target.parquet"));
        Path linked = Files.createSymbolicLink(directory.resolve("linked"), elsewhere);
        assertEquals(1, session.dataset("l1", links.toString()).lazy().collect().rowCount());
        assertEquals(
                1, session.dataset("l2", linked.toString()).lazy().collect().rowCount());
    }

    @Test
    void decodingFailuresNameTheFile() throws SQLException, IOException {
        Path file = directory.resolve("corrupt.parquet");
        write("SELECT range AS a, hash(range)::VARCHAR AS b FROM range(100000)", file);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 1000; i < bytes.length - 30_000; i++) {
            bytes[i] = 0;
        }
        Files.write(file, bytes);
        ColonnadeException failure = assertThrows(
                ColonnadeException.class,
                () -> session.dataset("corrupt", file.toString()).lazy().collect());
        assertEquals(ErrorCode.CORRUPT_FILE, failure.code());
        assertTrue(
                String.valueOf(failure.getMessage())
                        .startsWith("[" + file + "] The data of this file does not decode: "),
                failure.getMessage());
    }

    @Test
    void theEngineSaysHowItIs() {
        String checks = session.doctor().toString();
        assertTrue(checks.contains("DuckDB v2.0.0"), checks);
        assertTrue(checks.contains("Arrow C stream copied with the "), checks);
    }
}
