package dev.colonnade.oracle;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Fixtures;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the judge lets pass and what not, and that plans come from their seeds alone. */
class JudgeTest {
    private static final FileSet FILES =
            Fixtures.fileSet("t.parquet", Schema.of(Field.of("k", DataType.INT64), Field.of("x", DataType.FLOAT64)));
    private static final LogicalPlan SCAN = LogicalPlan.Scan.of(FILES);
    private static final LogicalPlan SORT = PlanBuilder.sort(SCAN, List.of(col("k").asc()));
    private static final LogicalPlan PARTIAL =
            PlanBuilder.withColumns(SCAN, List.of(col("k").plus(1).as("next")));

    @SafeVarargs
    private static Answer rows(List<Object>... rows) {
        return Answer.of(List.of(rows));
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    private static Optional<String> bag(LogicalPlan plan, Answer expected, Answer actual) {
        return Judge.disagreement(new RandomPlan(plan, false), expected, actual);
    }

    @Test
    void rowsAreABagUnlessTheirSequenceIsDetermined() {
        Answer ab = rows(row(1L, 1.0), row(2L, null));
        Answer ba = rows(row(2L, null), row(1L, 1.0));
        assertEquals(Optional.empty(), bag(SCAN, ab, ba));
        assertEquals(
                Optional.of("Row 0 differs:\n  expected [1, 1.0]\n  got      [2, null]"),
                Judge.disagreement(new RandomPlan(SCAN, true), ab, ba));
        assertEquals(Optional.of("The rows are not sorted: [[2, null], [1, 1.0]]"), bag(SORT, ab, ba));
        assertEquals(
                Optional.of("1 of 2 rows differ:\n  expected [[2, null]]\n  got      [[3, null]]"),
                bag(SCAN, ab, rows(row(3L, null), row(1L, 1.0))));
        assertEquals(
                Optional.of("Expected 2 rows, got 1.\n  expected [[1, 1.0], [2, null]]\n  got      [[1, 1.0]]"),
                bag(SCAN, ab, rows(row(1L, 1.0))));
    }

    @Test
    void floatsMayDifferInTheLastDigitsAndClassesMayNot() {
        assertEquals(Optional.empty(), bag(SCAN, rows(row(1L, 0.3)), rows(row(1L, 0.1 + 0.2))));
        assertEquals(Optional.empty(), bag(SCAN, rows(row(1L, Double.NaN)), rows(row(1L, Double.NaN))));
        assertNotEquals(Optional.empty(), bag(SCAN, rows(row(1L, 0.3)), rows(row(1L, 0.30001))));
        assertNotEquals(Optional.empty(), bag(SCAN, rows(row(1L, 1.0)), rows(row(1, 1.0))));
        assertNotEquals(Optional.empty(), bag(SCAN, rows(row(1L, null)), rows(row(1L, Double.NaN))));
    }

    @Test
    void failuresAreWantedAllowedOrWrong() {
        Answer some = rows(row(1L, 1.0));
        Answer failed = Answer.failed("Overflow.");
        assertEquals(Optional.empty(), bag(PARTIAL, failed, failed));
        assertEquals(Optional.of("It must fail: Overflow. It has [[1, 1.0]]"), bag(PARTIAL, failed, some));
        assertEquals(Optional.empty(), bag(PARTIAL, some, failed));
        assertEquals(Optional.of("It failed: Overflow."), bag(SCAN, some, failed));
        assertEquals(Optional.empty(), bag(PARTIAL, Answer.open("A filter."), some));
        assertEquals(Optional.empty(), bag(PARTIAL, Answer.open("A filter."), failed));
    }

    @Test
    void aSeedMakesOnePlan() {
        RandomPlans plans = new RandomPlans(List.of(FILES));
        RandomPlan first = plans.plan(7);
        assertNotEquals(first, plans.plan(8));
        assertEquals(first, plans.plan(7));
        assertEquals(first, new RandomPlans(List.of(FILES)).plan(7));
    }

    @Test
    void aWrongPlanIsCutDownToWhatIsWrong() {
        LogicalPlan wrong = PlanBuilder.filter(
                PlanBuilder.withColumns(
                        SORT,
                        List.of(col("k").times(2).as("twice"), col("x").negate().as("y"))),
                col("k").gt(0).and(col("x").isNan()));
        LogicalPlan small = Shrinker.shrink(wrong, plan -> plan.toString().contains("(k * 2)"));
        assertEquals(PlanBuilder.select(SCAN, List.of(col("k").times(2).as("twice"))), small);
    }
}
