package dev.colonnade.plan;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.sum;
import static dev.colonnade.optimize.TestTables.U;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.optimize.TestTables;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PlanBuilderTest {
    private static final String SCAN = "Scan u columns 4/4 [k, v, w, y]";
    private static final Expr V = col("v");

    private static void prints(LogicalPlan plan, String schema, String... lines) {
        assertEquals(String.join("\n", lines) + "\n", PlanPrinter.print(plan));
        assertEquals(schema, plan.schema().toString());
        Invariants.check(plan);
    }

    private static void refused(ErrorCode code, String message, Executable build) {
        PlanException e = assertThrows(PlanException.class, build);
        assertEquals(message, e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void select() {
        prints(
                PlanBuilder.select(U, List.of(V.plus(1), col("k").as("key"), col("w"))),
                "((v + 1): int32, key: int64 not null, w: string)",
                "Project [(v + 1) as (v + 1), k as key, w]",
                "  " + SCAN);
        refused(ErrorCode.INVALID_PLAN, "select takes at least one column.", () -> PlanBuilder.select(U, List.of()));
        refused(
                ErrorCode.DUPLICATE_COLUMN,
                "Two columns are named 'v': give one of them another name with as(..).",
                () -> PlanBuilder.select(U, List.of(V, col("k").as("v"))));
        refused(
                ErrorCode.INVALID_PLAN,
                "select works on rows and cannot use the aggregate in (sum(v) + 1): use groupBy(..).agg(..).",
                () -> PlanBuilder.select(U, List.of(sum("v").plus(1))));
        refused(
                ErrorCode.NO_SUCH_COLUMN,
                "No column 'vv' in (k, v, w, y). Did you mean 'v'?",
                () -> PlanBuilder.select(U, List.of(col("vv"))));
    }

    @Test
    void withColumns() {
        prints(
                PlanBuilder.withColumns(U, List.of(V.plus(1).as("v"), lit("x").as("new"))),
                "(k: int64 not null, v: int32, w: string, y: float64, new: string not null)",
                "Project [k, (v + 1) as v, w, y, 'x' as new]",
                "  " + SCAN);
        refused(
                ErrorCode.DUPLICATE_COLUMN,
                "withColumns makes two columns named 'z': give one of them another name with as(..).",
                () -> PlanBuilder.withColumns(U, List.of(V.as("z"), col("k").as("z"))));
    }

    @Test
    void dropAndRename() {
        prints(PlanBuilder.drop(U, List.of("k", "y")), "(v: int32, w: string)", "Project [v, w]", "  " + SCAN);
        prints(
                PlanBuilder.rename(U, Map.of("k", "v", "v", "k")),
                "(v: int64 not null, k: int32, w: string, y: float64)",
                "Project [k as v, v as k, w, y]",
                "  " + SCAN);
        refused(
                ErrorCode.INVALID_PLAN,
                "drop leaves no column of (k, v, w, y).",
                () -> PlanBuilder.drop(U, List.of("k", "v", "w", "y")));
        refused(ErrorCode.NO_SUCH_COLUMN, "No column 'z' in (k, v, w, y).", () -> PlanBuilder.drop(U, List.of("z")));
        refused(
                ErrorCode.NO_SUCH_COLUMN,
                "No column 'z' in (k, v, w, y).",
                () -> PlanBuilder.rename(U, Map.of("z", "a")));
        refused(
                ErrorCode.DUPLICATE_COLUMN,
                "Two columns are named 'v': give one of them another name with as(..).",
                () -> PlanBuilder.rename(U, Map.of("k", "v")));
    }

    @Test
    void filter() {
        prints(
                PlanBuilder.filter(U, V.gt(1).and(col("w").isNull().or(col("y").lt(2)))),
                U.schema().toString(),
                "Filter v > 1 AND (w IS NULL OR y < 2.0)",
                "  " + SCAN);
        refused(
                ErrorCode.TYPE_MISMATCH,
                "A filter takes a boolean, and w is of type string: compare it with something.",
                () -> PlanBuilder.filter(U, col("w")));
        refused(
                ErrorCode.INVALID_PLAN,
                "A filter works on rows and cannot use the aggregate in (count() > 1): aggregate first with "
                        + "groupBy(..).agg(..), then filter the result.",
                () -> PlanBuilder.filter(U, count().gt(1)));
    }

    @Test
    void aggregate() {
        prints(
                PlanBuilder.aggregate(U, List.of(col("w")), List.of(sum("v").as("s"), count().as("n"))),
                "(w: string, s: int64, n: int64 not null)",
                "Aggregate by [w] compute [sum(v) as s, count() as n]",
                "  " + SCAN);
        prints(
                PlanBuilder.aggregate(
                        U,
                        List.of(V.plus(1).as("v1")),
                        List.of(
                                sum("k").div(count()).as("mean"),
                                sum("k").plus(V.plus(1)).as("odd"),
                                max("y"))),
                "(v1: int32, mean: float64, odd: int64, max(y): float64)",
                "Project [v1, (cast(__agg0 as float64) / cast(__agg1 as float64)) as mean, "
                        + "(__agg0 + cast(v1 as int64)) as odd, __agg2 as max(y)]",
                "  Aggregate by [(v + 1) as v1] compute [sum(k) as __agg0, count() as __agg1, max(y) as __agg2]",
                "    " + SCAN);
        prints(
                PlanBuilder.aggregate(
                        U, List.of(V.as("__agg0")), List.of(count().plus(1).as("n"))),
                "(__agg0: int32, n: int64 not null)",
                "Project [__agg0, (__agg1 + 1) as n]",
                "  Aggregate by [v as __agg0] compute [count() as __agg1]",
                "    " + SCAN);
        prints(PlanBuilder.aggregate(U, List.of(col("w")), List.of()), "(w: string)", "Aggregate by [w]", "  " + SCAN);
        refused(
                ErrorCode.INVALID_PLAN,
                "agg takes at least one aggregate where there is no key.",
                () -> PlanBuilder.aggregate(U, List.of(), List.of()));
        refused(
                ErrorCode.INVALID_PLAN,
                "Column 'v' in (cast(v as int64) + sum(k)) as odd is neither a group key nor inside an aggregate: "
                        + "add it to groupBy(..) or aggregate it.",
                () -> PlanBuilder.aggregate(
                        U, List.of(col("w")), List.of(V.plus(sum("k")).as("odd"))));
        refused(
                ErrorCode.INVALID_PLAN,
                "groupBy works on rows and cannot use the aggregate in count(): use groupBy(..).agg(..).",
                () -> PlanBuilder.aggregate(U, List.of(count()), List.of(count().as("n"))));
        refused(
                ErrorCode.DUPLICATE_COLUMN,
                "Two columns are named 'w': give one of them another name with as(..).",
                () -> PlanBuilder.aggregate(U, List.of(col("w")), List.of(max("w").as("w"))));
    }

    @Test
    void sortAndLimit() {
        prints(
                PlanBuilder.tail(
                        PlanBuilder.limit(PlanBuilder.sort(U, List.of(V.desc().nullsFirst(), col("w").asc())), 2, 9),
                        3),
                U.schema().toString(),
                "Tail 3",
                "  Limit 9 offset 2",
                "    Sort [v desc nulls first, w]",
                "      " + SCAN);
        refused(ErrorCode.INVALID_PLAN, "sort takes at least one key.", () -> PlanBuilder.sort(U, List.of()));
        refused(
                ErrorCode.INVALID_PLAN,
                "sort works on rows and cannot use the aggregate in count(): use groupBy(..).agg(..).",
                () -> PlanBuilder.sort(U, List.of(count().asc())));
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "limit takes a number of rows from 0, not -1.",
                () -> PlanBuilder.limit(U, 0, -1));
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "tail takes a number of rows from 0, not -5.",
                () -> PlanBuilder.tail(U, -5));
    }

    @Test
    void union() {
        LogicalPlan other = TestTables.scan(
                "o",
                Field.required("v", DataType.INT64),
                Field.required("k", DataType.INT64),
                Field.of("z", DataType.DATE));
        prints(
                PlanBuilder.union(List.of(PlanBuilder.drop(U, List.of("w", "y")), other)),
                "(k: int64 not null, v: int64, z: date)",
                "Union of 2",
                "  Project [k, cast(v as int64) as v, null as z]",
                "    Project [k, v]",
                "      " + SCAN,
                "  Project [k, v, z]",
                "    Scan o columns 3/3 [v, k, z]");
        assertSame(U, PlanBuilder.union(List.of(U, U)).inputs().get(1));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Column 'v' is int32 in one input of the union and string in another: cast one of them.",
                () -> PlanBuilder.union(List.of(U, TestTables.scan("o", Field.of("v", DataType.STRING)))));
        refused(ErrorCode.INVALID_PLAN, "union takes at least one input.", () -> PlanBuilder.union(List.of()));
    }
}
