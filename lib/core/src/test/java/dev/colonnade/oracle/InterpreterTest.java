package dev.colonnade.oracle;

import static dev.colonnade.expr.Exprs.all;
import static dev.colonnade.expr.Exprs.any;
import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.countDistinct;
import static dev.colonnade.expr.Exprs.first;
import static dev.colonnade.expr.Exprs.last;
import static dev.colonnade.expr.Exprs.leftCol;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.median;
import static dev.colonnade.expr.Exprs.min;
import static dev.colonnade.expr.Exprs.quantile;
import static dev.colonnade.expr.Exprs.rightCol;
import static dev.colonnade.expr.Exprs.stddev;
import static dev.colonnade.expr.Exprs.sum;
import static dev.colonnade.expr.Exprs.variance;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.expr.Expr;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Fixtures;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operators and aggregates over small tables, against rows worked out by hand. */
class InterpreterTest {
    private static final FileSet LEFT =
            Fixtures.fileSet("left.parquet", Schema.of(Field.of("k", DataType.FLOAT64), Field.of("v", DataType.INT64)));
    private static final FileSet RIGHT = Fixtures.fileSet(
            "right.parquet", Schema.of(Field.of("k", DataType.FLOAT64), Field.of("w", DataType.STRING)));
    private static final Map<FileSet, List<List<Object>>> DATA = Map.of(
            LEFT,
            List.of(row(1.0, 10L), row(null, 20L), row(Double.NaN, 30L), row(-0.0, null), row(1.0, 50L)),
            RIGHT,
            List.of(row(1.0, "one"), row(null, "null"), row(Double.NaN, "nan"), row(0.0, "zero"), row(9.0, "nine")));

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    private static LogicalPlan left() {
        return LogicalPlan.Scan.of(LEFT);
    }

    private static LogicalPlan right() {
        return LogicalPlan.Scan.of(RIGHT);
    }

    @SafeVarargs
    private static void assertRows(LogicalPlan plan, List<Object>... expected) {
        assertEquals(List.of(expected), new Interpreter(DATA::get).rows(plan));
    }

    private static LogicalPlan joined(JoinType type) {
        return JoinBuilder.using(left(), right(), type, List.of("k"));
    }

    private static Object aggregate(Expr aggregate) {
        LogicalPlan plan = PlanBuilder.aggregate(left(), List.of(), List.of(aggregate.as("a")));
        Answer answer = new Interpreter(DATA::get).answer(plan);
        return answer.isFailure() ? Evaluator.NONE : answer.rows().get(0).get(0);
    }

    @Test
    void scanFiltersThenLimitsThenSelects() {
        LogicalPlan.Scan scan = LogicalPlan.Scan.of(LEFT);
        LogicalPlan.Filter filter = (LogicalPlan.Filter) PlanBuilder.filter(scan, col("v").ge(20));
        assertRows(
                scan.withFilter(filter.condition()).withLimit(2).withColumns(List.of("k")),
                row((Object) null),
                row(Double.NaN));
    }

    @Test
    void filterKeepsOnlyTrue() {
        assertRows(PlanBuilder.filter(left(), col("v").ne(10)), row(null, 20L), row(Double.NaN, 30L), row(1.0, 50L));
    }

    @Test
    void groupsTreatNullAndNanAsValuesAndZerosAsOne() {
        LogicalPlan zeros = PlanBuilder.union(List.of(left(), left()));
        assertRows(
                PlanBuilder.aggregate(zeros, List.of(col("k")), List.of(count().as("n"), sum("v"))),
                row(-0.0, 2L, null),
                row(1.0, 4L, 120L),
                row(Double.NaN, 2L, 60L),
                row(null, 2L, 40L));
    }

    @Test
    void sortPutsNanLastAndNullsAfterIt() {
        LogicalPlan keys = PlanBuilder.select(left(), List.of(col("k")));
        assertRows(
                PlanBuilder.sort(keys, List.of(col("k").asc())),
                row(-0.0),
                row(1.0),
                row(1.0),
                row(Double.NaN),
                row((Object) null));
        assertRows(
                PlanBuilder.sort(keys, List.of(col("k").desc().nullsFirst())),
                row((Object) null),
                row(Double.NaN),
                row(1.0),
                row(1.0),
                row(-0.0));
    }

    @Test
    void limitAndTailCutRows() {
        LogicalPlan values = PlanBuilder.select(left(), List.of(col("v")));
        assertRows(PlanBuilder.limit(values, 1, 2), row(20L), row(30L));
        assertRows(PlanBuilder.limit(values, 4, 9), row(50L));
        assertRows(PlanBuilder.limit(values, 7, 1));
        assertRows(new LogicalPlan.Limit(values, 3, -1), row((Object) null), row(50L));
        assertRows(PlanBuilder.tail(values, 2), row((Object) null), row(50L));
        assertRows(PlanBuilder.tail(values, 0));
    }

    @Test
    void distinctKeepsOneOfEqualRows() {
        LogicalPlan keys = PlanBuilder.select(left(), List.of(col("k")));
        LogicalPlan more = PlanBuilder.union(List.of(keys, PlanBuilder.select(right(), List.of(col("k")))));
        assertRows(new LogicalPlan.Distinct(more), row(1.0), row((Object) null), row(Double.NaN), row(-0.0), row(9.0));
    }

    @Test
    void joinsMatchNanAndZerosAndNeverNull() {
        assertRows(
                joined(JoinType.INNER),
                row(1.0, 10L, "one"),
                row(Double.NaN, 30L, "nan"),
                row(-0.0, null, "zero"),
                row(1.0, 50L, "one"));
        assertRows(
                joined(JoinType.LEFT),
                row(1.0, 10L, "one"),
                row(null, 20L, null),
                row(Double.NaN, 30L, "nan"),
                row(-0.0, null, "zero"),
                row(1.0, 50L, "one"));
        assertRows(joined(JoinType.ANTI), row(null, 20L));
        assertRows(joined(JoinType.SEMI), row(1.0, 10L), row(Double.NaN, 30L), row(-0.0, null), row(1.0, 50L));
        assertRows(
                joined(JoinType.FULL),
                row(1.0, 10L, "one"),
                row(null, 20L, null),
                row(Double.NaN, 30L, "nan"),
                row(-0.0, null, "zero"),
                row(1.0, 50L, "one"),
                row(null, null, "null"),
                row(9.0, null, "nine"));
        assertEquals(
                25,
                new Interpreter(DATA::get)
                        .rows(JoinBuilder.cross(left(), right()))
                        .size());
    }

    @Test
    void joinsOnConditionsSeeBothSides() {
        assertRows(
                JoinBuilder.on(
                        left(),
                        right(),
                        JoinType.RIGHT,
                        leftCol("k").eqNullSafe(rightCol("k")).and(col("v").lt(30))),
                row(1.0, 10L, 1.0, "one"),
                row(null, 20L, null, "null"),
                row(null, null, Double.NaN, "nan"),
                row(null, null, 0.0, "zero"),
                row(null, null, 9.0, "nine"));
    }

    @Test
    void aggregatesPassOverNulls() {
        assertEquals(5L, aggregate(count()));
        assertEquals(4L, aggregate(count("v")));
        assertEquals(3L, aggregate(countDistinct("k")));
        assertEquals(110L, aggregate(sum("v")));
        assertEquals(27.5, aggregate(avg("v")));
        assertEquals(25.0, aggregate(median("v")));
        assertEquals(47.0, (Double) aggregate(quantile("v", 0.95)), 1e-12);
        assertEquals(875.0 / 3, (Double) aggregate(variance("v")), 1e-12);
        assertEquals(Math.sqrt(875.0 / 3), (Double) aggregate(stddev("v")), 1e-12);
        assertEquals(-0.0, aggregate(min("k")));
        assertEquals(Double.NaN, aggregate(max("k")));
        assertEquals(true, aggregate(any(col("v").gt(40))));
        assertEquals(false, aggregate(all(col("v").gt(10))));
        assertEquals(20L, aggregate(sum("v").where(col("k").isNull())));
    }

    @Test
    void aggregatesOfNothing() {
        Expr never = col("v").gt(100);
        assertEquals(0L, aggregate(count().where(never)));
        for (Expr.Aggregate function : List.of(
                sum("v"), min("v"), avg("v"), median("v"), stddev("v"), any(col("v").gt(0)), all(col("v").gt(0)))) {
            assertEquals(null, aggregate(function.where(never)), function::toString);
        }
        assertEquals(null, aggregate(variance("v").where(col("v").eq(10))));
    }

    @Test
    void firstAndLastFollowTheirOrderAndKeepNulls() {
        assertEquals(null, aggregate(last("v").orderBy(col("v").asc())));
        assertEquals(50L, aggregate(first("v").orderBy(col("v").desc())));
        assertEquals(null, aggregate(first("k").orderBy(col("k").asc().nullsFirst())));
    }

    @Test
    void failuresCountWhereTheyReachTheResult() {
        Expr large = col("v").times(Long.MAX_VALUE / 50);
        assertEquals(Evaluator.NONE, aggregate(sum(large)));
        LogicalPlan failing =
                PlanBuilder.select(left(), List.of(col("k"), col("v").intDiv(0).as("none")));
        assertEquals(Answer.Kind.FAILURE, answer(failing));
        assertEquals(Answer.Kind.ROWS, answer(PlanBuilder.drop(failing, List.of("none"))));
        assertEquals(
                Answer.Kind.OPEN, answer(PlanBuilder.filter(failing, col("none").gt(0))));
        assertEquals(
                Answer.Kind.OPEN,
                answer(PlanBuilder.sort(failing, List.of(col("none").asc()))));
        assertEquals(Answer.Kind.OPEN, answer(new LogicalPlan.Distinct(failing)));
    }

    private static Answer.Kind answer(LogicalPlan plan) {
        return new Interpreter(DATA::get).answer(plan).kind();
    }
}
