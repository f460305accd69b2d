package dev.colonnade.examples;

import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.quantile;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.Row;
import dev.colonnade.batch.Table;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.PlanException;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.scan.ScanReport;
import dev.colonnade.session.Estimate;
import dev.colonnade.session.Explanation;
import dev.colonnade.session.RowCount;
import dev.colonnade.stats.DatasetStatistics;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One test per row of docs/capabilities.md that no other test shows as plainly, over a year of real weather. The expected
 * figures were computed by another engine.
 */
class CapabilitiesTest {
    private static ExampleData data;
    private static Session session;
    private static ParquetDataset weather;

    @BeforeAll
    static void open() {
        data = ExampleData.open();
        session = Colonnade.builder().open();
        weather = session.dataset("weather", data.directory().resolve("weather").toString());
        session.dataset(
                "flights", data.directory().resolve("flights-200k.parquet").toString());
    }

    @AfterAll
    static void close() {
        session.close();
        data.close();
    }

    private static List<Object> first(LazyFrame frame) {
        return new ArrayList<>(frame.collect().row(0).toMap().values());
    }

    @Test
    void backendIsChosenByName() {
        assertEquals(26_115, weather.lazy().on("duckdb").count());
        try (Session named = Colonnade.builder().backend("duckdb").open()) {
            assertEquals(
                    231_083,
                    named.open(data.directory().resolve("flights-200k.parquet").toString())
                            .lazy()
                            .count());
        }
        ColonnadeException refusal = assertThrows(
                ColonnadeException.class, () -> weather.lazy().on("abacus").collect());
        assertTrue(refusal.getMessage().contains("'abacus'"), refusal.getMessage());
    }

    @Test
    void aDatasetIsAFrame() {
        assertEquals(
                weather.lazy().head(3).collect().toMaps(),
                weather.head(3).collect().toMaps());
    }

    @Test
    void nothingRunsBeforeCollect() {
        LazyFrame frame = weather.filter(col("temp").div(0).gt(1)).select("temp");
        assertEquals("LazyFrame(temp: float64)", frame.toString());
        assertEquals(Schema.of(weather.schema().field("temp")), frame.schema());
    }

    @Test
    void filtersCompoundConditions() {
        assertEquals(36, weather.filter(col("month").eq(7), col("temp").gt(95)).count());
        assertEquals(
                13,
                weather.filter(col("origin")
                                .eq("JFK")
                                .and(col("wind_speed").gt(20))
                                .and(col("temp").lt(20).or(col("temp").isNull())))
                        .count());
    }

    @Test
    void groupsByManyKeysWithManyAggregates() {
        Table table = weather.filter(col("month").le(2))
                .groupBy("origin", "month")
                .agg(
                        count().as("n"),
                        sum("precip").round(2).as("rain"),
                        avg("temp").round(3).as("mean"),
                        quantile("temp", 0.95).round(5).as("p95"))
                .sort("origin", "month")
                .collect();
        assertEquals(6, table.rowCount());
        assertEquals(
                "{origin=EWR, month=1, n=742, rain=3.53, mean=35.562, p95=51.971}",
                table.row(0).toMap().toString());
        assertEquals(
                "{origin=LGA, month=2, n=670, rain=3.16, mean=34.356, p95=44.96}",
                table.row(5).toMap().toString());
    }

    @Test
    void filtersAfterAggregation() {
        LazyFrame wet = weather.groupBy("origin", "month")
                .agg(count("wind_gust").as("gusts"))
                .filter(col("month").le(2), col("gusts").gt(200))
                .sort(col("gusts").desc());
        assertEquals(List.of(234L, 219L, 206L), wet.collect().column("gusts").toList());
    }

    @Test
    void sortsDescendingWithNullsLast() {
        Table sorted = weather.select("temp").sort(col("temp").desc()).collect();
        assertEquals(100.04, sorted.column("temp").doubleAt(0));
        assertTrue(sorted.column("temp").isNull(sorted.rowCount() - 1));
    }

    @Test
    void addsSeveralColumnsAtOnce() {
        LazyFrame frame = weather.withColumns(
                        col("temp").minus(32).div(1.8).round(1).as("celsius"),
                        col("month").between(6, 8).as("summer"))
                .select("celsius", "summer")
                .head(1);
        assertEquals(List.of(3.9, false), first(frame));
    }

    @Test
    void castsWithoutLossOrNotAtAll() {
        LazyFrame frame = weather.select(
                        col("hour").cast(DataType.STRING).as("text"),
                        col("month").cast(DataType.INT8).as("small"))
                .head(1);
        assertEquals(List.of("1", (byte) 1), first(frame));
        assertThrows(
                ColonnadeException.class,
                () -> weather.select(col("origin").cast(DataType.INT32)).collect());
        Table tried = weather.select(col("origin").tryCast(DataType.INT32).as("n"))
                .head(5)
                .collect();
        assertEquals(5, tried.column("n").nullCount());
    }

    @Test
    void sqlKnowsDatasetsByNameAndBindsParameters() {
        LazyFrame frame = session.sql("SELECT count(*) AS n FROM weather WHERE month = ? AND temp > ?", 7, 95);
        assertEquals(36, frame.collect().column("n").longAt(0));
        assertEquals(
                0,
                session.sql("SELECT count(*) AS n FROM weather WHERE origin = ?", "' OR 1=1 --")
                        .collect()
                        .column("n")
                        .longAt(0));
        assertEquals(
                26_115,
                weather.sql("SELECT count(*) AS n FROM weather")
                        .collect()
                        .column("n")
                        .longAt(0));
    }

    @Test
    void sqlResultsAreColumnsInArrowLayout() {
        Table table = session.sql("SELECT temp FROM weather WHERE origin = 'JFK' AND month = 1 ORDER BY time_hour")
                .collect();
        double[] temps = table.column("temp").toDoubleArray();
        assertEquals(742, temps.length);
        ColumnVector chunk = table.batches().get(0).column("temp");
        assertEquals(temps[0], chunk.doubleAt(0));
    }

    @Test
    void sqlJoinsDatasets() {
        LazyFrame frame = session.sql(
                """
                SELECT count(*) AS n
                FROM weather AS here JOIN weather AS there ON here.time_hour = there.time_hour
                WHERE here.origin = 'JFK' AND there.origin = 'LGA' AND here.month = 1 AND here.wind_gust > there.wind_gust
                """);
        assertEquals(54, frame.collect().column("n").longAt(0));
        LazyFrame across = session.sql("SELECT (SELECT count(*) FROM flights) - (SELECT count(*) FROM weather) AS n");
        assertEquals(231_083 - 26_115, across.collect().column("n").longAt(0));
    }

    @Test
    void sqlHasWindows() {
        Table table = session.sql(
                        """
                SELECT origin, month FROM (
                    SELECT origin, month, rank() OVER (PARTITION BY origin ORDER BY sum(precip) DESC) AS place
                    FROM weather GROUP BY origin, month)
                WHERE place = 1 ORDER BY origin
                """)
                .collect();
        assertEquals(List.of(6L, 6L, 6L), table.column("month").toList());
    }

    @Test
    void scannerHasColumnsFilterBatchSizeAndThreads() {
        long rows = 0;
        try (BatchStream batches = weather.scan()
                .columns("temp", "origin")
                .filter(col("month").le(2))
                .filter(col("origin").ne("EWR"))
                .batchRows(500)
                .threads(1)
                .open()) {
            for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
                assertTrue(batch.rowCount() <= 500);
                assertEquals(List.of("temp", "origin"), batch.schema().names());
                rows += batch.rowCount();
            }
        }
        assertEquals(742 + 671 + 742 + 670, rows);
    }

    @Test
    void eachBatchGoesToACallbackWithItsNumber() {
        List<Integer> numbers = new ArrayList<>();
        List<Long> hot = new ArrayList<>();
        try (BatchStream batches =
                weather.scan().columns("temp").batchRows(10_000).open()) {
            batches.forEach((batch, number) -> {
                numbers.add(number);
                Table part = Table.of(batch.schema(), List.of(batch));
                for (Row row : part.rows()) {
                    if (!row.isNull("temp") && row.doubleValue("temp") > 98) {
                        hot.add(row.number());
                    }
                }
            });
        }
        assertEquals(numbers.size() - 1, numbers.get(numbers.size() - 1));
        assertEquals(weather.filter(col("temp").gt(98)).count(), hot.size());
    }

    @Test
    void filtersAndColumnsArePushedIntoTheScan() {
        Explanation explanation = weather.filter(col("origin").eq("JFK"))
                .filter(col("wind_gust").gt(45))
                .select("month", "temp")
                .explain();
        LogicalPlan.Scan scan = (LogicalPlan.Scan) scanOf(explanation.optimized());
        assertTrue(scan.columns().size() <= 4, explanation.text());
        assertTrue(explanation.text().contains("filter "), explanation.text());
        ScanReport report = explanation.scans().get(0);
        assertEquals(36, report.filesTotal());
        assertEquals(6, report.filesRead());
        assertTrue(report.rowsRead() < report.rowsTotal() / 5);
        assertFalse(explanation.trace().isEmpty());
    }

    @Test
    void theOrderOfFiltersDoesNotMatter() {
        LazyFrame one = weather.filter(col("temp").gt(90))
                .filter(col("wind_gust").gt(30))
                .filter(col("origin").eq("JFK"));
        LazyFrame other = weather.filter(
                col("origin").eq("JFK"), col("wind_gust").gt(30), col("temp").gt(90));
        assertEquals(one.estimate(), other.estimate());
        ScanReport report = one.explain().scans().get(0);
        assertEquals("partition origin", report.steps().get(0).evidence());
        assertEquals(24, report.steps().get(0).files());
        assertEquals(one.count(), other.count());
    }

    private static LogicalPlan scanOf(LogicalPlan plan) {
        return plan.inputs().isEmpty() ? plan : scanOf(plan.inputs().get(0));
    }

    @Test
    void requestedColumnsAreMatchedWithThoseThereAre() {
        try (BatchStream batches =
                weather.scan().columnsIfPresent("temp", "snow").open()) {
            assertEquals(List.of("temp"), batches.schema().names());
        }
        PlanException refusal =
                assertThrows(PlanException.class, () -> weather.scan().columnsIfPresent("snow", "fog"));
        assertTrue(refusal.getMessage().startsWith("None of the columns (snow, fog) is in (day, hour, "));
    }

    @Test
    void sizesAreKnownBeforeRunning() {
        assertEquals(26_115, weather.rowCount());
        Estimate estimate =
                weather.filter(col("origin").eq("JFK"), col("month").eq(7)).estimate();
        assertEquals(1, estimate.files());
        assertTrue(estimate.rows() <= 744, "rows " + estimate.rows());
        assertTrue(estimate.bytes() > 0 && estimate.bytes() < weather.sizeBytes(), "bytes " + estimate.bytes());
        DatasetStatistics report = weather.report();
        assertEquals(26_115.0 / 36, report.fileRows().mean(), 1e-9);
        assertEquals(report.bytes(), report.partitionKeys().get(1).bytes().total());
    }

    @Test
    void countsMayFail() {
        RowCount all = session.sql("SELECT * FROM weather").tryCount();
        assertEquals(OptionalLong.of(26_115), all.rows());
        assertEquals(List.of(), all.problems());
        RowCount none = session.sql("SELECT origin::INTEGER AS n FROM weather")
                .filter(col("n").gt(1))
                .tryCount();
        assertEquals(OptionalLong.empty(), none.rows());
        assertEquals(1, none.problems().size());
        assertTrue(none.problems().get(0).contains("EWR"), none.problems().toString());
    }

    @Test
    void statisticsFollowARefresh(@TempDir Path directory) throws IOException {
        Path month = data.directory().resolve("weather/origin=JFK");
        Files.createDirectory(directory.resolve("month=1"));
        Files.copy(only(month.resolve("month=1")), directory.resolve("month=1/a.parquet"));
        ParquetDataset one = ParquetDataset.open(directory.toString());
        assertEquals(1, one.report().files());
        Files.createDirectory(directory.resolve("month=2"));
        Files.copy(only(month.resolve("month=2")), directory.resolve("month=2/a.parquet"));
        assertEquals(1, one.statistics("month").distinct().value());
        assertEquals(1, one.staleness().appeared().size());
        ParquetDataset two = one.refresh();
        assertEquals(2, two.report().files());
        assertEquals(two.rowCount(), two.statistics("temp").rows());
        assertEquals(2, two.statistics("month").distinct().value());
        assertFalse(two.staleness().isStale());
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void schemasAreKnownWithoutRunning() {
        Schema schema = session.sql("SELECT origin, max(temp) AS t, count(*) AS n FROM weather GROUP BY origin")
                .schema();
        assertEquals(List.of("origin", "t", "n"), schema.names());
        assertEquals(DataType.FLOAT64, schema.field("t").type());
        assertEquals(14, weather.schema().size());
        assertEquals("temp: float64", weather.schema().field("temp").toString());
        assertFalse(weather.schema().field("origin").nullable());
    }
}
