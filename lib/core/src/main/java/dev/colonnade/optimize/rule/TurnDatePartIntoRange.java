package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExpr.Literal;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralConversion;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.DataType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

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

    /** The days from {@code start}, included, to {@code end}, not included. */
    private record Days(LocalDate start, LocalDate end) {}

    private static BoundExpr turn(BoundExpr expr) {
        if (!(expr instanceof BoundExpr.Call call)
                || !call.function().isComparison()
                || !(call.arg(1) instanceof Literal literal)) {
            return expr;
        }
        return days(call.arg(0), literal)
                .filter(days -> call.arg(0).children().get(0) instanceof BoundExpr.Column column
                        && holds(column.type(), days.start())
                        && holds(column.type(), days.end()))
                .map(days -> range(call, call.arg(0).children().get(0), days))
                .orElse(expr);
    }

    /** The days that the part of a date or timestamp called {@code literal} covers. */
    private static Optional<Days> days(BoundExpr part, Literal literal) {
        boolean isDay = part instanceof BoundExpr.Cast cast
                && cast.type() instanceof DataType.DateType
                && cast.input().type() instanceof DataType.TimestampType;
        if (isDay && literal.value() instanceof LocalDate day) {
            return Optional.of(new Days(day, day.plusDays(1)));
        }
        boolean isYear = part instanceof BoundExpr.Call call && call.function() == Function.YEAR;
        if (isYear && literal.value() instanceof Long year && year >= 1 && year < 9999) {
            LocalDate start = LocalDate.of(year.intValue(), 1, 1);
            return Optional.of(new Days(start, start.plusYears(1)));
        }
        return Optional.empty();
    }

    private static BoundExpr range(BoundExpr.Call call, BoundExpr input, Days days) {
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
        Object value = startOf(day, input.type());
        return BoundExprs.call(function, List.of(input, Literal.of(value, input.type())), DataType.BOOL);
    }

    /** The day as a date, or its midnight as a timestamp. */
    private static Object startOf(LocalDate day, DataType type) {
        LocalDateTime midnight = day.atStartOfDay();
        if (type instanceof DataType.TimestampType timestamp) {
            return timestamp.utc() ? midnight.toInstant(ZoneOffset.UTC) : midnight;
        }
        return day;
    }

    /** Whether the day lies in the range of the type: nanoseconds do not reach back to 1677. */
    private static boolean holds(DataType type, LocalDate day) {
        if (!(type instanceof DataType.TimestampType timestamp)) {
            return true;
        }
        try {
            LiteralConversion.ticks(startOf(day, type), timestamp.unit());
            return true;
        } catch (ArithmeticException outOfRange) {
            return false;
        }
    }
}
