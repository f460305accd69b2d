package dev.colonnade.optimize.rule;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.optimize.TestTables.T;
import static dev.colonnade.plan.PlanBuilder.filter;
import static dev.colonnade.plan.PlanBuilder.limit;
import static dev.colonnade.plan.PlanBuilder.select;
import static dev.colonnade.plan.PlanBuilder.sort;
import static dev.colonnade.plan.PlanBuilder.tail;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluateOverValuesTest {
    private static final Schema SCHEMA = Schema.of(Field.of("n", DataType.INT64), Field.of("s", DataType.STRING));
    private static final LogicalPlan ROWS = new LogicalPlan.Values(
            SCHEMA,
            List.of(Arrays.asList(3L, "c"), Arrays.asList(null, "x"), Arrays.asList(1L, null), Arrays.asList(3L, "a")),
            "a test");

    private final RuleAssert rule = new RuleAssert(new EvaluateOverValues());

    private static String rows(LogicalPlan plan) {
        return ((LogicalPlan.Values) plan).rows().toString();
    }

    @Test
    void evaluatesEachVerb() {
        assertEquals(
                "[[6], [null], [2], [6]]",
                rows(rule.turns(select(ROWS, List.of(col("n").times(2L).as("m"))), "Values 4 rows (a test)")));
        assertEquals("[[3, c], [3, a]]", rows(rule.turns(filter(ROWS, col("n").gt(1)), "Values 2 rows (a test)")));
        assertEquals(
                "[[null, x], [3, a], [3, c], [1, null]]",
                rows(rule.turns(
                        sort(ROWS, List.of(col("n").desc().nullsFirst(), col("s").asc())), "Values 4 rows (a test)")));
        assertEquals("[[1, null]]", rows(rule.turns(limit(ROWS, 2, 1), "Values 1 row (a test)")));
        assertEquals("[[3, a]]", rows(rule.turns(limit(ROWS, 3, 9), "Values 1 row (a test)")));
        assertEquals("[[3, a]]", rows(rule.turns(tail(ROWS, 1), "Values 1 row (a test)")));
        rule.turns(filter(ROWS, col("n").gt(7)), "Empty (Filter n > 7 keeps none of the known rows)");
        rule.turns(select(filter(ROWS, col("s").isNull()), List.of(lit(1).as("one"))), "Values 1 row (a test)");
    }

    @Test
    void leavesWhatItCannotComputeOrWhatIsTooMuch() {
        LogicalPlan many = new LogicalPlan.Values(SCHEMA, Collections.nCopies(10_001, Arrays.asList(1L, "a")), "many");
        rule.leavesAlone(
                ROWS,
                filter(T, col("a").gt(1)),
                select(ROWS, List.of(col("n").plus(Long.MAX_VALUE).as("m"))),
                filter(ROWS, col("n").intDiv(0L).eq(1L)),
                limit(many, 0, 3),
                new LogicalPlan.Distinct(ROWS));
    }

    @Test
    void rowsFitTheirColumnsAndCompareByContent() {
        Schema bytes = Schema.of(Field.of("b", DataType.BINARY));
        LogicalPlan one = new LogicalPlan.Values(bytes, List.of(List.of(new byte[] {1})), "here");
        assertEquals(one, new LogicalPlan.Values(bytes, List.of(List.of(new byte[] {1})), "there"));
        assertNotEquals(one, new LogicalPlan.Values(bytes, List.of(List.of(new byte[] {2})), "here"));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> new LogicalPlan.Values(SCHEMA, List.of(List.of(1L)), "short"));
        assertEquals("A row of 1 values does not fit the columns (n: int64, s: string).", refused.getMessage());
    }
}
