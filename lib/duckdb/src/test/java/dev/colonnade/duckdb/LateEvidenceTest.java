package dev.colonnade.duckdb;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Row;
import dev.colonnade.scan.ScanReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A file of even numbers as many types, with the Bloom filters that the engine writes, and one of all numbers: each value
 * that is there is found, and most that are not are known not to be.
 */
class LateEvidenceTest {
    private static @TempDir Path directory;
    private static Session session;
    private static Connection plain;

    @BeforeAll
    static void open() throws Exception {
        session = Colonnade.builder().threads(2).open();
        plain = DriverManager.getConnection("jdbc:duckdb:");
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
                "i8 | i::TINYINT",
                "i16 | i::SMALLINT",
                "i32 | (i - 30)::INTEGER",
                "i64 | (i - 30)::BIGINT",
                "u8 | i::UTINYINT",
                "u32 | (i + 4294967000)::UINTEGER",
                "u64 | (i::HUGEINT + 18446744073709551000)::UBIGINT",
                "f32 | (i / 4 - 3)::FLOAT",
                "f64 | (i / 4 - 3)::DOUBLE",
                "text | concat('value ', i)",
                "blob | concat('b', i)::BLOB",
                "day | DATE '1969-12-01' + i::INTEGER",
                "time | TIME '00:00:00' + to_minutes(i)",
                "ts | TIMESTAMP '1969-12-31 23:59:00' + to_seconds(i)",
                "tsms | (TIMESTAMP '1969-12-31 23:59:00' + to_seconds(i))::TIMESTAMP_MS",
                "tsns | (TIMESTAMP '1969-12-31 23:59:00' + to_seconds(i))::TIMESTAMP_NS",
                "tz | (TIMESTAMP '1969-12-31 23:59:00' + to_seconds(i))::TIMESTAMPTZ",
                "d4 | (i / 10 - 3)::DECIMAL(4, 1)",
                "d9 | (i / 10 - 3)::DECIMAL(9, 1)",
                "d18 | (i / 10 - 3)::DECIMAL(18, 1)",
                "uuid | concat('00000000-0000-0000-0000-0000000000', 10 + i)::UUID",
            })
    void bloomFiltersOfEveryType(String name, String sql) throws Exception {
        Path even = directory.resolve(name + "-even.parquet");
        Path all = directory.resolve(name + "-all.parquet");
        try (Statement statement = plain.createStatement()) {
            String rows = "SELECT " + sql + " AS x FROM range(0, 80, STEP_) t(i), range(50)";
            statement.execute("COPY (" + rows.replace("STEP_", "2") + ") TO '" + even + "'");
            statement.execute("COPY (" + rows.replace("STEP_", "1") + ") TO '" + all + "'");
        }
        ParquetDataset evens = session.dataset("evens", even.toString());
        int found = 0;
        int refuted = 0;
        for (Row row :
                ParquetDataset.open(all.toString()).lazy().distinct().collect().rows()) {
            LazyFrame frame = evens.filter(col("x").eq(lit(row.value(0))));
            long rows = frame.collect().rowCount();
            ScanReport report = frame.explain().scans().isEmpty()
                    ? null
                    : frame.explain().scans().get(0);
            boolean bloom = report != null
                    && report.steps().stream().anyMatch(step -> step.evidence().equals("bloom x"));
            assertTrue(!bloom || rows == 0);
            found += rows == 50 ? 1 : 0;
            refuted += bloom ? 1 : 0;
        }
        assertEquals(40, found);
        assertTrue(refuted >= 30, () -> "Too few constants were known to be absent.");
    }
}
