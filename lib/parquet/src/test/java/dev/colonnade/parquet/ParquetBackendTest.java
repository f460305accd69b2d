package dev.colonnade.parquet;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.session.QueryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans on the backend {@code parquet}, compared with the default one. */
class ParquetBackendTest {
    private static @TempDir Path directory;
    private static Session session;
    private static ParquetDataset mixed;

    @BeforeAll
    static void open() {
        session = Colonnade.builder().threads(2).open();
        Path root = directory.resolve("mixed");
        DuckDb.copy(
                "SELECT i::INTEGER id, i::FLOAT f, i % 7 = 0 b, 'x' || i s, TIMESTAMP_MS '2024-01-01 00:00:00' t,"
                        + " {'a': i::SMALLINT} st, [i::INTEGER] l, i::DECIMAL(5,1) d FROM range(3000) r(i)",
                root.resolve("day=2024-01-01/k=A/1.parquet"), ", ROW_GROUP_SIZE 2048");
        DuckDb.copy(
                "SELECT i::BIGINT id, i::DOUBLE f, i % 7 = 0 b, TIMESTAMP '2024-01-01 00:00:00.000001' t,"
                        + " {'a': i::INTEGER, 'z': 'n'} st, [i::BIGINT, NULL] l, i::DECIMAL(9,3) d, 1 extra"
                        + " FROM range(5000, 6000) r(i)",
                root.resolve("day=2024-01-02/k=B/2.parquet"), "");
        DuckDb.copy(
                "SELECT i::BIGINT id FROM range(7000, 7010) r(i)",
                root.resolve("day=2024-01-02/k=__HIVE_DEFAULT_PARTITION__/3.parquet"),
                "");
        mixed = session.open(root.toString());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static List<LazyFrame> runHere() {
        List<LazyFrame> frames = new ArrayList<>();
        frames.add(mixed.lazy());
        frames.add(mixed.select("d", "k", "id", "extra"));
        frames.add(mixed.select(col("id").as("number"), col("day")));
        frames.add(mixed.head(10));
        frames.add(mixed.limit(2_040, 1_500));
        frames.add(mixed.filter(col("day").eq(java.time.LocalDate.of(2024, 1, 2))));
        frames.add(mixed.filter(col("k").isNull()));
        frames.add(mixed.filter(col("id").gt(6_500)));
        frames.add(mixed.filter(col("id").gt(4_000)).select("id", "st"));
        frames.add(mixed.select("id").union(mixed.head(5).select("id")));
        frames.add(mixed.filter(col("id").lt(-5)));
        return frames;
    }

    @ParameterizedTest
    @MethodSource("runHere")
    void rowsAreThoseOfTheDefaultBackend(LazyFrame frame) {
        List<List<@Nullable Object>> expected =
                sorted(TestFiles.rows(frame.on("duckdb").collect()));
        List<List<@Nullable Object>> actual =
                sorted(TestFiles.rows(frame.on("parquet-strict").collect()));
        assertNull(TestFiles.difference(expected, actual));
    }

    private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
        List<List<@Nullable Object>> copy = new ArrayList<>(rows);
        copy.sort(dev.colonnade.type.Values.ORDER::compare);
        return copy;
    }

    @Test
    void rowsKeepFileOrder() {
        List<List<@Nullable Object>> rows =
                TestFiles.rows(mixed.select("id").on("parquet-strict").collect());
        assertEquals(4_010, rows.size());
        assertEquals(0L, rows.get(0).get(0));
        assertEquals(2_999L, rows.get(2_999).get(0));
        assertEquals(5_000L, rows.get(3_000).get(0));
        assertEquals(7_009L, rows.get(4_009).get(0));
    }

    @Test
    void batchesHaveNoMoreRowsThanAsked() {
        try (BatchStream stream = mixed.lazy()
                .on("parquet-strict")
                .batches(QueryOptions.defaults().withBatchRows(100))) {
            stream.forEach((batch, number) -> assertTrue(batch.rowCount() <= 100));
        }
    }

    private static void refused(LazyFrame frame, String sentence) {
        PlanException refused = assertThrows(
                PlanException.class, () -> frame.on("parquet-strict").collect());
        assertEquals(ErrorCode.NOT_SUPPORTED, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
        assertEquals(
                TestFiles.rows(frame.on("duckdb").collect()),
                TestFiles.rows(frame.on("parquet").collect()));
    }

    @Test
    void otherPlansAreRefusedByNameAndHandedOver() {
        refused(
                mixed.filter(col("id").eq(17)).select("id"),
                "since it only filters whole row groups, and statistics do not decide this filter for all of them");
        refused(mixed.select("id").sort(col("id").desc()).head(3), "since it does not sort");
        refused(mixed.select(col("id").plus(lit(1)).as("n")).limit(1), "since it does not compute columns");
        refused(
                mixed.groupBy("b")
                        .agg(dev.colonnade.expr.Exprs.sum(col("id")).as("n"))
                        .sort("b"),
                "since it does not");
    }

    @Test
    void sqlIsForOthers() {
        try (Session own = Colonnade.builder().backend("parquet-strict").open()) {
            own.dataset("t", directory.resolve("mixed").toString());
            assertThrows(ColonnadeException.class, () -> own.sql("select 1").collect());
        }
    }

    @Test
    void aFileThatChangedIsStale() throws IOException {
        Path file = DuckDb.copy("SELECT 1 a", directory.resolve("stale/1.parquet"), "");
        ParquetDataset dataset = session.open(file.toString());
        Files.write(file, Files.readAllBytes(TestFiles.parquetTesting("alltypes_plain")));
        ColonnadeException stale = assertThrows(
                ColonnadeException.class,
                () -> dataset.lazy().on("parquet-strict").collect());
        assertEquals(
                "[" + file + "] This file has changed since the dataset was opened: refresh() the dataset.",
                stale.getMessage());
        assertEquals(ErrorCode.STALE_SNAPSHOT, stale.code());
    }
}
