package dev.colonnade.duckdb.maintain;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.Codec;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.maintain.DtypeAdvice;
import dev.colonnade.maintain.LayoutOptions;
import dev.colonnade.maintain.MaintenanceReport;
import dev.colonnade.maintain.MaintenanceReport.Outcome;
import dev.colonnade.maintain.Recompression;
import dev.colonnade.maintain.ValueGroups;
import dev.colonnade.source.DataFile;
import dev.colonnade.type.DataType;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Operations that write rows of a dataset anew; the rows themselves never change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RewritingTest {
    private static final LayoutOptions SMALL = LayoutOptions.defaults().withTargetFileBytes(100_000);

    private Session session;
    private Kept kept;

    @TempDir
    Path temp;

    @BeforeAll
    void open() {
        session = Colonnade.builder().backend("duckdb").threads(2).open();
    }

    @AfterAll
    void close() {
        session.close();
    }

    @BeforeEach
    void fresh() {
        kept = new Kept(session, temp.resolve("d" + System.nanoTime()));
    }

    private static List<Path> paths(ParquetDataset dataset) {
        return dataset.files().stream().map(DataFile::path).toList();
    }

    private void fill() {
        kept.append("SELECT range AS id, md5(range::VARCHAR) AS s, 'a' AS p FROM range(4000)", "p");
        for (int i = 0; i < 5; i++) {
            kept.append(
                    "SELECT " + i + "000 + range AS id, 'x' AS s, ['a', 'b', 'c'][range % 3 + 1] AS p FROM range(30)",
                    "p");
        }
    }

    @Test
    void smallFilesOfAPartitionAreMergedAndGoodOnesLeft() throws SQLException {
        fill();
        List<String> before = kept.rows();
        Path good = kept.open().files().stream()
                .max(Comparator.comparing(DataFile::sizeBytes))
                .orElseThrow()
                .path();
        assertEquals(Map.of("p=a", 6, "p=b", 5, "p=c", 5), kept.files());

        MaintenanceReport promised = kept.maintain().dryRun().compact(SMALL);
        assertEquals(Outcome.DRY_RUN, promised.outcome());
        assertEquals(Map.of("p=a", 6, "p=b", 5, "p=c", 5), kept.files());
        assertEquals(6, kept.maintain().snapshots().size());
        assertEquals(
                "A dry run rolls nothing back: asOf(1) shows what the dataset would be.",
                assertThrows(
                                ColonnadeException.class,
                                () -> kept.maintain().dryRun().rollbackTo(1))
                        .getMessage());

        MaintenanceReport done = kept.maintain().compact(SMALL);
        assertEquals(Map.of("p=a", 2, "p=b", 1, "p=c", 1), kept.files());
        assertTrue(paths(kept.open()).contains(good));
        assertEquals(before, kept.rows());
        assertEquals(
                List.of(Integer.toString(before.size())),
                kept.foreign("SELECT count(*)::VARCHAR FROM t WHERE p IN ('a', 'b', 'c')"));
        assertEquals(Outcome.DONE, done.outcome());
        assertEquals(15, done.before().files());
        assertEquals(150, done.before().rows());
        assertEquals(3, done.after().files());
        assertEquals(150, done.after().rows());
        assertEquals(3, done.after().rowGroups());
        assertEquals(1, done.untouched());
        assertEquals(List.of("p=a", "p=b", "p=c"), done.partitions());
        assertEquals(List.of(7L), done.versions());
        assertEquals(promised.before(), done.before());
        assertEquals(promised.after().files(), done.after().files());
        assertEquals("compact", kept.maintain().snapshots().get(6).what());

        assertEquals(Outcome.NOTHING_TO_DO, kept.maintain().compact(SMALL).outcome());
        assertEquals(7, kept.maintain().snapshots().size());
        assertEquals(before, rowsOf(kept.open().asOf(6)));
    }

    private static List<String> rowsOf(ParquetDataset dataset) {
        List<String> rows = new ArrayList<>();
        dataset.collect().toMaps().forEach(row -> rows.add(new java.util.TreeMap<>(row).toString()));
        Collections.sort(rows);
        return rows;
    }

    @Test
    void onlyThePartitionsAskedForAreTouched() {
        fill();
        List<String> before = kept.rows();
        MaintenanceReport done = kept.maintain().compact(SMALL.withPartitions(col("p").isIn("b", "x")));
        assertEquals(List.of("p=b"), done.partitions());
        assertEquals(Map.of("p=a", 6, "p=b", 1, "p=c", 5), kept.files());
        assertEquals(before, kept.rows());
        assertEquals(
                "Partitions are chosen by their keys (p), and (id > 1) looks at other columns.",
                assertThrows(ColonnadeException.class, () -> kept.maintain()
                                .compact(SMALL.withPartitions(col("id").gt(1))))
                        .getMessage());
    }

    @Test
    void filesThatDoNotOverlapDoNotDoSoAfterwards() {
        List<Integer> parts = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        Collections.shuffle(parts, new Random(SEED));
        for (int part : parts) {
            kept.append("SELECT " + part + " * 5000 + range AS ts, md5((range * 12 + " + part
                    + ")::VARCHAR) AS s, hash(range) % 7 AS k" + " FROM range(5000) ORDER BY ts");
        }
        List<String> before = kept.rows();
        MaintenanceReport done = kept.maintain()
                .compact(LayoutOptions.defaults().withTargetFileBytes(800_000).withRowGroupRows(4096));
        String where = "reproduce with -Dtest.seed=" + SEED;
        assertEquals(before, kept.rows(), where);
        assertTrue(done.after().files() > 1 && done.after().files() < 12, done.toString());
        requireSorted("ts", where);
    }

    /** Each file is sorted, and no two overlap. */
    private void requireSorted(String column, String where) {
        List<List<Object>> files = new ArrayList<>();
        kept.open().files().forEach(file -> files.add(kept.stored(file, column)));
        files.sort(Comparator.comparing(values -> ((Number) values.get(0)).longValue()));
        long last = Long.MIN_VALUE;
        for (List<Object> values : files) {
            for (Object value : values) {
                long at = ((Number) value).longValue();
                assertTrue(at >= last, where);
                last = at;
            }
        }
    }

    @Test
    void onlyNeighboursAreMergedWhereFilesDoNotOverlap() {
        kept.append("SELECT range AS ts FROM range(100)");
        kept.append("SELECT 1000 + range * 7919 % 100003 AS ts FROM range(60000)");
        kept.append("SELECT 200000 + range AS ts FROM range(100)");
        LayoutOptions layout = LayoutOptions.defaults().withTargetFileBytes(100_000);
        assertTrue(
                kept.open().files().stream().anyMatch(file -> file.sizeBytes() > 50_000),
                kept.open().files().toString());
        assertEquals(Outcome.NOTHING_TO_DO, kept.maintain().compact(layout).outcome());
        kept.append("SELECT 300000 + range AS ts FROM range(100)");
        MaintenanceReport done = kept.maintain().compact(layout);
        assertEquals(2, done.before().files());
        assertEquals(3, kept.open().files().size());
    }

    @Test
    void smallRowGroupsAreMergedAndLargeFilesDivided() {
        session.sql("SELECT range AS id, md5(range::VARCHAR) AS s FROM range(60000)")
                .write(
                        kept.directory().toString(),
                        WriteOptions.defaults().withRowGroupRows(2048).withSortBy("id"));
        List<String> before = kept.rows();
        assertEquals(30, kept.open().files().get(0).rowGroups().size());
        LayoutOptions merged = LayoutOptions.defaults().withRowGroupRows(20_480);
        MaintenanceReport done = kept.maintain().compact(merged);
        assertEquals(3, done.after().rowGroups());
        assertEquals(Outcome.NOTHING_TO_DO, kept.maintain().compact(merged).outcome());
        LayoutOptions divided = merged.withTargetFileBytes(done.after().bytes() / 3);
        assertEquals(3, kept.maintain().compact(divided).after().files());
        assertEquals(Outcome.NOTHING_TO_DO, kept.maintain().compact(divided).outcome());
        requireSorted("id", "divided");
        assertEquals(before, kept.rows());
    }

    @Test
    void partitionsAreSorted() {
        for (int i = 0; i < 3; i++) {
            kept.append(
                    "SELECT (hash(range + " + i + " * 1000) % 1000000)::BIGINT AS v, range % 2 AS p FROM range(20000)",
                    "p");
        }
        List<String> before = kept.rows();
        MaintenanceReport done = kept.maintain()
                .sort(
                        List.of(col("v").asc()),
                        LayoutOptions.defaults().withTargetFileBytes(10_000).withRowGroupRows(4096));
        assertEquals(List.of("p=0", "p=1"), done.partitions());
        assertEquals(before, kept.rows());
        assertTrue(done.after().files() > 2, done.toString());
        for (long p = 0; p < 2; p++) {
            long last = Long.MIN_VALUE;
            List<List<Object>> files = new ArrayList<>();
            for (DataFile file : kept.open().files()) {
                if (file.partitionValues().get(0).equals(p)) {
                    files.add(kept.stored(file, "v"));
                }
            }
            files.sort(Comparator.comparing(values -> (Long) values.get(0)));
            for (List<Object> values : files) {
                for (Object value : values) {
                    assertTrue((Long) value >= last);
                    last = (Long) value;
                }
            }
        }
    }

    @Test
    void clusteringHelpsLookUpsByEachColumn() {
        kept.append(
                "SELECT hash(range) % 1000 AS a, (hash(range * 31) % 1000)::DOUBLE AS b,"
                        + " CASE WHEN range % 50 = 0 THEN NULL ELSE 'n' || (hash(range * 17) % 1000) END AS c FROM range(100000)");
        List<String> before = kept.rows();
        LayoutOptions layout =
                LayoutOptions.defaults().withTargetFileBytes(30_000).withRowGroupRows(4096);
        kept.maintain().sort(List.of(col("c").asc()), layout);
        long files = kept.open().files().size();
        double unsorted = kept.open().clustering("a").files().averageDepth();
        assertEquals(files, Math.round(unsorted));
        for (List<String> columns : List.of(List.of("a", "b"), List.of("b", "c"))) {
            MaintenanceReport done = kept.maintain().cluster(columns, layout);
            assertEquals(before, kept.rows());
            assertTrue(done.after().files() >= 10, done.toString());
            for (String column : columns) {
                double depth = kept.open().clustering(column).files().averageDepth();
                assertTrue(depth < 0.6 * done.after().files(), column + ": " + depth + " of " + done);
            }
        }
        kept.maintain().cluster(List.of("a", "b", "c"), layout);
        assertEquals(before, kept.rows());
        assertEquals(
                "Rows are clustered by two to four different columns, not by (a): sort by one.",
                assertThrows(ColonnadeException.class, () -> kept.maintain().cluster("a"))
                        .getMessage());
    }

    @Test
    void rowsMoveIntoPartitionsByGroupsOfValues() throws SQLException {
        kept.append(
                "SELECT range AS id, ['DE', 'FR', 'JP', 'US'][range % 4 + 1] AS country FROM range(100)", "country");
        List<String> before = kept.rows();
        MaintenanceReport done = kept.maintain()
                .repartition(ValueGroups.of("country")
                        .group("emea", "DE", "FR")
                        .group("apac", "JP")
                        .otherwise("other")
                        .as("region"));
        assertEquals(4, done.before().files());
        assertEquals(Map.of("region=apac", 1, "region=emea", 1, "region=other", 1), kept.files());
        assertEquals(before, rowsOf(session.open(kept.directory().toString()), "country", "id"));
        assertEquals(
                List.of("25", "50", "25"),
                kept.foreign("SELECT count(*)::VARCHAR FROM t GROUP BY region ORDER BY region"));
        assertEquals("region", kept.open().partitions().get(0).name());
        kept.append("SELECT 1000::BIGINT AS id, 'CN' AS country, 'apac' AS region");
        assertEquals(26, kept.count(col("region").eq("apac")));
    }

    private static List<String> rowsOf(ParquetDataset dataset, String... columns) {
        List<String> rows = new ArrayList<>();
        dataset.select(columns).collect().toMaps().forEach(row -> rows.add(new java.util.TreeMap<>(row).toString()));
        Collections.sort(rows);
        return rows;
    }

    @Test
    void oldPartitionsAreRecompressedOnce() {
        kept.append(
                session.sql(
                        "SELECT md5((range // 9)::VARCHAR) AS s, DATE '2024-01-01' + (range % 3)::INT AS day FROM range(9000)"),
                "day");
        List<String> before = kept.rows();
        Recompression best = Recompression.of(Codec.ZSTD, 19)
                .olderThan(Period.ofDays(10))
                .asOf(Instant.parse("2024-01-12T12:00:00Z"));
        MaintenanceReport done = kept.maintain().recompress(best);
        assertEquals("recompress to ZSTD level 19 after P10D", done.operation());
        assertEquals(List.of("day=2024-01-01"), done.partitions());
        assertTrue(done.after().codecRatio() > done.before().codecRatio(), done.toString());
        assertEquals(before, kept.rows());
        assertEquals(Outcome.NOTHING_TO_DO, kept.maintain().recompress(best).outcome());
        MaintenanceReport plain = kept.maintain().recompress(Recompression.of(Codec.UNCOMPRESSED));
        assertEquals(3, plain.before().files());
        assertEquals(1.0, plain.after().codecRatio());
        assertEquals(before, kept.rows());
        kept.append("SELECT 'x' AS s, DATE '2024-01-01' AS day", "day");
        MaintenanceReport compacted = kept.maintain().compact();
        assertEquals(2, compacted.before().files());
        assertEquals(1.0, compacted.after().codecRatio(), "the codec of most bytes stays");
    }

    @Test
    void typesBecomeNarrowerWhereNoValueIsLost() throws SQLException {
        kept.append(
                "SELECT range - 100 AS small, range + 3000000000 AS large, range / 4 AS quarter, range / 10 AS tenth,"
                        + " CASE WHEN range = 7 THEN NULL ELSE range * 100 END AS middle, '0' || range AS code, '20' || (24 + range % 9) AS year"
                        + " FROM range(200)");
        List<String> before = kept.rows();
        List<DtypeAdvice> advice = kept.maintain().dtypeAdvice();
        assertEquals(
                List.of(
                        "'small' from int64 to int8, since its values lie between -100 and 99",
                        "'quarter' from float64 to float32, since each value is one of 32 bits",
                        "'middle' from int64 to int16, since its values lie between 0 and 19900"),
                advice.stream().map(DtypeAdvice::toString).toList());
        MaintenanceReport done = kept.maintain().optimizeDtypes();
        assertTrue(done.changed());
        assertEquals(DataType.INT8, kept.open().schema().field("small").type());
        assertEquals(DataType.FLOAT32, kept.open().schema().field("quarter").type());
        assertEquals(DataType.INT64, kept.open().schema().field("large").type());
        assertEquals(before, kept.rows());
        assertEquals(List.of("TINYINT"), kept.foreign("SELECT typeof(small) FROM t LIMIT 1"));
        assertEquals(Outcome.NOTHING_TO_DO, kept.maintain().optimizeDtypes().outcome());
        kept.maintain().optimizeDtypes(Map.of("year", DataType.INT16));
        assertEquals(DataType.INT16, kept.open().schema().field("year").type());
        assertEquals(before, kept.rows());
        assertEquals(
                "Column 'code' holds a value that is not the same any more when it is cast from string to int64 and back, so"
                        + " nothing was changed.",
                assertThrows(ColonnadeException.class, () -> kept.maintain()
                                .optimizeDtypes(Map.of("code", DataType.INT64)))
                        .getMessage());
    }

    @Test
    void reportsAreTextHtmlAndJson() {
        fill();
        MaintenanceReport report = kept.maintain().dryRun().compact(SMALL);
        assertTrue(report.toString().startsWith("Maintenance\n\n"), report.toString());
        assertTrue(
                report.toJson().startsWith("{\"operation\":\"compact\",\"outcome\":\"dry run\",\"directory\":"),
                report.toJson());
        assertTrue(report.toHtml().startsWith("<div>\n<h3>Maintenance</h3>"), report.toHtml());
        assertFalse(report.summary().isEmpty());
        assertEquals(1, report.toJson().lines().count());
    }

    @Test
    void aDatasetThatOthersWroteIsCompacted() throws SQLException {
        for (int i = 0; i < 4; i++) {
            try (java.sql.Connection connection = java.sql.DriverManager.getConnection("jdbc:duckdb:");
                    java.sql.Statement statement = connection.createStatement()) {
                statement.execute("COPY (SELECT range AS id, range % 2 AS p FROM range(10)) TO '" + kept.directory()
                        + "' (FORMAT parquet, PARTITION_BY p, FILENAME_PATTERN 'f" + i + "', OVERWRITE_OR_IGNORE)");
            }
        }
        List<String> before = kept.rows();
        assertEquals(Map.of("p=0", 4, "p=1", 4), kept.files());
        kept.maintain().compact();
        assertEquals(Map.of("p=0", 1, "p=1", 1), kept.files());
        assertEquals(before, kept.rows());
        kept.append("SELECT 5::BIGINT AS id, 0::BIGINT AS p");
        session.open(kept.directory().toString())
                .write(
                        session.sql("SELECT 7::BIGINT AS id, 0::BIGINT AS p"),
                        WriteOptions.defaults().withMode(WriteMode.OVERWRITE_PARTITIONS));
        assertEquals(21, kept.count());
    }
}
