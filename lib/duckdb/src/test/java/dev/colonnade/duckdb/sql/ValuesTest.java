package dev.colonnade.duckdb.sql;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Known rows come out of the engine as they are, of every type. */
class ValuesTest {
    private static final TestEngine ENGINE = new TestEngine();

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static LogicalPlan.Values values(Schema schema, List<List<@Nullable Object>> rows) {
        return new LogicalPlan.Values(schema, rows, "a test");
    }

    @Test
    void everyTypeKeepsItsValues() {
        EdgeValues.VALUES.forEach((type, edges) -> {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            rows.add(Arrays.asList(null, 0L));
            for (int i = 0; i < edges.size(); i++) {
                rows.add(Arrays.asList(edges.get(i), i + 1L));
            }
            Schema schema = Schema.of(Field.of("v", type), Field.of("n", DataType.INT64));
            LogicalPlan sorted = PlanBuilder.sort(values(schema, rows), List.of(col("n").asc()));
            List<List<@Nullable Object>> back = ENGINE.rows(sorted);
            assertEquals(rows.size(), back.size(), type.toString());
            for (int i = 0; i < rows.size(); i++) {
                Object expected = rows.get(i).get(0);
                Object actual = back.get(i).get(0);
                assertTrue(Values.same(expected, actual), expected + " (" + type + ") came back as " + actual);
            }
        });
    }

    @Test
    void orderStaysAndNothingIsARowToo() {
        Schema schema = Schema.of(Field.of("a", DataType.INT32), Field.of("none", DataType.NULL));
        LogicalPlan rows =
                values(schema, List.of(Arrays.asList(3, null), Arrays.asList(1, null), Arrays.asList(2, null)));
        assertEquals("[[3, null], [1, null], [2, null]]", ENGINE.rows(rows).toString());
        assertTrue(TestEngine.render(rows).keepsOrder());
        assertEquals(
                "[[1, null], [2, null]]",
                ENGINE.rows(PlanBuilder.limit(rows, 1, 2)).toString());
        assertEquals(
                "[[2]]",
                ENGINE.rows(PlanBuilder.aggregate(
                                values(Schema.of(), List.of(List.of(), List.of())),
                                List.of(),
                                List.of(dev.colonnade.expr.Exprs.count().as("n"))))
                        .toString());
        assertEquals("[]", ENGINE.rows(values(schema, List.of())).toString());
    }

    @Test
    void theyJoinAndUnite() {
        Schema left = Schema.of(Field.of("a", DataType.INT64), Field.of("none", DataType.NULL));
        Schema right = Schema.of(Field.of("b", DataType.INT64), Field.of("s", DataType.STRING));
        LogicalPlan one = values(left, List.of(Arrays.asList(1L, null), Arrays.asList(2L, null)));
        LogicalPlan two = values(right, List.of(Arrays.asList(2L, "x")));
        LogicalPlan joined = JoinBuilder.on(one, two, JoinType.LEFT, col("a").eq(col("b")));
        assertEquals(
                "[[1, null, null, null], [2, null, 2, x]]",
                ENGINE.rows(PlanBuilder.sort(joined, List.of(col("a").asc()))).toString());
        LogicalPlan united = PlanBuilder.union(List.of(one, one));
        assertEquals(
                "[[1, null], [1, null], [2, null], [2, null]]",
                ENGINE.rows(PlanBuilder.sort(united, List.of(col("a").asc()))).toString());
    }
}
