package dev.colonnade.duckdb.sql;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.first;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.expr.SortKey;
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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorsTest {
    private static final TestEngine ENGINE = new TestEngine();
    private static final Schema SCHEMA =
            Schema.of(Field.of("id", DataType.INT32), Field.of("k", DataType.INT64), Field.of("s", DataType.STRING));
    private static final List<List<@Nullable Object>> ROWS = new ArrayList<>();
    private static LogicalPlan table;

    static {
        for (int i = 0; i < 30; i++) {
            ROWS.add(row(i, i % 7 == 6 ? null : (Object) (long) (i % 4), i % 5 == 4 ? null : "n" + i % 3));
        }
    }

    @BeforeAll
    static void write(@TempDir Path dir) {
        table = TestEngine.scan(ENGINE.write(SCHEMA, ROWS, dir.resolve("t.parquet")));
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static String text(LogicalPlan plan) {
        return TestEngine.render(plan).text().replaceAll("'[^']*\\.parquet'", "'t'");
    }

    private static LogicalPlan sort(LogicalPlan plan, SortKey... keys) {
        return PlanBuilder.sort(plan, List.of(keys));
    }

    @Test
    void neighboursShareOneSelect() {
        LogicalPlan groups = PlanBuilder.aggregate(
                PlanBuilder.filter(table, col("id").ge(3)),
                List.of(col("k")),
                List.of(sum("id").div(count()).as("mean"), count().as("n")));
        LogicalPlan plan = PlanBuilder.limit(sort(PlanBuilder.filter(groups, col("n").gt(3)), col("k").desc()), 1, 2);
        assertEquals(
                """
                SELECT t1."k", (CAST(CAST(sum(t1."id") AS BIGINT) AS DOUBLE) / CAST(count(*) AS DOUBLE)) AS "mean", count(*) AS "n"
                FROM read_parquet(['t'], hive_partitioning=false) AS t1
                WHERE (t1."id" >= 3::INTEGER)
                GROUP BY t1."k"
                HAVING (count(*) > 3::BIGINT)
                ORDER BY t1."k" DESC NULLS LAST
                LIMIT 2
                OFFSET 1""",
                text(plan));
        assertEquals(new Interpreter(files -> ROWS).rows(plan), ENGINE.rows(plan));
    }

    @Test
    void aComputedColumnUsedTwiceIsNested() {
        LogicalPlan doubled = table;
        for (int i = 0; i < 20; i++) {
            doubled = PlanBuilder.select(
                    doubled, List.of(col("id").plus(col("id")).minus(col("id")).as("id")));
        }
        assertTrue(text(doubled).length() < 5_000, text(doubled));
        assertEquals(30, ENGINE.rows(doubled).size());
    }

    /** Operators over each other, three deep, against the interpreter; a fifth of all combinations. */
    @Test
    void everyOperatorOverEveryOther() {
        List<UnaryOperator<LogicalPlan>> operators = List.of(
                p -> PlanBuilder.filter(p, col("k").ne(2)),
                p -> PlanBuilder.filter(p, col("s").eq("n1").or(col("id").gt(7))),
                p -> PlanBuilder.withColumns(
                        p, List.of(col("id").plus(1).as("id"), col("k").times(2).as("k"))),
                p -> PlanBuilder.select(
                        p,
                        List.of(
                                col("s"),
                                col("id").as("k2"),
                                col("k").as("id"),
                                col("k2").as("k"))),
                p -> PlanBuilder.select(p, List.of(col("id").as("k"), col("k").as("id"), lit("c").as("s"))),
                p -> PlanBuilder.rename(
                        PlanBuilder.aggregate(
                                p,
                                List.of(col("k"), col("s")),
                                List.of(
                                        max("id").as("id"),
                                        first("id").orderBy(col("id").asc()).as("f"))),
                        Map.of()),
                p -> PlanBuilder.aggregate(
                        p, List.of(), List.of(max("id").as("id"), sum("k").as("k"), max("s").as("s"))),
                p -> new LogicalPlan.Distinct(PlanBuilder.select(p, List.of(col("s"), col("k"), col("k").as("id")))),
                p -> PlanBuilder.limit(total(p), 1, 9),
                p -> PlanBuilder.tail(total(p), 8),
                p -> PlanBuilder.union(
                        List.of(p, PlanBuilder.filter(p, col("id").lt(9)))),
                p -> JoinBuilder.using(
                        p,
                        PlanBuilder.select(table, List.of(col("id"), col("id").as("other"))),
                        JoinType.LEFT,
                        List.of("id")));
        Interpreter interpreter = new Interpreter(files -> ROWS);
        List<String> wrong = new ArrayList<>();
        int plans = 0;
        for (int i = 0; i < operators.size() * operators.size() * operators.size(); i += 5) {
            LogicalPlan plan = table;
            try {
                for (int rest = i, depth = 0; depth < 3; rest /= operators.size(), depth++) {
                    plan = operators.get(rest % operators.size()).apply(plan);
                }
                plan = total(plan);
            } catch (PlanException notTogether) {
                continue;
            }
            plans++;
            String expected = interpreter.rows(plan).toString();
            String actual = ENGINE.rows(plan).toString();
            if (!expected.equals(actual)) {
                wrong.add(expected + "\nbut was\n" + actual + "\nof " + text(plan));
            }
        }
        assertEquals("", String.join("\n", wrong.subList(0, Math.min(5, wrong.size()))));
        assertTrue(plans > 150, plans + " plans");
    }

    /** In an order that leaves no choice. */
    private static LogicalPlan total(LogicalPlan plan) {
        return PlanBuilder.sort(
                plan,
                plan.schema().names().stream()
                        .map(n -> n.equals("k") ? col(n).desc().nullsFirst() : col(n).asc())
                        .toList());
    }

    @Test
    void whatIsAskedForInOrderComesInOrder() {
        LogicalPlan sorted = sort(table, col("s").desc().nullsFirst(), col("id").desc());
        List<List<@Nullable Object>> expected = new Interpreter(files -> ROWS).rows(sorted);
        assertEquals(expected, ENGINE.rows(sorted));
        assertEquals(
                expected.stream().filter(r -> (Integer) r.get(0) > 4).toList(),
                ENGINE.rows(PlanBuilder.filter(sorted, col("id").gt(4))));
        assertEquals(
                expected.subList(0, 20).stream()
                        .filter(r -> (Integer) r.get(0) > 4)
                        .toList(),
                ENGINE.rows(PlanBuilder.filter(
                        PlanBuilder.limit(sorted, 0, 20), col("id").gt(4))));
        assertEquals(
                expected.subList(25, 30).stream()
                        .map(r -> row((Integer) r.get(0) + 1))
                        .toList(),
                ENGINE.rows(PlanBuilder.select(
                        PlanBuilder.tail(sorted, 5), List.of(col("id").plus(1).as("i")))));
    }

    private static boolean keepsOrder(LogicalPlan plan) {
        return TestEngine.render(plan).keepsOrder();
    }

    @Test
    void theOrderOfReadingMattersForLimitsWithoutSort() {
        LogicalPlan sorted = sort(table, col("id").asc());
        LogicalPlan groups = PlanBuilder.aggregate(table, List.of(col("k")), List.of(count().as("n")));
        assertFalse(keepsOrder(table));
        assertFalse(keepsOrder(sorted));
        assertFalse(keepsOrder(PlanBuilder.limit(sorted, 0, 5)));
        assertFalse(keepsOrder(PlanBuilder.limit(groups, 0, 5)));
        assertFalse(keepsOrder(PlanBuilder.filter(sorted, col("id").gt(4))));
        assertTrue(keepsOrder(((LogicalPlan.Scan) table).withLimit(5)));
        assertTrue(
                keepsOrder(PlanBuilder.limit(PlanBuilder.filter(table, col("id").gt(4)), 0, 5)));
        assertTrue(keepsOrder(PlanBuilder.tail(table, 5)));
        assertTrue(keepsOrder(
                PlanBuilder.filter(PlanBuilder.limit(sorted, 0, 20), col("id").gt(4))));
        assertTrue(
                keepsOrder(PlanBuilder.aggregate(PlanBuilder.limit(table, 0, 5), List.of(), List.of(count().as("n")))));
    }

    private static LogicalPlan.Sql sql(String text, Schema schema, Object... parameters) {
        List<LiteralValue> values =
                Arrays.stream(parameters).map(LiteralValue::ofJava).toList();
        return new LogicalPlan.Sql(text, values, List.of("trips", "odd name"), List.of(table, table), schema);
    }

    @Test
    void userSqlReadsItsInputsByTheirNames() {
        Schema schema = Schema.of(Field.of("n", DataType.INT64), Field.of("N", DataType.INT32));
        LogicalPlan plan = PlanBuilder.filter(
                sql(
                        "WITH x AS (SELECT * FROM trips WHERE id > $1) SELECT count(*) AS n, max(x.id) + $2 AS n FROM x, "
                                + "\"odd name\" AS o WHERE x.id = o.id -- the end",
                        schema,
                        9,
                        1),
                col("n").gt(0));
        assertEquals(List.of(row(20L, 30)), ENGINE.rows(plan));
        assertTrue(keepsOrder(plan));
    }

    @Test
    void parametersOfSeveralTextsKeepTheirOrder() {
        Schema schema = Schema.of(Field.of("v", DataType.INT32));
        LogicalPlan first = sql("SELECT id FROM trips WHERE id = $1", schema, 3);
        LogicalPlan second = sql("SELECT id + $1 FROM trips WHERE id = $2", schema, 100, 5);
        LogicalPlan union = PlanBuilder.union(List.of(first, PlanBuilder.filter(second, col("v").ne(7)), first));
        assertEquals(List.of(row(3), row(105), row(3)), ENGINE.rows(union));
        LogicalPlan joined = JoinBuilder.cross(second, PlanBuilder.limit(first, 0, 1));
        assertEquals(List.of(row(105, 3)), ENGINE.rows(joined));
        assertEquals(
                List.of(100, 5, 3),
                TestEngine.render(joined).parameters().stream()
                        .map(LiteralValue::value)
                        .toList());
    }

    @Test
    void nothing() {
        LogicalPlan empty = new LogicalPlan.Empty(SCHEMA, "1 = 2 is never true");
        assertEquals(List.of(), ENGINE.rows(empty));
        assertEquals(
                List.of(row(0L, null)),
                ENGINE.rows(PlanBuilder.aggregate(
                        empty, List.of(), List.of(count().as("n"), max("id").as("m")))));
    }

    @Test
    void manyOptionsAndDeepConditions() {
        List<Integer> options = new ArrayList<>();
        Expr deep = col("id").eq(-1);
        for (int i = 0; i < 2_000; i++) {
            options.add(i * 7);
        }
        for (int i = 0; i < 300; i++) {
            deep = deep.or(col("id").eq(i * 1_000).and(col("k").isNotNull()));
        }
        assertEquals(
                5,
                ENGINE.rows(PlanBuilder.filter(table, col("id").isIn(options))).size());
        assertEquals(1, ENGINE.rows(PlanBuilder.filter(table, deep)).size());
        assertEquals(List.of(), ENGINE.rows(PlanBuilder.filter(table, col("k").isIn(List.of()))));
        assertEquals(
                4,
                ENGINE.rows(PlanBuilder.filter(table, col("k").isIn(List.of()).isNull()))
                        .size());
        assertEquals(List.of(), ENGINE.rows(PlanBuilder.filter(table, col("k").isIn(9, null))));
    }
}
