package dev.colonnade.arrow.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.arrow.ParquetFile;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.lang.ref.Reference;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FileScanTest {
    private static final int ROWS = 20_480;
    private static final int GROUP = 2_048;

    /** Columns of many types, all rising with {@code i}; every tenth value of {@code n} is null. */
    private static final String SELECT =
            """
            SELECT 's' || lpad(i::VARCHAR, 6, '0') AS s, (i // 2048)::TINYINT AS tiny, i AS i, i::INTEGER AS i32,
                i::SMALLINT AS i16, CASE WHEN i % 10 = 0 THEN NULL ELSE i END AS n, i::DOUBLE AS d, i::FLOAT AS f,
                i::DECIMAL(12, 2) AS dec, DATE '2020-01-01' + i::INTEGER AS day,
                TIMESTAMP '2020-01-01' + to_seconds(i) AS ts, (TIMESTAMP '2020-01-01' + to_seconds(i))::TIMESTAMPTZ AS utc,
                ('s' || lpad(i::VARCHAR, 6, '0'))::BLOB AS bytes
            FROM range(20480) t(i)
            """;

    @TempDir
    private static Path directory;

    private static DataFile file;

    @BeforeAll
    static void write() {
        NativeLibrary.load();
        file = open(ParquetFile.write(directory.resolve("a b ü.parquet"), SELECT, GROUP));
    }

    private static DataFile open(Path path) {
        return Datasets.open(List.of(path.toString()), DatasetOptions.defaults())
                .files()
                .get(0);
    }

    @Test
    void readsTheColumnsItIsAskedFor() {
        List<Batch> batches = scan(file.schema().select(List.of("n", "s")), null, 1_000);
        assertEquals(ROWS, batches.stream().mapToInt(Batch::rowCount).sum());
        assertTrue(batches.stream().allMatch(batch -> batch.rowCount() <= 1_000));
        assertEquals(null, batches.get(0).column("n").valueAt(0));
        assertEquals(1L, batches.get(0).column("n").valueAt(1));
        assertEquals("s000999", batches.get(0).column("s").valueAt(999));
    }

    @Test
    void readsEveryType() {
        Batch batch = scan(file.schema(), null, 100).get(0);
        assertEquals(
                List.of(
                        "s000007",
                        (byte) 0,
                        7L,
                        7,
                        (short) 7,
                        7L,
                        7.0,
                        7.0f,
                        new BigDecimal("7.00"),
                        LocalDate.of(2020, 1, 8),
                        LocalDateTime.of(2020, 1, 1, 0, 0, 7),
                        Instant.parse("2020-01-01T00:00:07Z")),
                batch.columns().stream().limit(12).map(c -> c.valueAt(7)).toList());
    }

    @Test
    void noColumnsStillHaveRows() {
        assertEquals(
                ROWS,
                scan(Schema.of(List.of()), null, 65_536).stream()
                        .mapToInt(Batch::rowCount)
                        .sum());
    }

    /** Each keeps the rows from 3,000 up to 3,009. */
    static List<Expr> conditions() {
        return List.of(
                between("i", 3_000L, 3_009L),
                between("i32", 3_000, 3_009),
                between("i16", (short) 3_000, (short) 3_009),
                between("s", "s003000", "s003009"),
                between("dec", new BigDecimal("3000.00"), new BigDecimal("3009.00")),
                between(
                        "day",
                        LocalDate.of(2020, 1, 1).plusDays(3_000),
                        LocalDate.of(2020, 1, 1).plusDays(3_009)),
                between(
                        "ts",
                        LocalDateTime.of(2020, 1, 1, 0, 0).plusSeconds(3_000),
                        LocalDateTime.of(2020, 1, 1, 0, 0).plusSeconds(3_009)),
                between(
                        "utc",
                        Instant.parse("2020-01-01T00:00:00Z").plusSeconds(3_000),
                        Instant.parse("2020-01-01T00:00:00Z").plusSeconds(3_009)),
                Exprs.col("i").isIn(LongStream.rangeClosed(3_000, 3_009).boxed().toArray()),
                Exprs.col("d")
                        .isIn(LongStream.rangeClosed(3_000, 3_009)
                                .asDoubleStream()
                                .boxed()
                                .toArray()),
                Exprs.col("f").isIn(3000f, 3001f, 3002f, 3003f, 3004f, 3005f, 3006f, 3007f, 3008f, 3009f));
    }

    private static Expr between(String column, Object low, Object high) {
        return Exprs.col(column).ge(Exprs.lit(low)).and(Exprs.lit(high).ge(Exprs.col(column)));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void aFilterIsFoundByPositionWhateverIsProjected(Expr condition) {
        List<Long> kept = kept(condition);
        assertEquals(LongStream.rangeClosed(3_000, 3_009).boxed().toList(), kept);
    }

    @Test
    void nullTestsAndDisjunctions() {
        Expr either = Exprs.col("n").isNull().or(Exprs.col("i").eq(3L));
        assertEquals(ROWS / 10 + 1, kept(either).size());
        assertEquals(ROWS - ROWS / 10, kept(Exprs.col("n").isNotNull()).size());
    }

    @Test
    void theSameFilterOverAnotherColumnOrderIsMadeAnew() {
        DataFile turned = open(ParquetFile.write(
                directory.resolve("turned.parquet"), "SELECT i % 7 AS x, i AS i FROM range(10000) t(i)", GROUP));
        DataFile straight = open(ParquetFile.write(
                directory.resolve("straight.parquet"), "SELECT i AS i, i % 7 AS x FROM range(10000) t(i)", GROUP));
        NativeFilter filter = filter(Exprs.col("i").lt(5L), turned.schema());
        for (DataFile each : List.of(turned, straight)) {
            List<Batch> batches = scan(each, each.schema().select(List.of("x")), filter, 65_536);
            assertEquals(5, batches.stream().mapToInt(Batch::rowCount).sum());
        }
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Path damaged = directory.resolve("damaged.parquet");
        byte[] bytes = Files.readAllBytes(file.path());
        for (int i = 4; i < 2_000; i++) {
            bytes[i] = (byte) 0xA5;
        }
        Files.write(damaged, bytes);
        QueryException failure = assertThrows(
                QueryException.class, () -> scan(open(damaged), file.schema().select(List.of("s")), null, 65_536));
        assertEquals(ErrorCode.CORRUPT_FILE, failure.code());
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.startsWith("[" + damaged + "] The data of this file does not decode: "), message);
        assertTrue(message.endsWith(": write it anew from its source."), message);
    }

    @Test
    void closedEarlyItGivesItsMemoryBack() {
        long before = NativeLibrary.allocatedBytes();
        for (int i = 0; i < 20; i++) {
            try (FileScan scan = new FileScan(file.path(), file.schema(), null, 1_000, ViewBudget.none())) {
                assertEquals(1_000, scan.next().rowCount());
            }
        }
        // what was being read ahead is given back when its read has ended
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (NativeLibrary.allocatedBytes() > before && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(before, NativeLibrary.allocatedBytes());
    }

    @Test
    void viewsOutliveTheScanAndAreReleasedOnceNobodySeesThem() {
        ViewBudget views = new ViewBudget(1L << 30);
        long before = NativeLibrary.allocatedBytes();
        assertEquals(sumOfViews(views, before), (long) ROWS * (ROWS - 1) / 2);
        collect(before);
        assertEquals(before, NativeLibrary.allocatedBytes());
    }

    @Test
    void aViewOfFewRowsCountsForTheRowGroupThatItKeeps() {
        DataFile oneGroup = open(ParquetFile.write(directory.resolve("one group.parquet"), SELECT, ROWS));
        long before = NativeLibrary.allocatedBytes();
        Batch first = firstBatch(oneGroup);
        long kept = NativeLibrary.allocatedBytes() - before;
        assertTrue(kept > 20 * first.sizeBytes(), () -> kept + " bytes for a batch of " + first.sizeBytes());
        assertFalse(new ViewBudget(20 * first.sizeBytes()).hasRoom());
        Reference.reachabilityFence(first);
        assertTrue(new ViewBudget(Long.MAX_VALUE).hasRoom());
    }

    private static Batch firstBatch(DataFile from) {
        try (FileScan scan = new FileScan(from.path(), from.schema(), null, 100, new ViewBudget(Long.MAX_VALUE))) {
            return Objects.requireNonNull(scan.next());
        }
    }

    private static void collect(long downTo) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (NativeLibrary.allocatedBytes() > downTo && System.nanoTime() < deadline) {
            System.gc();
        }
    }

    /** Reads slices of the batches only when everything else is gone. */
    private static long sumOfViews(ViewBudget views, long before) {
        List<ColumnVector> slices = new ArrayList<>();
        try (FileScan scan = new FileScan(file.path(), file.schema(), null, 1_000, views)) {
            for (Batch batch = scan.next(); batch != null; batch = scan.next()) {
                Batch half = batch.slice(0, batch.rowCount() / 2);
                slices.add(half.column("i"));
                slices.add(batch.slice(half.rowCount(), batch.rowCount() - half.rowCount())
                        .column("i"));
            }
        }
        System.gc();
        assertTrue(NativeLibrary.allocatedBytes() > before);
        long sum = 0;
        for (ColumnVector slice : slices) {
            for (int i = 0; i < slice.length(); i++) {
                sum += slice.longAt(i);
            }
        }
        return sum;
    }

    private static List<Long> kept(Expr condition) {
        List<Long> kept = new ArrayList<>();
        for (Batch batch : scan(file.schema().select(List.of("i")), filter(condition, file.schema()), 65_536)) {
            for (int i = 0; i < batch.rowCount(); i++) {
                kept.add(batch.column(0).longAt(i));
            }
        }
        return kept;
    }

    private static NativeFilter filter(Expr condition, Schema schema) {
        BoundExpr bound = Binder.of(schema).bind(condition);
        return NativeFilter.of(bound).orElseThrow();
    }

    private static List<Batch> scan(Schema columns, NativeFilter filter, int batchRows) {
        return scan(file, columns, filter, batchRows);
    }

    private static List<Batch> scan(DataFile file, Schema columns, NativeFilter filter, int batchRows) {
        List<Batch> batches = new ArrayList<>();
        try (FileScan scan = new FileScan(file.path(), columns, filter, batchRows, ViewBudget.none())) {
            for (Batch batch = scan.next(); batch != null; batch = scan.next()) {
                batches.add(batch);
            }
        }
        return batches;
    }
}
