package dev.colonnade.plan;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.leftCol;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.rightCol;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.optimize.TestTables;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JoinBuilderTest {
    private static final LogicalPlan L = TestTables.scan(
            "l",
            Field.required("k", DataType.INT32),
            Field.required("x", DataType.STRING),
            Field.required("x_right", DataType.BOOL));
    private static final LogicalPlan R =
            TestTables.scan("r", Field.required("x", DataType.STRING), Field.required("k", DataType.INT64));
    private static final String SCAN_L = "Scan l columns 3/3 [k, x, x_right]";
    private static final String RENAMED_R = "Project [x as x_right_right, k as k_right]";
    private static final String SCAN_R = "Scan r columns 2/2 [x, k]";

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
    void byKeyNames() {
        prints(
                JoinBuilder.using(L, R, JoinType.INNER, List.of("k")),
                "(k: int32 not null, x: string not null, x_right: bool not null, x_right_right: string not null)",
                "Project [k, x, x_right, x_right_right]",
                "  Join inner on cast(k as int64) = k_right",
                "    " + SCAN_L,
                "    " + RENAMED_R,
                "      " + SCAN_R);
        prints(
                JoinBuilder.using(L, R, JoinType.LEFT, List.of("k", "x")),
                "(k: int32 not null, x: string not null, x_right: bool not null)",
                "Project [k, x, x_right]",
                "  Join left on cast(k as int64) = k_right AND x = x_right_right",
                "    " + SCAN_L,
                "    " + RENAMED_R,
                "      " + SCAN_R);
        prints(
                JoinBuilder.using(L, R, JoinType.FULL, List.of("k")),
                "(k: int64, x: string, x_right: bool, x_right_right: string)",
                "Project [coalesce(cast(k as int64), k_right) as k, x, x_right, x_right_right]",
                "  Join full on cast(k as int64) = k_right",
                "    " + SCAN_L,
                "    " + RENAMED_R,
                "      " + SCAN_R);
        prints(
                JoinBuilder.using(L, R, JoinType.SEMI, List.of("x")),
                L.schema().toString(),
                "Join semi on x = x_right_right",
                "  " + SCAN_L,
                "  " + RENAMED_R,
                "    " + SCAN_R);
    }

    @Test
    void byCondition() {
        prints(
                JoinBuilder.on(
                        L, R, JoinType.RIGHT, leftCol("k").lt(rightCol("k")).and(col("x_right"))),
                "(k: int32, x: string, x_right: bool, x_right_right: string not null, k_right: int64 not null)",
                "Join right on cast(k as int64) < k_right AND x_right",
                "  " + SCAN_L,
                "  " + RENAMED_R,
                "    " + SCAN_R);
        prints(
                JoinBuilder.cross(L, PlanBuilder.select(R, List.of(col("k").as("z")))),
                "(k: int32 not null, x: string not null, x_right: bool not null, z: int64 not null)",
                "Join cross",
                "  " + SCAN_L,
                "  Project [k as z]",
                "    " + SCAN_R);
    }

    @Test
    void refusals() {
        refused(
                ErrorCode.INVALID_PLAN,
                "A join takes at least one key: name one, or use crossJoin(..).",
                () -> JoinBuilder.using(L, R, JoinType.INNER, List.of()));
        refused(
                ErrorCode.INVALID_PLAN,
                "A cross join takes no key: use crossJoin(..).",
                () -> JoinBuilder.using(L, R, JoinType.CROSS, List.of("k")));
        refused(
                ErrorCode.INVALID_PLAN,
                "A cross join takes no condition: use crossJoin(..).",
                () -> JoinBuilder.on(L, R, JoinType.CROSS, lit(true)));
        refused(
                ErrorCode.NO_SUCH_COLUMN,
                "No column 'x_right' in (x, k).",
                () -> JoinBuilder.using(L, R, JoinType.INNER, List.of("x_right")));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Key 'k' is int32 on the left of the join and string on the right: cast one of them.",
                () -> JoinBuilder.using(
                        L, TestTables.scan("r", Field.of("k", DataType.STRING)), JoinType.INNER, List.of("k")));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "A join condition takes a boolean, and left.x is of type string: compare it with something.",
                () -> JoinBuilder.on(L, R, JoinType.INNER, leftCol("x")));
        refused(
                ErrorCode.INVALID_PLAN,
                "A join condition works on rows and cannot use the aggregate in (count() > 1).",
                () -> JoinBuilder.on(L, R, JoinType.INNER, count().gt(1)));
    }
}
