package dev.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.optimize.Optimizer;
import dev.colonnade.oracle.OracleBench;
import dev.colonnade.oracle.RandomPlan;
import dev.colonnade.oracle.TestData;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small tables in files, and plans over them that the backend and the interpreter have to agree about, with the
 * optimizer and without.
 */
public abstract class OracleFixture {
    private final List<OracleBench> benches = new ArrayList<>();
    private final ParquetTables writer = new ParquetTables();
    private TestData data;

    /** The backend under test. */
    protected abstract Subject subject();

    @BeforeEach
    final void start(@TempDir Path directory) {
        data = TestData.none(directory, writer);
        for (Optimizer optimizer : List.of(Optimizer.standard(), Optimizer.none())) {
            benches.add(new OracleBench(subject().name(), optimizer, OracleBench.Refusals.WRONG));
        }
    }

    @AfterEach
    final void close() {
        benches.forEach(OracleBench::close);
        writer.close();
    }

    protected static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    @SafeVarargs
    protected final LogicalPlan table(String name, Schema schema, List<Object>... rows) {
        file(name + "/only.parquet", schema, rows);
        return open(name);
    }

    @SafeVarargs
    protected final void file(String path, Schema schema, List<Object>... rows) {
        data.file(path, schema, List.of(rows));
    }

    /** All files below a directory. */
    protected final LogicalPlan open(String name) {
        return LogicalPlan.Scan.of(data.open(name));
    }

    /** The same bag of rows, or both fail; sorted where the plan is a sort. */
    protected final void agree(LogicalPlan plan) {
        agree(new RandomPlan(plan, false));
    }

    /** The same sequence of rows. */
    protected final void agreeInOrder(LogicalPlan plan) {
        agree(new RandomPlan(plan, true));
    }

    private void agree(RandomPlan plan) {
        for (OracleBench bench : benches) {
            assertEquals(Optional.empty(), bench.check(0, plan, data, 3));
        }
    }
}
