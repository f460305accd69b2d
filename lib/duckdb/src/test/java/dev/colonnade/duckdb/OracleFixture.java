package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.error.QueryException;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.oracle.RandomPlan;
import dev.colonnade.oracle.TestData;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Small tables in files, and plans over them that DuckDB and the interpreter have to agree about. */
abstract class OracleFixture {
    @TempDir
    Path directory;

    private final ParquetTables writer = new ParquetTables();
    private final OracleBench optimized = new OracleBench(Optimizer.standard());
    private final OracleBench plain = new OracleBench(Optimizer.none());
    private TestData data;

    @BeforeEach
    final void start() {
        data = TestData.none(directory, writer);
    }

    @AfterEach
    final void close() {
        optimized.close();
        plain.close();
        writer.close();
    }

    static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    @SafeVarargs
    final LogicalPlan table(String name, Schema schema, List<Object>... rows) {
        file(name + "/only.parquet", schema, rows);
        return open(name);
    }

    @SafeVarargs
    final void file(String path, Schema schema, List<Object>... rows) {
        data.file(path, schema, List.of(rows));
    }

    /** All files below a directory. */
    final LogicalPlan open(String name) {
        return LogicalPlan.Scan.of(data.open(name));
    }

    /** The same bag of rows, or both fail; sorted where the plan is a sort. */
    final void agree(LogicalPlan plan) {
        agree(new RandomPlan(plan, false));
    }

    /** The same sequence of rows. */
    final void agreeInOrder(LogicalPlan plan) {
        agree(new RandomPlan(plan, true));
    }

    /** The engine still breaks on the plan, optimized or not, with this message. */
    final void breaks(LogicalPlan plan, String message) {
        for (OracleBench bench : List.of(optimized, plain)) {
            String report = bench.check(0, new RandomPlan(plan, false), data, 3).orElse("It agreed.");
            assertEquals(
                    "It broke: " + QueryException.class.getName() + ": " + message,
                    report.lines().findFirst().orElse(""));
        }
    }

    private void agree(RandomPlan plan) {
        for (OracleBench bench : List.of(optimized, plain)) {
            assertEquals(Optional.empty(), bench.check(0, plan, data, 3));
        }
    }
}
