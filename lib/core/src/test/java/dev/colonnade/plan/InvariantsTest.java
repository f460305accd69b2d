package dev.colonnade.plan;

import static dev.colonnade.optimize.TestTables.T;
import static dev.colonnade.optimize.TestTables.U;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.type.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvariantsTest {
    private static final BoundExpr COUNT =
            new BoundExpr.Aggregate(AggregateFunction.COUNT_ROWS, List.of(), null, List.of(), DataType.INT64);
    private static final BoundExpr FLAG = BoundExpr.Column.of(T.schema().field("flag"));

    private static void broken(String message, LogicalPlan plan) {
        ColonnadeException e = assertThrows(ColonnadeException.class, () -> Invariants.check(plan));
        assertEquals(message, e.getMessage());
        assertEquals(ErrorCode.INTERNAL, e.code());
    }

    @Test
    void columnsExistWithTheirTypes() {
        broken(
                "Plan node 'Filter flag' reads flag (bool), which its input (k: int64 not null, v: int32, w: string, "
                        + "y: float64) does not have.",
                new LogicalPlan.Filter(U, FLAG));
        broken(
                "Plan node 'Sort [v]' reads v (int64), which its input (k: int64 not null, v: int32, w: string, "
                        + "y: float64) does not have.",
                PlanBuilder.limit(
                        new LogicalPlan.Sort(
                                U,
                                List.of(new dev.colonnade.expr.BoundSortKey(
                                        new BoundExpr.Column("v", DataType.INT64, true),
                                        dev.colonnade.expr.SortKey.Direction.ASC,
                                        dev.colonnade.expr.SortKey.NullOrder.LAST))),
                        0,
                        3));
    }

    @Test
    void conditionsAreBooleans() {
        broken(
                "Plan node 'Filter v' has a condition that is no boolean.",
                new LogicalPlan.Filter(U, BoundExpr.Column.of(U.schema().field("v"))));
        broken(
                "Plan node 'Join inner on v' has a condition that is no boolean.",
                LogicalPlan.Join.of(
                        T, U, JoinType.INNER, BoundExpr.Column.of(U.schema().field("v"))));
    }

    @Test
    void aggregatesStandInAggregates() {
        broken(
                "Plan node 'Project [count() as n]' has an aggregate in count().",
                LogicalPlan.Project.of(U, List.of(new NamedExpr("n", COUNT))));
        broken(
                "Plan node 'Aggregate compute [w]' computes something that is no aggregate.",
                LogicalPlan.Aggregate.of(
                        U,
                        List.of(),
                        List.of(new NamedExpr(
                                "w", BoundExpr.Column.of(U.schema().field("w"))))));
        Invariants.check(LogicalPlan.Aggregate.of(U, List.of(), List.of(new NamedExpr("n", COUNT))));
    }

    @Test
    void unionsAreOfTheSameColumns() {
        broken(
                "Plan node 'Union of 2' unites different columns.",
                new LogicalPlan.Union(List.of(U, U.withColumns(List.of("k", "v"))), U.schema()));
        Invariants.check(LogicalPlan.Union.of(List.of(U, U)));
    }
}
