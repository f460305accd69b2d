package dev.colonnade.duckdb.sql;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.leftCol;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.rightCol;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.expr.Expr;
import dev.colonnade.oracle.Interpreter;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each join type, under each kind of condition and over each shape of side, agrees with the interpreter. */
class JoinsTest {
    private static final TestEngine ENGINE = new TestEngine();
    private static final Schema LEFT = Schema.of(Field.of("a", DataType.INT32), Field.of("s", DataType.STRING));
    private static final Schema RIGHT = Schema.of(Field.of("A", DataType.INT64), Field.of("x", DataType.FLOAT64));
    private static final List<List<@Nullable Object>> LEFT_ROWS =
            List.of(row(1, "one"), row(2, "two"), row(2, null), row(null, "none"), row(5, "five"));
    private static final List<List<@Nullable Object>> RIGHT_ROWS =
            List.of(row(2L, 0.5), row(3L, Double.NaN), row(null, null), row(5L, -0.0), row(5L, 2.0));
    private static LogicalPlan left;
    private static LogicalPlan right;
    private static Interpreter interpreter;

    @BeforeAll
    static void write(@TempDir Path dir) {
        left = TestEngine.scan(ENGINE.write(LEFT, LEFT_ROWS, dir.resolve("left.parquet")));
        right = TestEngine.scan(ENGINE.write(RIGHT, RIGHT_ROWS, dir.resolve("right.parquet")));
        interpreter = new Interpreter(files -> files.schema().contains("s") ? LEFT_ROWS : RIGHT_ROWS);
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static List<LogicalPlan> sides(LogicalPlan plan, String column) {
        Expr value = col(column);
        return List.of(
                plan,
                PlanBuilder.filter(plan, value.gt(1).or(value.isNull())),
                PlanBuilder.withColumns(plan, List.of(lit("c").as("const" + column))),
                PlanBuilder.withColumns(plan, List.of(value.plus(1).as("next" + column))),
                PlanBuilder.limit(PlanBuilder.sort(plan, List.of(value.desc())), 0, 3),
                new LogicalPlan.Distinct(PlanBuilder.select(plan, List.of(value))),
                PlanBuilder.aggregate(plan, List.of(value), List.of(count().as("n" + column))),
                PlanBuilder.rename(
                        PlanBuilder.aggregate(
                                plan,
                                List.of(),
                                List.of(dev.colonnade.expr.Exprs.max(value).as("m"))),
                        Map.of("m", column)),
                PlanBuilder.union(List.of(plan, PlanBuilder.filter(plan, value.eq(2)))),
                new LogicalPlan.Empty(plan.schema(), "nothing is asked for"));
    }

    private static List<Expr> conditions() {
        return List.of(
                leftCol("a").eq(rightCol("A")),
                leftCol("a").eqNullSafe(rightCol("A")),
                leftCol("a").lt(rightCol("A")),
                leftCol("a").eq(rightCol("A")).and(rightCol("A").gt(4)),
                leftCol("a").eq(rightCol("A")).or(leftCol("a").isNull()),
                leftCol("a").plus(rightCol("A")).eq(7),
                leftCol("a").eq(2),
                rightCol("A").isNull(),
                lit(true),
                lit(false),
                lit(null));
    }

    private static void agree(LogicalPlan plan, List<String> wrong) {
        List<String> expected = sorted(interpreter.rows(plan));
        List<String> actual = sorted(ENGINE.rows(plan));
        if (!expected.equals(actual)) {
            wrong.add("expected " + expected + "\n but was " + actual + "\n of "
                    + TestEngine.render(plan).text());
        }
    }

    private static List<String> sorted(List<List<@Nullable Object>> rows) {
        return rows.stream()
                .map(row -> row.toString().replace("-0.0", "0.0"))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheInterpreter(JoinType type) {
        List<String> wrong = new ArrayList<>();
        List<LogicalPlan> rights = sides(right, "A");
        for (LogicalPlan l : sides(left, "a")) {
            for (LogicalPlan r : rights) {
                List<Expr> conditions =
                        l == left || r == right ? conditions() : conditions().subList(0, 1);
                for (Expr condition : conditions) {
                    agree(
                            type == JoinType.CROSS ? JoinBuilder.cross(l, r) : JoinBuilder.on(l, r, type, condition),
                            wrong);
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @ParameterizedTest
    @EnumSource
    void joinsOfJoinsAgree(JoinType outer) {
        List<String> wrong = new ArrayList<>();
        LogicalPlan third = PlanBuilder.rename(right, Map.of("A", "k", "x", "y"));
        for (JoinType inner : JoinType.values()) {
            LogicalPlan pairs = inner == JoinType.CROSS
                    ? JoinBuilder.cross(left, right)
                    : JoinBuilder.on(left, right, inner, leftCol("a").eq(rightCol("A")));
            for (LogicalPlan side : List.of(pairs, PlanBuilder.filter(pairs, col("a").ne(5)))) {
                agree(joined(side, third, outer, leftCol("a").eq(rightCol("k"))), wrong);
                agree(joined(third, side, outer, leftCol("k").eq(rightCol("a"))), wrong);
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    private static LogicalPlan joined(LogicalPlan l, LogicalPlan r, JoinType type, Expr condition) {
        return type == JoinType.CROSS ? JoinBuilder.cross(l, r) : JoinBuilder.on(l, r, type, condition);
    }

    @Test
    void keysAppearOnceWithTheValueOfTheSideThatHasTheRow() {
        LogicalPlan keyed = PlanBuilder.rename(right, Map.of("A", "a"));
        List<String> wrong = new ArrayList<>();
        for (JoinType type : List.of(JoinType.INNER, JoinType.LEFT, JoinType.RIGHT, JoinType.FULL, JoinType.SEMI)) {
            agree(JoinBuilder.using(left, keyed, type, List.of("a")), wrong);
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void filteredScansJoinDirectly() {
        LogicalPlan plan = JoinBuilder.on(
                PlanBuilder.filter(left, col("a").gt(1)),
                PlanBuilder.filter(right, col("x").lt(1)),
                JoinType.INNER,
                leftCol("a").eq(rightCol("A")));
        assertEquals(
                """
                SELECT t1."a", t1."s"::VARCHAR AS "s", t2."A", t2."x"
                FROM read_parquet(['left'], hive_partitioning=false) AS t1
                JOIN read_parquet(['right'], hive_partitioning=false) AS t2 ON (CAST(t1."a" AS BIGINT) = t2."A")
                WHERE (t1."a" > 1::INTEGER) AND (t2."x" < '1.0'::DOUBLE)""",
                TestEngine.render(plan).text().replaceAll("'[^']*/(left|right)\\.parquet'", "'$1'"));
    }
}
