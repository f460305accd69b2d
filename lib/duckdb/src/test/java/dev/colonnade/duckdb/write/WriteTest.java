package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.bucket;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.truncate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.Codec;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.RowGroup;
import dev.colonnade.write.ConflictPolicy;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import dev.colonnade.write.WrittenColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WriteTest {
    private static final WriteOptions APPEND = WriteOptions.defaults().withMode(WriteMode.APPEND);
    private static final WriteOptions OVERWRITE = WriteOptions.defaults().withMode(WriteMode.OVERWRITE);
    private static final WriteOptions PARTITIONS = WriteOptions.defaults().withMode(WriteMode.OVERWRITE_PARTITIONS);

    private Session session;

    /** On a disk. */
    @TempDir(factory = TempDirFactory.Standard.class)
    Path temp;

    @BeforeAll
    void open() {
        session = Colonnade.builder().backend("duckdb").open();
    }

    @AfterAll
    void close() {
        session.close();
    }

    private LazyFrame rows(String select) {
        return session.sql(select);
    }

    private List<List<Object>> read(Path dataset, String... sort) {
        return session.open(dataset.toString()).sort(sort).collect().toMaps().stream()
                .map(row -> List.copyOf(row.values()))
                .toList();
    }

    private static String refusal(ErrorCode code, org.junit.jupiter.api.function.Executable action) {
        ColonnadeException refused = assertThrows(ColonnadeException.class, action);
        assertEquals(code, refused.code(), refused.getMessage());
        return refused.getMessage();
    }

    @Test
    void aFrameBecomesADataset() throws SQLException, IOException {
        Path dataset = temp.resolve("new/d");
        WriteReport report = rows("SELECT range AS id, 'n' || range AS name FROM range(1000)")
                .write(dataset.toString());
        assertEquals(1, report.version());
        assertEquals(1000, report.rows());
        assertEquals(1, report.files().size());
        assertEquals(1, report.rowGroups());
        WrittenColumn id = report.columns().get(0);
        assertEquals("id", id.name());
        assertEquals("int64", id.type());
        assertEquals(0L, id.min());
        assertEquals(999L, id.max());
        assertEquals(0, id.nulls());
        assertEquals(
                report.bytes(), Files.size(dataset.resolve(report.files().get(0).path())));
        assertTrue(report.codecRatio() > 1, report.toString());
        assertTrue(report.toString().startsWith("version 1: 1,000 rows in 1 file (1 row group, FAIL_IF_EXISTS), "));
        assertEquals(1000, session.open(dataset.toString()).rowCount());
        assertEquals(List.of("1000|499500"), Foreign.rows(dataset, "SELECT count(*), sum(id)::BIGINT FROM t"));
        try (Stream<Path> own = Files.walk(dataset.resolve("_colonnade"))) {
            assertEquals(
                    List.of("00000000000000000001", "lock", "readers"),
                    own.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void partitionsAreDirectoriesThatReadBack() throws SQLException {
        Path dataset = temp.resolve("p");
        rows("""
                SELECT range::INT AS id, CASE range % 4 WHEN 0 THEN 'a b/ü=%' WHEN 1 THEN '007' WHEN 2 THEN '1' END AS s,
                    DATE '2024-01-30' + (range % 3)::INT AS d, range % 2 = 0 AS b, (range % 2)::SMALLINT AS n,
                    (range % 2 / 4)::DECIMAL(5,2) AS m,
                    TIMESTAMP '2024-01-01 05:00:00.5' + INTERVAL 1 HOUR * (range % 2) AS t,
                    TIMESTAMPTZ '2024-01-01 05:00:00+00' AS z,
                    '123e4567-e89b-12d3-a456-426614174000'::UUID AS u
                FROM range(24)""")
                .write(
                        dataset.toString(),
                        WriteOptions.defaults().withPartitionBy("s", "d", "b", "n", "m", "t", "z", "u"));
        ParquetDataset read = session.open(dataset.toString());
        assertEquals(
                "(id: int32, s: string, d: date not null, b: bool not null, n: int16 not null,"
                        + " m: decimal(5,2) not null, t: timestamp[us] not null, z: timestamp[us, UTC] not null,"
                        + " u: uuid not null)",
                read.schema().toString());
        assertEquals(
                "{id=0, s=a b/ü=%, d=2024-01-30, b=true, n=0, m=0.00, t=2024-01-01T05:00:00.500,"
                        + " z=2024-01-01T05:00:00Z, u=123e4567-e89b-12d3-a456-426614174000}",
                read.filter(col("id").eq(0)).collect().toMaps().get(0).toString());
        assertEquals(
                List.of("007|6", "1|6", "a b/ü=%|6", "null|6"),
                Foreign.rows(dataset, "SELECT s, count(*) FROM t GROUP BY s ORDER BY s NULLS LAST"));
        assertEquals(6, read.filter(col("s").isNull()).count());
        assertEquals(6, read.filter(col("s").eq("1")).count());
    }

    @Test
    void valuesThatStandForNullAreRefused() {
        for (String value : List.of("", "__HIVE_DEFAULT_PARTITION__")) {
            Path dataset = temp.resolve("null" + value);
            String message = refusal(ErrorCode.PARTITION_VALUE, () -> rows("SELECT 1 AS id, '" + value + "' AS s")
                    .write(dataset.toString(), WriteOptions.defaults().withPartitionBy("s")));
            assertEquals(
                    "The value '" + value + "' of the partition key 's' (string) stands for null in directory names:"
                            + " replace it before writing.",
                    message);
            assertFalse(Files.exists(dataset.resolve("_colonnade/log/00000000000000000001")));
            assertEquals(0, dataset.resolve("_colonnade/stage").toFile().list().length);
        }
    }

    @Test
    void keysMayBeComputed() {
        Path dataset = temp.resolve("year");
        rows("SELECT range AS id, DATE '2023-12-31' + range::INT AS d FROM range(3)")
                .write(
                        dataset.toString(),
                        WriteOptions.defaults()
                                .withPartitionBy(col("d").dt().year().as("year")));
        ParquetDataset read = session.open(dataset.toString());
        assertEquals(List.of("id", "d", "year"), read.schema().names());
        assertEquals(
                "files 2 -> 1",
                read.filter(col("year").eq(2023))
                        .explain()
                        .scans()
                        .get(0)
                        .toString()
                        .substring(0, 12));
        read.append(rows("SELECT 9 ::BIGINT AS id, DATE '2025-01-01' AS d, 2025::BIGINT AS year"));
        assertEquals(3, read.refresh().groupBy("year").count().collect().rowCount());
    }

    @Test
    void keysMayBeBucketsAndBeginnings() throws SQLException {
        Path dataset = temp.resolve("buckets");
        rows("SELECT range AS id, 'größe' || range % 3 AS s FROM range(1000)")
                .write(
                        dataset.toString(),
                        WriteOptions.defaults()
                                .withPartitionBy(
                                        bucket(16, col("id")).as("b"),
                                        truncate(3, col("s")).as("t")));
        assertEquals(
                List.of("1000|16|1"),
                Foreign.rows(dataset, "SELECT count(*), count(DISTINCT b), count(DISTINCT t) FROM t WHERE t = 'grö'"));
        LazyFrame one = session.open(dataset.toString())
                .filter(col("b").eq(bucket(16, lit(34))), col("id").eq(34));
        assertEquals(1, one.estimate().files());
        assertEquals(1, one.count());
        assertEquals(
                2017239379 % 16,
                Integer.parseInt(
                        Foreign.rows(dataset, "SELECT b FROM t WHERE id = 34").get(0)));
    }

    @Test
    void rowsAreAppended() {
        Path dataset = temp.resolve("append");
        rows("SELECT 1 AS id, 'x' AS p")
                .write(dataset.toString(), WriteOptions.defaults().withPartitionBy("p"));
        ParquetDataset before = session.open(dataset.toString());
        WriteReport second = before.append(rows("SELECT 'y' AS p, 2 AS id"));
        assertEquals(2, second.version());
        WriteReport third = rows("SELECT 3 AS id, 'x' AS p").write(dataset.toString(), APPEND);
        assertEquals(3, third.version());
        assertEquals(List.of(List.of(1, "x"), List.of(2, "y"), List.of(3, "x")), read(dataset, "id"));
        assertEquals(1, before.rowCount());
        assertEquals(3, before.refresh().rowCount());
    }

    @Test
    void whereNothingIsAnyModeWrites() {
        for (WriteOptions options : List.of(APPEND, OVERWRITE, PARTITIONS.withPartitionBy("id"))) {
            Path dataset = temp.resolve("any-" + options.mode());
            rows("SELECT 1 AS id, 2 AS x").write(dataset.toString(), options);
            assertEquals(1, read(dataset, "id").size());
        }
    }

    @Test
    void allRowsAreReplaced() throws SQLException {
        Path dataset = temp.resolve("overwrite");
        rows("SELECT range AS id FROM range(5)").write(dataset.toString());
        WriteReport report = rows("SELECT 7 AS n, 'a' AS p").write(dataset.toString(), OVERWRITE.withPartitionBy("p"));
        assertEquals(1, report.replacedFiles());
        assertEquals(List.of(List.of(7, "a")), read(dataset, "n"));
        assertEquals(List.of("7|a"), Foreign.rows(dataset, "SELECT n, p FROM t"));
    }

    @Test
    void aDatasetMayBeRewrittenFromItself() {
        Path dataset = temp.resolve("self");
        rows("SELECT range AS id FROM range(10)").write(dataset.toString());
        ParquetDataset read = session.open(dataset.toString());
        read.write(read.filter(col("id").gt(6)), OVERWRITE);
        assertEquals(List.of(List.of(7L), List.of(8L), List.of(9L)), read(dataset, "id"));
    }

    @Test
    void rowsFromAnOlderStateReplaceNothing() {
        Path dataset = temp.resolve("lost");
        rows("SELECT 1 AS id").write(dataset.toString());
        ParquetDataset old = session.open(dataset.toString());
        rows("SELECT 2 AS id")
                .write(dataset.toString(), APPEND.withAuthor("Ann").withNote("second"));
        String expected = "[" + dataset + "] The rows were computed from this dataset as it was before, and version 2"
                + " (second) by Ann has come between: nothing was changed; refresh and write again.";
        WriteOptions stubborn = OVERWRITE.withConflicts(ConflictPolicy.retry(3, Duration.ZERO));
        for (WriteOptions options : List.of(OVERWRITE, stubborn)) {
            assertTrue(refusal(ErrorCode.CONFLICT, () -> old.lazy().write(dataset.toString(), options))
                    .startsWith("[" + dataset + "] The rows were computed from this dataset as it was before"));
        }
        assertTrue(refusal(ErrorCode.CONFLICT, () -> old.write(rows("SELECT 3 AS id"), OVERWRITE))
                .startsWith("[" + dataset + "] The files to replace are no longer those"));
        assertEquals(2, read(dataset, "id").size());
        assertFalse(expected.isEmpty());
        old.write(rows("SELECT 3 AS id"), stubborn);
        assertEquals(List.of(List.of(3)), read(dataset, "id"));
    }

    @Test
    void partitionsAreReplacedAndOthersStay() throws SQLException, IOException {
        Path dataset = temp.resolve("parts");
        rows("SELECT range AS id, 'p' || range % 3 AS \"a b\" FROM range(9)")
                .write(dataset.toString(), WriteOptions.defaults().withPartitionBy("a b"));
        Path foreign = Files.createDirectories(dataset.resolve("a%20b=p1"));
        Foreign.write("SELECT 100::BIGINT AS id", foreign.resolve("theirs.parquet"));
        WriteReport report = rows("SELECT 50::BIGINT AS id, 'p1' AS \"a b\" UNION ALL SELECT 51, 'p9'")
                .write(dataset.toString(), PARTITIONS);
        assertEquals(2, report.replacedFiles());
        assertEquals(
                List.of("0,p0", "2,p2", "3,p0", "5,p2", "6,p0", "8,p2", "50,p1", "51,p9"),
                read(dataset, "id").stream().map(r -> r.get(0) + "," + r.get(1)).toList());
    }

    @Test
    void onlyTouchedPartitionsConflict() {
        Path dataset = temp.resolve("merge");
        rows("SELECT range AS id, range % 2 AS p FROM range(4)")
                .write(dataset.toString(), WriteOptions.defaults().withPartitionBy("p"));
        ParquetDataset old = session.open(dataset.toString());
        rows("SELECT 10::BIGINT AS id, 1::BIGINT AS p").write(dataset.toString(), APPEND);
        LazyFrame zero = rows("SELECT 20::BIGINT AS id, 0::BIGINT AS p");
        assertTrue(refusal(
                        ErrorCode.CONFLICT,
                        () -> old.write(rows("SELECT 21::BIGINT AS id, 1::BIGINT AS p"), PARTITIONS))
                .contains("The files to replace are no longer those that were there when this write began"));
        old.write(zero, PARTITIONS);
        assertEquals(
                List.of("1,1", "3,1", "10,1", "20,0"),
                read(dataset, "id").stream().map(r -> r.get(0) + "," + r.get(1)).toList());
    }

    @Test
    void rowsAreSortedWithinFiles() {
        Path dataset = temp.resolve("sorted");
        LazyFrame shuffled = rows("SELECT hash(range) % 100000 AS h, range % 3 AS p FROM range(300000)");
        shuffled.write(
                dataset.toString(),
                WriteOptions.defaults().withPartitionBy("p").withSortBy("h").withRowGroupRows(20_000));
        ParquetDataset read = session.open(dataset.toString());
        assertEquals(3, read.files().size());
        assertSorted(read);
        Path whole = temp.resolve("sorted-whole");
        shuffled.write(
                whole.toString(),
                WriteOptions.defaults()
                        .withSortBy(col("h").asc())
                        .withRowGroupRows(5_000)
                        .withTargetFileBytes(10_000));
        ParquetDataset wholly = session.open(whole.toString());
        assertTrue(wholly.files().size() > 10, "files: " + wholly.files().size());
        assertSorted(wholly);
        assertEquals(300_000, wholly.rowCount());
    }

    private void assertSorted(ParquetDataset dataset) {
        for (DataFile file : dataset.files()) {
            java.math.BigInteger last = java.math.BigInteger.ZERO;
            for (Map<String, Object> row : session.open(file.path().toString())
                    .select("h")
                    .limit(1_000_000)
                    .collect()
                    .toMaps()) {
                java.math.BigInteger next = (java.math.BigInteger) row.get("h");
                assertTrue(last.compareTo(next) <= 0, file.path().toString());
                last = next;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void everyCodecReadsBack(Codec codec) throws SQLException {
        Path dataset = temp.resolve("codec" + codec);
        rows("SELECT range AS id, 'text ' || range % 10 AS s FROM range(5000)")
                .write(
                        dataset.toString(),
                        WriteOptions.defaults()
                                .withCompression(codec)
                                .withRowGroupRows(2048)
                                .withBloomFilters(0.01)
                                .withMetadata("it's", "a \"test\""));
        DataFile file = session.open(dataset.toString()).files().get(0);
        assertEquals(3, file.rowGroups().size());
        RowGroup group = file.rowGroups().get(0);
        String expected = codec == Codec.LZ4 ? "LZ4_RAW" : codec.toString();
        assertEquals(expected, group.chunk(List.of("s")).orElseThrow().layout().codec());
        assertTrue(group.chunk(List.of("s")).orElseThrow().layout().bloomBytes() > 0);
        assertEquals(
                5000,
                session.open(dataset.toString())
                        .filter(col("s").str().startsWith("text"))
                        .collect()
                        .rowCount());
        assertEquals(
                List.of("a \"test\""),
                Foreign.rows(
                        dataset,
                        "SELECT decode(value) FROM parquet_kv_metadata('" + dataset
                                + "/*.parquet') WHERE decode(key) = 'it''s'"));
    }

    @Test
    void levelsMakeFilesSmaller() {
        LazyFrame rows = rows("SELECT 'some text ' || hash(range) % 1000 AS s FROM range(100000)");
        long fast = rows.write(
                        temp.resolve("l1").toString(), WriteOptions.defaults().withCompression(Codec.ZSTD, 1))
                .bytes();
        long small = rows.write(
                        temp.resolve("l19").toString(), WriteOptions.defaults().withCompression(Codec.ZSTD, 19))
                .bytes();
        assertTrue(small < fast, small + " and " + fast);
    }

    @Test
    void noRowsAreADatasetToo() {
        Path dataset = temp.resolve("empty");
        LazyFrame none = rows("SELECT 1 AS id, 'a' AS s WHERE false");
        assertEquals(0, none.write(dataset.toString()).rows());
        assertEquals(
                "(id: int32, s: string)",
                session.open(dataset.toString()).schema().toString());
        none.write(dataset.toString(), APPEND);
        assertEquals(0, session.open(dataset.toString()).rowCount());
        rows("SELECT range AS id, 'a' AS s FROM range(3)")
                .filter(lit(true))
                .filter(col("id").lt(0))
                .write(temp.resolve("empty2").toString());
        assertEquals(0, session.open(temp.resolve("empty2").toString()).rowCount());
        Path parted = temp.resolve("empty3");
        none.write(parted.toString(), WriteOptions.defaults().withPartitionBy("s"));
        rows("SELECT 1 AS id, '1' AS s").write(parted.toString(), APPEND);
        assertEquals(1, session.open(parted.toString()).rowCount());
        none.write(
                parted.toString(),
                WriteOptions.defaults().withMode(WriteMode.OVERWRITE).withPartitionBy("s"));
        assertEquals(
                "(id: int32, s: string)",
                session.open(parted.toString()).schema().toString());
        assertEquals(0, session.open(parted.toString()).rowCount());
    }

    @Test
    void whatIsThereIsNotWrittenOver() throws SQLException, IOException {
        Path dataset = temp.resolve("exists");
        rows("SELECT 1 AS id").write(dataset.toString());
        String sentence =
                "[" + dataset + "] This directory holds a dataset of 1 file already: append to it, overwrite it,"
                        + " or write somewhere else.";
        assertEquals(
                sentence, refusal(ErrorCode.EXISTS, () -> rows("SELECT 2 AS id").write(dataset.toString())));
        Path foreign = Files.createDirectory(temp.resolve("foreign"));
        Foreign.write("SELECT 1 AS id", foreign.resolve("a.parquet"));
        refusal(ErrorCode.EXISTS, () -> rows("SELECT 2 AS id").write(foreign.toString()));
        assertFalse(Files.exists(foreign.resolve("_colonnade")));
        rows("SELECT 2 AS id").write(foreign.toString(), APPEND);
        assertEquals(List.of("1", "2"), Foreign.rows(foreign, "SELECT id FROM t ORDER BY id"));
    }

    @Test
    void rowsThatDoNotFitAreRefused() {
        Path dataset = temp.resolve("fit");
        rows("SELECT 1 AS id, 'a' AS name, 1 AS p")
                .write(dataset.toString(), WriteOptions.defaults().withPartitionBy("p"));
        assertEquals(
                "The dataset has no column 'nam' (id, name, p): drop or rename it. Did you mean 'name'?",
                refusal(ErrorCode.NO_SUCH_COLUMN, () -> append(dataset, "SELECT 1 AS id, 'a' AS nam, 1 AS p")));
        assertEquals(
                "The dataset has the column 'name', which is not in (id, p): add it, with nulls if nothing is known.",
                refusal(ErrorCode.NO_SUCH_COLUMN, () -> append(dataset, "SELECT 1 AS id, 1 AS p")));
        assertEquals(
                "Column 'id' is int64 and in the dataset int32: cast it.",
                refusal(ErrorCode.TYPE_MISMATCH, () -> append(dataset, "SELECT 1::BIGINT AS id, 'a' AS name, 1 AS p")));
        assertEquals(
                "The dataset is partitioned by 'p', which is not in (id, name).",
                refusal(ErrorCode.NO_SUCH_COLUMN, () -> append(dataset, "SELECT 1 AS id, 'a' AS name")));
        assertEquals(
                "[" + dataset
                        + "] The dataset is partitioned by (p) and not by (id): leave the keys out, or overwrite all"
                        + " of it.",
                refusal(ErrorCode.SCHEMA_MISMATCH, () -> rows("SELECT 1 AS id, 'a' AS name, 1 AS p")
                        .write(dataset.toString(), APPEND.withPartitionBy("id"))));
        assertEquals(
                "OVERWRITE_PARTITIONS needs partition keys: give them with withPartitionBy.",
                refusal(ErrorCode.INVALID_ARGUMENT, () -> rows("SELECT 1 AS id")
                        .write(temp.resolve("nokeys").toString(), PARTITIONS)));
        assertEquals(
                "Column 'x' (float64) cannot be a partition key, which is bool, an integer, a decimal, string, uuid, date or"
                        + " a timestamp, and whose name does not begin with a dot.",
                refusal(ErrorCode.TYPE_MISMATCH, () -> rows("SELECT 1 AS id, 1.5::DOUBLE AS x")
                        .write(
                                temp.resolve("fk").toString(),
                                WriteOptions.defaults().withPartitionBy("x"))));
        assertEquals(
                "All columns (id) are partition keys, so nothing is left to store: keep one out.",
                refusal(ErrorCode.INVALID_PLAN, () -> rows("SELECT 1 AS id")
                        .write(
                                temp.resolve("ak").toString(),
                                WriteOptions.defaults().withPartitionBy("id"))));
        assertEquals(
                "Columns 'a' and 'A' differ in case only, which files cannot hold for every reader: rename one of them.",
                refusal(ErrorCode.DUPLICATE_COLUMN, () -> rows("SELECT 1 AS a, 2 AS b")
                        .rename("b", "A")
                        .write(temp.resolve("case").toString())));
        assertEquals(1, read(dataset, "id").size());
    }

    private WriteReport append(Path dataset, String select) {
        return rows(select).write(dataset.toString(), APPEND);
    }

    @Test
    void aQueryThatFailsChangesNothing() {
        Path dataset = temp.resolve("fails");
        rows("SELECT 1::BIGINT AS id").write(dataset.toString());
        refusal(ErrorCode.DIVISION_BY_ZERO, () -> rows("SELECT 1 // (range - 5000) AS id FROM range(100000)")
                .write(dataset.toString(), OVERWRITE));
        assertEquals(List.of(List.of(1L)), read(dataset, "id"));
        assertEquals(0, dataset.resolve("_colonnade/stage").toFile().list().length);
    }
}
