package dev.colonnade.duckdb.conformance;

import static dev.colonnade.contract.Answers.assertSameRows;
import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.countDistinct;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.min;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.contract.Corpus;
import dev.colonnade.contract.Raw;
import dev.colonnade.expr.Expr;
import dev.colonnade.scan.ScanReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets that other systems wrote, many files each, and one like those that change from month to month. */
class RealDataTest {
    private static @TempDir Path directory;
    private static Session session;
    private static Raw raw;

    @BeforeAll
    static void open() {
        session = Colonnade.builder().threads(2).open();
        raw = Raw.open();
    }

    @AfterAll
    static void close() {
        session.close();
        raw.close();
    }

    /** 48 files below two keys, with summaries, checksums and a success marker beside them. */
    @Test
    void twoLevelsOfKeys() {
        Path tree = Corpus.copy("real/hive-split", directory.resolve("split"));
        ParquetDataset dataset = session.dataset("split", tree.toString());
        assertEquals(
                "(num: int64, cat: string not null, catnum: int64 not null)",
                dataset.schema().toString());
        assertEquals(48, dataset.files().size());
        assertEquals(2_000, dataset.rowCount());
        String reader = "read_parquet(" + Raw.literal(tree + "/*/*/*.parquet") + ", hive_partitioning=true)";
        assertSameRows(
                raw.rows("SELECT num, cat, catnum FROM " + reader, dataset.schema()),
                rows(dataset.head(2_000).collect()));
        assertRows(
                "[[fred, 1, 334, 333666], [fred, 2, 333, 333000], [fred, 3, 333, 332334], [freda, 1, 333, 332667],"
                        + " [freda, 2, 334, 334000], [freda, 3, 333, 333333]]",
                dataset.groupBy("cat", "catnum").agg(count(), sum("num")).sort("cat", "catnum"));
        assertRows("[[0, fred, 1], [6, fred, 1]]", dataset.head(2));
        assertRows("[[1991, freda, 3], [1997, freda, 3]]", dataset.tail(2));
        assertScan(
                "files 48 -> 8 (partition catnum: 32, partition cat: 8)",
                334,
                dataset,
                col("catnum").eq(1),
                col("cat").eq("fred"));
        assertScan(
                "files 48 -> 24 (partition cat: 24)", 1_000, dataset, col("cat").gt("fred"));
        assertScan(
                "files 48 -> 16 (partition catnum: 32)",
                666,
                dataset,
                col("catnum").plus(1).gt(3));
        assertScan("files 48 -> 0 (partition cat: 48)", 0, dataset, col("cat").eq("nobody"));
        assertRows(
                "[[334, 333666]]",
                session.sql(
                        "SELECT count(*) AS n, sum(num)::BIGINT AS s FROM split WHERE cat = ? AND catnum = ?",
                        "fred",
                        1));
    }

    @Test
    void directoriesOfOtherSystems() {
        ParquetDataset dates = hive("date-partitions");
        assertRows("[[4, 2025-03-01], [3, 2025-03-02], [2, 2025-03-03], [1, 2025-03-04]]", dates.head(9));
        assertScan("files 4 -> 2 (partition date: 2)", 2, dates, col("date").ge(LocalDate.of(2025, 3, 3)));
        ParquetDataset nulls = hive("delta-0.8.0-null-partition");
        assertRows("[[1, A], [2, null]]", nulls.sort("v"));
        assertScan("files 2 -> 1 (partition k: 1)", 1, nulls, col("k").isNull());
        assertScan("files 2 -> 1 (partition k: 1)", 1, nulls, col("k").eq("A"));
        assertRows("[[A, 1], [null, 1]]", nulls.groupBy("k").agg(count()).sort("k"));
        ParquetDataset special = hive("deltatbl-special-chars-in-partition-column");
        assertScan("files 4 -> 2 (partition c2: 2)", 5, special, col("c2").eq("+ =%0"));
        assertRows(
                "[[+ =%0, 20], [+ =%1, 25]]",
                special.groupBy("c2").agg(sum("c1")).sort("c2"));
    }

    /** The tree of Delta's golden table of partition values: twelve keys, one row each of zeros, ones and nulls. */
    @Test
    void keysOfEveryType() {
        String[] keys = {
            "as_int",
            "as_long",
            "as_byte",
            "as_short",
            "as_boolean",
            "as_float",
            "as_double",
            "as_string",
            "as_string_lit_null",
            "as_date",
            "as_timestamp",
            "as_big_decimal"
        };
        String[][] values = {
            {"0", "0", "0", "0", "true", "0.0", "0.0", "0", "null", "2021-09-08", "2021-09-08 11%3A11%3A11", "0"},
            {"1", "1", "1", "1", "false", "1.0", "1.0", "1", "null", "2021-09-08", "2021-09-08 11%3A11%3A11", "1"},
            null
        };
        Path tree = directory.resolve("keys");
        for (int i = 0; i < values.length; i++) {
            Path at = tree;
            for (int k = 0; k < keys.length; k++) {
                at = at.resolve(keys[k] + "=" + (values[i] == null ? "__HIVE_DEFAULT_PARTITION__" : values[i][k]));
            }
            create(at);
            raw.copy("SELECT " + i + " AS value", at.resolve("part.parquet"));
        }
        ParquetDataset dataset = session.open(tree.toString());
        assertEquals(
                "(value: int32 not null, as_int: int64, as_long: int64, as_byte: int64, as_short: int64, as_boolean: bool,"
                        + " as_float: string, as_double: string, as_string: int64, as_string_lit_null: string, as_date: date,"
                        + " as_timestamp: string, as_big_decimal: int64)",
                dataset.schema().toString());
        assertRows(
                "[[0, 0, 0, 0, 0, true, 0.0, 0.0, 0, null, 2021-09-08, 2021-09-08 11:11:11, 0],"
                        + " [1, 1, 1, 1, 1, false, 1.0, 1.0, 1, null, 2021-09-08, 2021-09-08 11:11:11, 1],"
                        + " [2, null, null, null, null, null, null, null, null, null, null, null, null]]",
                dataset.sort("value"));
        for (String key : keys) {
            assertScan("files 3 -> 1 (partition " + key + ": 2)", 1, dataset, col(key).isNull());
        }
        assertScan(
                "files 3 -> 2 (partition as_string_lit_null: 1)",
                2,
                dataset,
                col("as_string_lit_null").eq("null"));
    }

    /** Five files of one schema, with int96 timestamps, by parquet-mr. */
    @Test
    void int96() {
        Path users = Corpus.copy("real/userdata", directory.resolve("users"));
        ParquetDataset dataset = session.open(users.toString());
        assertEquals(
                "registration_dttm: timestamp[us]", dataset.schema().field(0).toString());
        assertSameRows(
                raw.rows("SELECT * FROM read_parquet(" + Raw.literal(users + "/*.parquet") + ")", dataset.schema()),
                rows(dataset.head(5_000).collect()));
        assertRows(
                "[[5000, 2016-02-03T00:00:07, 2016-02-04T23:59:55, 4689, 197]]",
                dataset.agg(
                        count(),
                        min("registration_dttm"),
                        max("registration_dttm"),
                        count("salary"),
                        countDistinct("country")));
        LocalDateTime noon = LocalDateTime.of(2016, 2, 3, 12, 0);
        assertEquals(
                raw.number("SELECT count(*) FROM read_parquet(" + Raw.literal(users + "/*.parquet")
                        + ") WHERE registration_dttm < TIMESTAMP '2016-02-03 12:00'"),
                dataset.filter(col("registration_dttm").lt(noon)).count());
    }

    /** Months as New York's taxi files are: integers that become floats, a column that appears, one that is all null. */
    @Test
    void schemasThatChangeFromMonthToMonth() {
        Path months = create(directory.resolve("months"));
        raw.copy(
                "SELECT range AS id, (range % 5)::DOUBLE AS passengers, 'N' AS flag, NULL::INTEGER AS fee,"
                        + " TIMESTAMP '2024-01-01' + INTERVAL (range) MINUTE AS seen FROM range(1000)",
                months.resolve("2024-01.parquet"));
        raw.copy(
                "SELECT range + 1000 AS id, CASE WHEN range % 10 = 0 THEN NULL ELSE range % 5 END AS passengers, 'Y' AS flag,"
                        + " NULL::DOUBLE AS fee, TIMESTAMP '2024-10-01' + INTERVAL (range) MINUTE AS seen,"
                        + " 2.75 AS congestion FROM range(1000)",
                months.resolve("2024-10.parquet"));
        ParquetDataset dataset = session.open(months.toString());
        assertEquals(
                "(id: int64, passengers: float64, flag: string not null, fee: float64, seen: timestamp[us], congestion:"
                        + " decimal(3,2))",
                dataset.schema().toString());
        assertSameRows(
                raw.rows(
                        "SELECT id, passengers::DOUBLE, flag, fee::DOUBLE, seen, congestion FROM read_parquet("
                                + Raw.literal(months + "/*.parquet") + ", union_by_name=true)",
                        dataset.schema()),
                rows(dataset.head(2_000).collect()));
        assertRows(
                "[[N, 1000, 2.0, 0], [Y, 900, 2.2222222222222223, 1000]]",
                dataset.groupBy("flag")
                        .agg(count("passengers"), avg("passengers"), count("congestion"))
                        .sort("flag"));
        assertScan(
                "files 2 -> 1 (statistics seen: 1)",
                1_000,
                dataset,
                col("seen").ge(LocalDateTime.of(2024, 10, 1, 0, 0)));
        assertScan(
                "files 2", 300, dataset, col("passengers").eq(3.0).and(col("id").lt(1_500)));
        assertEquals(1_000, dataset.filter(col("congestion").isNull()).count());
    }

    /** More files than stand in a query's text, and far more than that. */
    @Test
    void manyFiles() {
        for (int files : new int[] {60, 1_200}) {
            Path tree = directory.resolve("many" + files);
            create(tree);
            raw.execute("COPY (SELECT range AS id, range % " + files + " AS bucket, 'v' || range AS v FROM range("
                    + 3 * files + ")) TO " + Raw.literal(tree.toString())
                    + " (FORMAT parquet, PARTITION_BY (bucket), OVERWRITE_OR_IGNORE)");
            ParquetDataset dataset = session.dataset("many" + files, tree.toString());
            assertEquals(files, dataset.files().size());
            assertEquals(
                    "(id: int64, v: string, bucket: int64 not null)",
                    dataset.schema().toString());
            long n = 3L * files;
            assertRows(
                    "[[" + n + ", " + n * (n - 1) / 2 + ", " + files + "]]",
                    dataset.agg(count(), sum("id"), countDistinct("bucket")));
            assertScan(
                    "files " + text(files) + " -> 1 (partition bucket: " + text(files - 1) + ")",
                    3,
                    dataset,
                    col("bucket").eq(7));
            assertRows(
                    "[[7, v7, 7], [" + (files + 7) + ", v" + (files + 7) + ", 7]]",
                    dataset.filter(col("bucket").eq(7)).sort("id").limit(2));
            assertEquals(3 * 50, dataset.filter(col("bucket").lt(50)).count());
            assertRows(
                    "[[0, 3], [1, 3]]",
                    dataset.groupBy("bucket").agg(count()).sort("bucket").limit(2));
            assertEquals(files * 3L, dataset.lazy().collect().rowCount());
            assertRows("[[3]]", session.sql("SELECT count(*) AS n FROM many" + files + " WHERE bucket = 11"));
            List<List<@Nullable Object>> first = rows(dataset.head(4).collect());
            assertEquals(0L, first.get(0).get(2));
            assertEquals(1L, first.get(3).get(2));
        }
    }

    private static String text(int number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }

    private static ParquetDataset hive(String name) {
        return session.open(Corpus.copy("hive/" + name, directory).toString());
    }

    /** What the scan reads, and that the rows that come out are as many as without pruning. */
    private static void assertScan(String start, long rows, ParquetDataset dataset, Expr... filters) {
        ScanReport report =
                dataset.filter(filters).explain().scans().stream().findFirst().orElseThrow();
        assertEquals(start, report.toString().substring(0, report.toString().indexOf(", row groups")));
        assertEquals(rows, dataset.filter(filters).collect().rowCount());
    }

    private static void assertRows(String expected, LazyFrame frame) {
        assertEquals(expected, rows(frame.collect()).toString());
    }

    private static Path create(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
