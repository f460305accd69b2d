package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExpr.Literal;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.DataType;
import java.time.LocalDate;
import java.util.List;

/**
 * Conditions on the day or year of a column ask for a range of the column, as statistics do.
 *
 * <pre>
 * cast(ts as date) = '2024-02-29'   =>   ts >= '2024-02-29T00:00' AND ts &lt; '2024-03-01T00:00'
 * year(day) &lt; 2024                  =>   day &lt; '2024-01-01'
 * </pre>
 */
final class TurnDatePartIntoRange implements Rule {
    @Override
    public String id() {
        return "turn-date-part-into-range";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(
                plan, condition -> BoundExprs.rewrite(condition, TurnDatePartIntoRange::turn), value -> value);
    }

    private static BoundExpr turn(BoundExpr expr) {
        if (!(expr instanceof BoundExpr.Call call)
                || !call.function().isComparison()
                || !(call.arg(1) instanceof Literal literal)) {
            return expr;
        }
        return DaySpan.of(call.arg(0), literal)
                .filter(days -> call.arg(0).children().get(0) instanceof BoundExpr.Column column
                        && days.isWithin(column.type()))
                .map(days -> range(call, call.arg(0).children().get(0), days))
                .orElse(expr);
    }

    private static BoundExpr range(BoundExpr.Call call, BoundExpr input, DaySpan days) {
        BoundExpr fromStart = compared(Function.GE, input, days.start());
        BoundExpr beforeStart = compared(Function.LT, input, days.start());
        BoundExpr fromEnd = compared(Function.GE, input, days.end());
        BoundExpr beforeEnd = compared(Function.LT, input, days.end());
        return switch (call.function()) {
            case EQ -> BoundExprs.and(List.of(fromStart, beforeEnd));
            case NE -> BoundExprs.or(List.of(beforeStart, fromEnd));
            case LT -> beforeStart;
            case LE -> beforeEnd;
            case GT -> fromEnd;
            case GE -> fromStart;
            default -> call;
        };
    }

    private static BoundExpr compared(Function function, BoundExpr input, LocalDate day) {
        Object value = DaySpan.startOf(day, input.type());
        return BoundExprs.call(function, List.of(input, Literal.of(value, input.type())), DataType.BOOL);
    }
}
