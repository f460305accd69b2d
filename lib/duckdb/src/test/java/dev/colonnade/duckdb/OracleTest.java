package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.contract.ParquetTables;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.oracle.OracleBench;
import dev.colonnade.oracle.RandomPlan;
import dev.colonnade.oracle.RandomPlans;
import dev.colonnade.oracle.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random plans have the interpreter's rows on DuckDB, with the optimizer and without, in large batches and in small ones,
 * from few files and from many.
 *
 * <p>{@code -Dtest.seed} is the first seed, {@code -Dtest.plans} the number of plans.
 */
class OracleTest {
    private static final long SEED = Long.getLong("test.seed", 4711L);
    private static final int PLANS = Integer.getInteger("test.plans", 2_000);
    private static final int MOST_REPORTED = 5;

    @TempDir
    Path directory;

    @Test
    void randomPlansHaveTheInterpretersRows() {
        List<String> disagreements = new ArrayList<>();
        try (ParquetTables writer = new ParquetTables();
                OracleBench optimized = new OracleBench("duckdb", Optimizer.standard(), OracleBench.Refusals.WRONG);
                OracleBench plain = new OracleBench("duckdb", Optimizer.none(), OracleBench.Refusals.WRONG)) {
            TestData few = TestData.write(directory.resolve("few"), TestData.Layout.FEW_FILES, 1, writer);
            TestData many = TestData.write(directory.resolve("many"), TestData.Layout.MANY_FILES, 1, writer);
            RandomPlans fewPlans = new RandomPlans(few.datasets());
            RandomPlans manyPlans = new RandomPlans(many.datasets());
            for (long seed = SEED; seed < SEED + PLANS && disagreements.size() < MOST_REPORTED; seed++) {
                RandomPlan overFew = fewPlans.plan(seed);
                RandomPlan overMany = manyPlans.plan(seed);
                optimized.check(seed, overFew, few, 65_536).ifPresent(disagreements::add);
                optimized.check(seed, overMany, many, 65_536).ifPresent(disagreements::add);
                plain.check(seed, overFew, few, 1).ifPresent(disagreements::add);
            }
            System.out.println("OracleTest: -Dtest.seed=" + SEED + ", " + PLANS + " plans, " + optimized);
            assertTrue(optimized.failures() <= 1 + 2 * PLANS / 20, optimized.failures() + " plans failed");
        }
        assertTrue(disagreements.isEmpty(), () -> String.join("\n", disagreements));
    }
}
