package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.scan.ScanReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twelve files, one per month: ids 100 * month to 100 * month + 99. The engine itself counts over a copy in memory. */
class SqlPruningTest {
    private static final String SELECT = "SELECT m AS month, 100 * m + i AS id, DATE '2024-01-01' + to_months(m - 1)"
            + " + i::INTEGER % 28 AS day, 'name ' || m AS name, CASE WHEN i % 10 = 0 THEN NULL ELSE m + i / 100 END AS price,"
            + " (m + 0.1)::FLOAT AS tenth FROM range(1, 13) a(m), range(100) b(i)";

    private static @TempDir Path directory;
    private static Session session;
    private static Connection plain;

    @BeforeAll
    static void write() throws Exception {
        plain = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = plain.createStatement()) {
            statement.execute("CREATE TABLE sales AS "
                    + SELECT.replace(" + to_months(m - 1)", "")
                            .replace("DATE '2024-01-01'", "make_date(2024, m::INTEGER, 1)"));
            for (int month = 1; month <= 12; month++) {
                Path file = Files.createDirectories(directory.resolve("sales/month=" + month))
                        .resolve("a.parquet");
                statement.execute(
                        "COPY (SELECT * EXCLUDE month FROM sales WHERE month = " + month + ") TO '" + file + "'");
            }
        }
        session = Colonnade.builder().threads(2).open();
        session.dataset("sales", directory.resolve("sales").toString());
    }

    @AfterAll
    static void close() throws Exception {
        session.close();
        plain.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "month = 3 | 1",
                "3 = month | 1",
                "sales.month IN (3, 5) | 2",
                "s.month = 3 | 12",
                "month BETWEEN 3 AND 5 AND price IS NOT NULL | 3",
                "id >= 1150 | 2",
                "id > 1150.5 OR month = 1 | 3",
                "NOT (id < 1150) | 2",
                "day = '2024-05-03' | 1",
                "day >= DATE '2024-11-02' | 2",
                "name LIKE 'name 7%' | 1",
                "name = 'name 7' AND random() < 2 | 1",
                "month = 3 OR random() < 2 | 12",
                "tenth = 3.1 | 12",
                "price > 12.5 | 1",
                "month + 0 = 3 | 12",
                "MONTH = 3 AND ID < 310 | 1",
                "month = 13 | 0",
                "price IS NULL AND id = 300 | 1",
            })
    void aConditionOnOneTablePrunesItsFiles(String condition, long files) throws Exception {
        String table = condition.startsWith("s.") ? "sales s" : "sales";
        check("SELECT count(*), sum(id) FROM " + table + " WHERE " + condition, condition.startsWith("s.") ? 1 : files);
    }

    @Test
    void parametersPrune() {
        assertEquals(1, filesRead(session.sql("SELECT id FROM sales WHERE month = ?", 3)));
        assertEquals(2, filesRead(session.sql("SELECT id FROM sales WHERE id >= ?", 1150L)));
        assertEquals(1, filesRead(session.sql("SELECT id FROM sales WHERE day = ?", LocalDate.of(2024, 5, 3))));
        assertEquals(12, filesRead(session.sql("SELECT id FROM sales WHERE id = ?", 300.0)));
    }

    @Test
    void innerJoinsPruneBothSidesAndOuterJoinsThePreservedOne() throws Exception {
        String on = " JOIN sales b ON a.id = b.id + 100 WHERE ";
        check("SELECT count(*), sum(a.id) FROM sales a" + on + "a.month = 3 AND b.month = 2", 2);
        check("SELECT count(*), sum(a.id) FROM sales a" + on + "a.month = 3", 12);
        check("SELECT count(*), sum(a.id) FROM sales a LEFT" + on + "a.month = 3 AND b.id IS NULL", 12);
        check(
                "WITH x AS (SELECT * FROM sales WHERE month < 4) SELECT count(*), sum(x.id) FROM x LEFT JOIN"
                        + " (SELECT id FROM sales WHERE month = 3) b ON x.id = b.id WHERE b.id IS NULL",
                3);
        check("SELECT count(*), sum(id) FROM (SELECT id FROM sales LIMIT 5000) WHERE id < 200", 12);
        check(
                "SELECT count(*), sum(id) FROM sales WHERE month = 3 AND id IN (SELECT id FROM sales WHERE month < 5)",
                4);
        check(
                "SELECT count(*), sum(id) FROM sales WHERE month = 3 AND NOT EXISTS"
                        + " (SELECT 1 FROM sales b WHERE b.month = 3 AND b.id = sales.id + 1)",
                1);
    }

    @Test
    void aSampledOrRenamedTableIsLeftAlone() {
        assertEquals(12, filesRead(session.sql("SELECT a FROM sales t(a, b, c, d, e, month) WHERE month = 3")));
        assertEquals(12, filesRead(session.sql("SELECT id FROM sales TABLESAMPLE 50% WHERE month = 3")));
    }

    private static void check(String sql, long files) throws Exception {
        LazyFrame frame = session.sql(sql);
        var row = frame.collect().row(0);
        try (Statement statement = plain.createStatement();
                ResultSet expected = statement.executeQuery(sql)) {
            expected.next();
            assertEquals(expected.getLong(1), row.value(0), sql);
            assertEquals(number(expected.getObject(2)), number(row.value(1)), sql);
        }
        assertEquals(files, filesRead(frame), sql);
    }

    private static @Nullable Long number(@Nullable Object value) {
        return value == null ? null : Long.valueOf(value.toString());
    }

    private static long filesRead(LazyFrame frame) {
        return frame.explain().scans().stream().mapToLong(ScanReport::filesRead).sum();
    }
}
