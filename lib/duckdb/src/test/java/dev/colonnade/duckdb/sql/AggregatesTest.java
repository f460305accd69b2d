package dev.colonnade.duckdb.sql;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.PlanException;
import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.Expr;
import dev.colonnade.oracle.Interpreter;
import dev.colonnade.oracle.OracleError;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each aggregate, over each type, with groups, conditions and nothing at all, agrees with the interpreter. */
class AggregatesTest {
    private static final TestEngine ENGINE = new TestEngine();
    private static LogicalPlan table;

    @BeforeAll
    static void write(@TempDir Path dir) {
        table = EdgeValues.table(ENGINE, dir.resolve("edges.parquet"));
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheInterpreter(AggregateFunction function) {
        List<String> disagreements = new ArrayList<>();
        int compared = 0;
        for (DataType type : EdgeValues.types()) {
            for (LogicalPlan plan : plans(aggregate(function, col(EdgeValues.left(type))))) {
                compared++;
                compare(type + " " + plan.schema(), plan, disagreements);
            }
        }
        assertTrue(compared > 0, "No types for " + function);
        assertEquals("", String.join("\n", disagreements));
    }

    private static Expr.Aggregate aggregate(AggregateFunction function, Expr value) {
        return switch (function) {
            case COUNT_ROWS -> new Expr.Aggregate(function, List.of(), null, List.of());
            case QUANTILE -> new Expr.Aggregate(function, List.of(value, lit(0.3)), null, List.of());
            case FIRST, LAST ->
                new Expr.Aggregate(
                        function,
                        List.of(value),
                        null,
                        List.of(
                                col(EdgeValues.right(DataType.FLOAT64)).desc().nullsFirst(),
                                col(EdgeValues.right(DataType.STRING)).asc(),
                                col("id").desc()));
            case COUNT, COUNT_DISTINCT, SUM, MIN, MAX, AVG, MEDIAN, STDDEV, VARIANCE, ANY, ALL ->
                new Expr.Aggregate(function, List.of(value), null, List.of());
        };
    }

    /** Global, by keys, of some rows, of no rows. */
    private static List<LogicalPlan> plans(Expr.Aggregate aggregate) {
        Expr some = col("id").mod(3).eq(1).or(lit(null).eq(1));
        List<Expr> keys = List.of(
                col(EdgeValues.right(DataType.FLOAT32)),
                col(EdgeValues.right(DataType.INT64)).isNull().as("k"));
        try {
            return List.of(
                    PlanBuilder.aggregate(table, List.of(), List.of(aggregate.as("v"))),
                    PlanBuilder.aggregate(
                            table,
                            keys,
                            List.of(aggregate.as("v"), aggregate.where(some).as("w"))),
                    PlanBuilder.aggregate(
                            PlanBuilder.filter(table, col("id").lt(0)), List.of(), List.of(aggregate.as("v"))),
                    PlanBuilder.aggregate(PlanBuilder.filter(table, col("id").lt(0)), keys, List.of(aggregate.as("v"))),
                    PlanBuilder.aggregate(
                            PlanBuilder.filter(table, col("id").eq(7)), List.of(), List.of(aggregate.as("v"))));
        } catch (PlanException notOfThisType) {
            return List.of();
        }
    }

    private static void compare(String what, LogicalPlan plan, List<String> disagreements) {
        Interpreter interpreter = new Interpreter(files -> EdgeValues.rows());
        List<Field> fields = plan.schema().fields();
        List<Expr> columns = fields.stream().map(f -> col(f.name())).toList();
        List<List<@Nullable Object>> expected;
        try {
            expected = interpreter.rows(
                    PlanBuilder.sort(plan, columns.stream().map(Expr::asc).toList()));
        } catch (OracleError fails) {
            ENGINE.failure(plan);
            return;
        }
        List<List<@Nullable Object>> actual = ENGINE.rows(
                PlanBuilder.sort(plan, columns.stream().map(Expr::asc).toList()));
        boolean same = expected.size() == actual.size();
        for (int i = 0; same && i < expected.size(); i++) {
            for (int j = 0; j < fields.size(); j++) {
                same &= near(expected.get(i).get(j), actual.get(i).get(j));
            }
        }
        if (!same) {
            disagreements.add(what + ":\n  expected " + expected + "\n  but was  " + actual + "\n  of "
                    + TestEngine.render(plan).text());
        }
    }

    /** Sums of floats depend on the order of rows. */
    private static boolean near(@Nullable Object expected, @Nullable Object actual) {
        return Values.same(expected, actual)
                || expected instanceof Double x
                        && actual instanceof Double y
                        && Math.abs(x - y) <= 1e-12 * Math.max(Math.abs(x), Math.abs(y));
    }
}
