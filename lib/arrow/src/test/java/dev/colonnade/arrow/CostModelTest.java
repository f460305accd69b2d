package dev.colonnade.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.Backend;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.EngineOptions;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.scan.ScanReport;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shape of what plans are said to cost, and the engine that {@code auto} takes for it. */
class CostModelTest {
    private static final long ROWS = 10_000_000;

    @TempDir
    private static Path directory;

    private static FileSet files;

    @BeforeAll
    static void open() {
        files = Datasets.open(ParquetFile.write(
                        directory.resolve("rows.parquet"),
                        "SELECT i AS id, i::DOUBLE AS v, 's' || i AS s FROM range(9) t(i)")
                .toString());
    }

    private static LogicalPlan.Scan scan(String... columns) {
        return LogicalPlan.Scan.of(files).withColumns(List.of(columns));
    }

    private static LogicalPlan.Scan filtered(String... columns) {
        return scan(columns)
                .withFilter(Binder.of(files.schema()).bind(Exprs.col("id").lt(10L)));
    }

    /** A scan that is said to read that many rows of so many files. */
    private static ExecutablePlan plan(LogicalPlan.Scan scan, long rows, int filesRead) {
        return over(scan, scan, rows, filesRead);
    }

    private static ExecutablePlan over(LogicalPlan plan, LogicalPlan.Scan scan, long rows, int filesRead) {
        long bytes = rows * 8 * scan.columns().size();
        ScanReport report =
                new ScanReport("rows", filesRead, filesRead, filesRead, filesRead, bytes, bytes, rows, rows, List.of());
        return new ExecutablePlan(plan, List.of(new ScanTask(scan, List.of(), report)));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "8"})
    void costGrowsWithRowsColumnsFilesAndFilters(int threads) {
        double few = CostModel.millis(plan(scan("id"), ROWS, 100), threads);
        assertTrue(CostModel.millis(plan(scan("id"), 2 * ROWS, 100), threads) > few);
        assertTrue(CostModel.millis(plan(scan("id", "v"), ROWS, 100), threads) > few);
        assertTrue(CostModel.millis(plan(scan("id"), ROWS, 200), threads) > few);
        assertTrue(CostModel.millis(plan(filtered("id"), ROWS, 100), threads) > few);
        assertTrue(CostModel.millis(plan(filtered("v"), ROWS, 100), threads)
                > CostModel.millis(plan(filtered("id"), ROWS, 100), threads));
    }

    @Test
    void equalPlansCostTheSame() {
        assertEquals(
                CostModel.millis(plan(filtered("v"), ROWS, 100), 2),
                CostModel.millis(plan(filtered("v"), ROWS, 100), 2));
    }

    @Test
    void aFileIsReadByOneThread() {
        assertEquals(CostModel.millis(plan(scan("id"), ROWS, 1), 1), CostModel.millis(plan(scan("id"), ROWS, 1), 8));
        assertTrue(CostModel.millis(plan(scan("id"), ROWS, 8), 8) < CostModel.millis(plan(scan("id"), ROWS, 1), 8) / 4);
    }

    /** 0.6 + (100 * 0.7 + 20,000,000 * 32 / 1,000,000) / 2, and with a filter 38 for each cell. */
    @Test
    void costIsWhatThePageOnBackendsSays() {
        assertEquals(355.6, CostModel.millis(plan(scan("id", "v"), ROWS, 100), 2), 1e-9);
        assertEquals(415.6, CostModel.millis(plan(filtered("id", "v"), ROWS, 100), 2), 1e-9);
        assertEquals(0.6 + 0.7 + 320, CostModel.millis(plan(scan("id"), ROWS, 1), 2), 1e-9);
    }

    /** Rows that leave DuckDB are copied by one of its threads, so Arrow wins where many of its own deliver all they read. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, duckdb, duckdb, duckdb", "2, 1, duckdb, duckdb, duckdb", "8, 1, duckdb, duckdb, duckdb",
        "1, 100, duckdb, duckdb, duckdb", "2, 100, duckdb, duckdb, duckdb", "4, 100, arrow, duckdb, duckdb",
        "8, 100, arrow, duckdb, duckdb"
    })
    void autoTakes(int threads, int filesRead, String scan, String filter, String limit) {
        assertEquals(scan, cheaper(plan(scan("id", "v"), ROWS, filesRead), threads));
        assertEquals(filter, cheaper(plan(filtered("id", "v"), ROWS, filesRead), threads));
        LogicalPlan.Scan below = scan("id", "v");
        LogicalPlan first = new LogicalPlan.Limit(below, 0, 10);
        assertEquals(limit, cheaper(over(first, below, ROWS / filesRead, 1), threads));
    }

    private static String cheaper(ExecutablePlan plan, int threads) {
        return millis("arrow", plan, threads) < millis("duckdb", plan, threads) ? "arrow" : "duckdb";
    }

    private static double millis(String name, ExecutablePlan plan, int threads) {
        Backend backend = ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        EngineOptions options =
                new EngineOptions(OptionalLong.of(256L << 20), OptionalInt.of(threads), Optional.empty());
        try (Engine engine = backend.open(options)) {
            return engine.estimateMillis(plan);
        }
    }
}
