package dev.colonnade.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.error.QueryException;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guards of the native engine, and what a user sees of it. */
@Timeout(120)
class ArrowEngineTest {
    private static final int FILES = 12;
    private static final int ROWS = 5_000;

    @TempDir
    private Path directory;

    private Session session;

    @BeforeEach
    void open() {
        session = Colonnade.builder().backend("arrow-strict").threads(3).open();
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** {@value FILES} files; {@code id} counts through all of them, and every second file has its columns turned around. */
    private LazyFrame files() {
        for (int file = 0; file < FILES; file++) {
            String columns = file % 2 == 0 ? "id, id % 7 AS k, 's' || id AS s" : "'s' || id AS s, id % 7 AS k, id";
            ParquetFile.write(
                    directory.resolve("f%02d.parquet".formatted(file)),
                    "SELECT " + columns + " FROM (SELECT i + " + file * ROWS + " AS id FROM range(" + ROWS + ") t(i))",
                    2_048);
        }
        return session.open(directory.toString()).lazy();
    }

    @Test
    void filtersFindTheirColumnsInFilesOfAnyColumnOrder() {
        Table found = files().filter(
                        Exprs.col("id").ge(4_990L).and(Exprs.col("id").lt(5_010L)))
                .collect();
        assertEquals(LongStream.range(4_990, 5_010).boxed().toList(), sorted(found));
        assertEquals(
                "s5009",
                files().filter(Exprs.col("id").eq(5_009L)).collect().column("s").stringAt(0));
    }

    @Test
    void listsOfAnyLengthDoNotEndTheJvm() {
        Object[] ids = LongStream.range(0, 5_000).mapToObj(i -> i * 12).toArray();
        assertEquals(5_000, files().filter(Exprs.col("id").isIn(ids)).collect().rowCount());
    }

    @Test
    void treesOfAnyDepthDoNotEndTheJvm() {
        Expr any = Exprs.col("id").eq(1L);
        for (long i = 2; i <= 400; i++) {
            any = any.or(Exprs.col("id").eq(i).and(Exprs.col("k").eq(i % 7)));
        }
        assertEquals(400, files().filter(any).collect().rowCount());
    }

    @Test
    void nanIsTheGreatestNumberAndIsNotLostWithItsRowGroup() {
        Path file = ParquetFile.write(
                directory.resolve("nan.parquet"),
                "SELECT i, CASE WHEN i = 5000 THEN 'NaN'::DOUBLE ELSE i::DOUBLE END AS x FROM range(10000) t(i)",
                2_048);
        LazyFrame frame = session.open(file.toString()).lazy();
        assertEquals(1, frame.filter(Exprs.col("x").gt(9_999.0)).collect().rowCount());
        assertEquals(1, frame.filter(Exprs.col("x").eq(Double.NaN)).collect().rowCount());
        assertEquals(
                9_999, frame.filter(Exprs.col("x").lt(Double.NaN)).collect().rowCount());
    }

    @Test
    void unsignedNumbersCompareAsSuch() {
        Path file = ParquetFile.write(
                directory.resolve("unsigned.parquet"),
                "SELECT (18446744073709551615 - i)::UBIGINT AS u, (4294967295 - i)::UINTEGER AS v FROM range(10000) t(i)",
                2_048);
        LazyFrame frame = session.open(file.toString()).lazy();
        java.math.BigDecimal large = new java.math.BigDecimal("18446744073709551610");
        assertEquals(5, frame.filter(Exprs.col("u").gt(large)).collect().rowCount());
        assertEquals(
                5, frame.filter(Exprs.col("v").gt(4_294_967_290L)).collect().rowCount());
    }

    @Test
    void aFileBeyondTheMemoryLimitIsRefusedOrHandedOver() throws IOException {
        Path file = ParquetFile.write(
                directory.resolve("large.parquet"),
                "SELECT random() AS x, random() AS y, random() AS z FROM range(400000) t(i)");
        try (Session small =
                Colonnade.builder().backend("arrow-strict").memoryLimit("9MB").open()) {
            LazyFrame frame = small.open(file.toString()).lazy().select("x", "y", "z");
            String refused = String.valueOf(
                    assertThrows(PlanException.class, frame::collect).getMessage());
            assertTrue(
                    refused.matches(
                            "Backend 'arrow' cannot run 'Scan .*', since it would take about \\d+ MiB to read \\[.*"
                                    + "large.parquet], which is more than the memory limit of 6 MiB: ask for 'arrow' without strict, "
                                    + "which hands such plans to another engine\\."),
                    refused);
        }
        try (Session small = Colonnade.builder()
                .backend("arrow")
                .memoryLimit("64MB")
                .threads(1)
                .open()) {
            LazyFrame all = small.open(file.toString()).lazy();
            assertEquals("arrow", all.select("x").explain().backend());
            assertEquals(400_000, all.select("x").collect().rowCount());
        }
    }

    @Test
    void ordersAreKeptBelowALimit() {
        Table rows = files().limit(ROWS - 3, 10).collect();
        List<Long> ids = new ArrayList<>();
        for (long i = 0; i < rows.rowCount(); i++) {
            ids.add(rows.column("id").longAt(i));
        }
        assertEquals(LongStream.range(ROWS - 3, ROWS + 7).boxed().toList(), ids);
    }

    @Test
    void aDamagedFileIsNamedAndOnlyFailsWhoReadsIt() throws IOException {
        LazyFrame frame = files();
        Path damaged = directory.resolve("f05.parquet");
        var time = Files.getLastModifiedTime(damaged);
        byte[] bytes = Files.readAllBytes(damaged);
        for (int i = 4; i < 30_000; i++) {
            bytes[i] = (byte) 0x5a;
        }
        Files.write(damaged, bytes);
        Files.setLastModifiedTime(damaged, time);
        assertEquals(10, frame.limit(10).collect().rowCount());
        QueryException failure = assertThrows(QueryException.class, frame::collect);
        assertEquals(ErrorCode.CORRUPT_FILE, failure.code());
        assertTrue(String.valueOf(failure.getMessage()).startsWith("[" + damaged + "] The data of this file"));
        assertEquals(
                ROWS, frame.filter(Exprs.col("id").lt((long) ROWS)).collect().rowCount());
    }

    @Test
    void aStreamLeftOpenStopsNoOtherQuery() {
        LazyFrame frame = files();
        try (BatchStream open = frame.batches()) {
            assertTrue(open.next().rowCount() > 0);
            assertEquals(FILES * ROWS, frame.select("id").collect().rowCount());
        }
    }

    @Test
    void strictNamesTheOperatorAndOpenSaysWhoRunsWhat() {
        LazyFrame sorted = files().select("id").sort("id");
        assertEquals(
                "Backend 'arrow' cannot run 'Sort [id]', since it does not sort: ask for 'arrow' without strict, which hands "
                        + "such plans to another engine.",
                assertThrows(PlanException.class, sorted::collect).getMessage());
        assertEquals(FILES * ROWS, sorted.on("arrow").collect().rowCount());
        String explained = sorted.on("arrow").explain().text();
        assertTrue(explained.contains("duckdb, since arrow does not run all of the plan"), explained);
        assertTrue(explained.contains("Sort [id]: duckdb, since arrow does not sort"), explained);
        assertTrue(explained.contains(": duckdb, since arrow could, but a plan runs on one engine"), explained);
    }

    @Test
    void autoSaysWhatItWeighs() {
        String explained = files().select("id").on("auto").explain().text();
        assertTrue(explained.contains(", chosen by auto"), explained);
        assertTrue(explained.contains("arrow would take about "), explained);
        assertTrue(explained.contains("duckdb would take about "), explained);
        assertEquals(
                "duckdb", files().select("id").sort("id").on("auto").explain().backend());
    }

    @Test
    void aggregatesWithoutGroups() {
        Table totals = files().filter(Exprs.col("k").eq(3L))
                .agg(
                        Exprs.count().as("n"),
                        Exprs.sum("id").as("total"),
                        Exprs.max("s").as("last"))
                .collect();
        long count = LongStream.range(0, FILES * ROWS).filter(i -> i % 7 == 3).count();
        assertEquals(count, totals.column("n").longAt(0));
        assertEquals(
                LongStream.range(0, FILES * ROWS).filter(i -> i % 7 == 3).sum(),
                totals.column("total").longAt(0));
        assertFalse(totals.column("last").isNull(0));
    }

    private static List<Long> sorted(Table table) {
        return LongStream.range(0, table.rowCount())
                .map(i -> table.column("id").longAt(i))
                .sorted()
                .boxed()
                .toList();
    }
}
