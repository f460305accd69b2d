package dev.colonnade.session;

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Aggregate;
import dev.colonnade.plan.LogicalPlan.Distinct;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;

/**
 * Whether a plan has the same rows whenever it is run over the same files. Rows that are picked among equals, texts that
 * may hold anything and floats that add up in one order or another do not.
 */
final class Repeatable {
    private Repeatable() {}

    static boolean is(LogicalPlan plan) {
        boolean node;
        if (plan instanceof Aggregate aggregate) {
            node = isExact(aggregate.schema())
                    && aggregate.aggregates().stream()
                            .allMatch(named -> isExact(((BoundExpr.Aggregate) named.expr()).function()));
        } else if (plan instanceof Distinct distinct) {
            node = isExact(distinct.schema());
        } else {
            node = plan instanceof LogicalPlan.Scan
                    || plan instanceof LogicalPlan.Values
                    || plan instanceof LogicalPlan.Empty
                    || plan instanceof LogicalPlan.Filter
                    || plan instanceof LogicalPlan.Project
                    || plan instanceof LogicalPlan.Sort
                    || plan instanceof LogicalPlan.Union
                    || plan instanceof Join join && join.type() != JoinType.CROSS;
        }
        return node && plan.inputs().stream().allMatch(Repeatable::is);
    }

    private static boolean isExact(Schema schema) {
        return schema.fields().stream().noneMatch(field -> field.type() instanceof DataType.FloatType);
    }

    private static boolean isExact(AggregateFunction function) {
        return switch (function) {
            case COUNT_ROWS, COUNT, COUNT_DISTINCT, SUM, MIN, MAX, ANY, ALL -> true;
            case AVG, MEDIAN, QUANTILE, STDDEV, VARIANCE, FIRST, LAST -> false;
        };
    }
}
