package dev.colonnade.duckdb.sql;

import static dev.colonnade.expr.Exprs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorsTest {
    private static final TestEngine ENGINE = new TestEngine();
    private static LogicalPlan numbers;

    @BeforeAll
    static void write(@TempDir Path dir) {
        ENGINE.copy("SELECT i::INTEGER AS id, i % 3 AS k, 'n' || i AS s FROM range(10) t(i)", dir.resolve("n.parquet"));
        numbers = TestEngine.scan(dir.resolve("n.parquet"));
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    @Test
    void projectOverFilterOverScanIsOneSelect() {
        LogicalPlan plan = PlanBuilder.select(
                PlanBuilder.filter(numbers, col("id").ge(8)),
                List.of(col("s"), col("id").plus(1).as("next")));
        assertEquals(List.of(row("n8", 9), row("n9", 10)), ENGINE.rows(plan));
    }

    @Test
    void aggregateFilterSortAndLimit() {
        LogicalPlan groups = PlanBuilder.aggregate(
                numbers, List.of(col("k")), List.of(sum("id").div(count()).as("mean"), count().as("n")));
        LogicalPlan plan = PlanBuilder.limit(
                PlanBuilder.sort(
                        PlanBuilder.filter(groups, col("n").ge(3)),
                        List.of(col("mean").desc())),
                1,
                2);
        assertEquals(List.of(row(0L, 4.5, 4L), row(1L, 4.0, 3L)), ENGINE.rows(plan));
    }
}
