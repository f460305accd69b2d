package dev.colonnade.contract;

import static dev.colonnade.contract.MatrixColumns.FLAG;
import static dev.colonnade.contract.MatrixColumns.ID;
import static dev.colonnade.expr.Exprs.all;
import static dev.colonnade.expr.Exprs.any;
import static dev.colonnade.expr.Exprs.avg;
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

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every operator of a plan over a column of each type, and every aggregate. */
final class MatrixOperators {
    static final String OPERATORS = "Operators";
    static final String AGGREGATES = "Aggregates of all rows";
    static final String GROUPED = "Aggregates of groups";

    private MatrixOperators() {}

    static List<MatrixRow> rows() {
        List<MatrixRow> rows = new ArrayList<>(List.of(
                MatrixRow.of(OPERATORS, "scan", (t, c) -> List.of(two(t, c))),
                MatrixRow.of(
                        OPERATORS, "values", (t, c) -> List.of(PlanBuilder.union(List.of(known(t, c), two(t, c))))),
                MatrixRow.of(OPERATORS, "filter", (t, c) -> List.of(two(PlanBuilder.filter(t, FLAG), c))),
                MatrixRow.ordered(OPERATORS, "limit", (t, c) -> List.of(PlanBuilder.limit(two(t, c), 3, 11))),
                MatrixRow.ordered(
                        OPERATORS,
                        "limit of a filter",
                        (t, c) -> List.of(PlanBuilder.limit(two(PlanBuilder.filter(t, FLAG), c), 2, 5))),
                MatrixRow.ordered(OPERATORS, "tail", (t, c) -> List.of(PlanBuilder.tail(two(t, c), 7))),
                MatrixRow.ordered(
                        OPERATORS,
                        "sort",
                        (t, c) -> List.of(
                                sorted(t, c, c.a().asc()),
                                sorted(t, c, c.a().desc().nullsFirst()))),
                MatrixRow.ordered(
                        OPERATORS, "top k", (t, c) -> List.of(PlanBuilder.limit(sorted(t, c, c.a().desc()), 0, 9))),
                MatrixRow.of(
                        OPERATORS,
                        "distinct",
                        (t, c) -> List.of(new LogicalPlan.Distinct(PlanBuilder.select(t, List.of(c.a().as("value")))))),
                MatrixRow.of(OPERATORS, "union", (t, c) -> List.of(PlanBuilder.union(List.of(two(t, c), two(t, c)))))));
        for (JoinType type : JoinType.values()) {
            rows.add(MatrixRow.of(
                    OPERATORS, type.name().toLowerCase(java.util.Locale.ROOT) + " join", (t, c) -> joins(t, c, type)));
        }
        for (AggregateFunction function : AggregateFunction.values()) {
            rows.add(MatrixRow.of(AGGREGATES, function.toString(), (t, c) -> aggregates(t, c, function, null)));
        }
        for (AggregateFunction function : AggregateFunction.values()) {
            rows.add(MatrixRow.of(GROUPED, function.toString(), (t, c) -> aggregates(t, c, function, FLAG.as("key"))));
        }
        rows.add(MatrixRow.of(
                GROUPED, "key", (t, c) -> aggregates(t, c, AggregateFunction.COUNT_ROWS, c.a().as("key"))));
        return rows;
    }

    private static LogicalPlan two(LogicalPlan table, MatrixColumns columns) {
        return PlanBuilder.select(table, List.of(ID, columns.a().as("value")));
    }

    private static LogicalPlan sorted(LogicalPlan table, MatrixColumns columns, SortKey key) {
        return two(PlanBuilder.sort(table, List.of(key, ID.asc())), columns);
    }

    private static LogicalPlan known(LogicalPlan table, MatrixColumns columns) {
        LogicalPlan shape = two(table, columns);
        List<Object> row = new ArrayList<>();
        row.add(1_000);
        row.add(dev.colonnade.oracle.Pools.values(columns.type()).get(0));
        return new LogicalPlan.Values(shape.schema(), List.of(row), "the matrix");
    }

    private static List<LogicalPlan> joins(LogicalPlan table, MatrixColumns columns, JoinType type) {
        LogicalPlan few = PlanBuilder.limit(two(table, columns), 0, 12);
        LogicalPlan others = PlanBuilder.limit(
                PlanBuilder.select(table, List.of(ID.as("other"), columns.b().as("key"))), 0, 14);
        return List.of(
                type == JoinType.CROSS
                        ? JoinBuilder.cross(few, others)
                        : JoinBuilder.on(few, others, type, leftCol("value").eq(rightCol("key"))));
    }

    /** Over the rows of a filter that no statistics decide. */
    private static List<LogicalPlan> aggregates(
            LogicalPlan table, MatrixColumns columns, AggregateFunction function, @Nullable Expr key) {
        LogicalPlan some = PlanBuilder.filter(table, FLAG.or(ID.mod(3).eq(1)));
        List<Expr> keys = key == null ? List.of() : List.of(key);
        return List.of(PlanBuilder.aggregate(
                some, keys, List.of(aggregate(function, columns).as("value"))));
    }

    private static Expr.Aggregate aggregate(AggregateFunction function, MatrixColumns c) {
        return switch (function) {
            case COUNT_ROWS -> count();
            case COUNT -> count(c.a());
            case COUNT_DISTINCT -> countDistinct(c.a());
            case SUM -> sum(c.tameA());
            case MIN -> min(c.a());
            case MAX -> max(c.a());
            case AVG -> small(avg(c.tameA()), c);
            case MEDIAN -> median(c.tameA());
            case QUANTILE -> quantile(c.tameA(), 0.25);
            case STDDEV -> small(stddev(c.tameA()), c);
            case VARIANCE -> small(variance(c.tameA()), c);
            case FIRST -> first(c.a()).orderBy(c.b().asc(), ID.asc());
            case LAST -> last(c.a()).orderBy(c.b().desc(), ID.asc());
            case ANY -> any(c.a());
            case ALL -> all(c.a());
        };
    }

    /** Of small values where there are no columns of them: sums of floats that cancel out depend on the order of rows. */
    private static Expr.Aggregate small(Expr.Aggregate aggregate, MatrixColumns c) {
        boolean extreme = c.type() instanceof DataType.DecimalType && !c.hasTame();
        return extreme ? aggregate.where(c.a().between(-5, 5)) : aggregate;
    }
}
