package dev.colonnade.source;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Folding;
import dev.colonnade.expr.Function;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of scalar calls from the ranges of their operands. A function that only rises or only falls in each operand is
 * computed at the ends, by {@link Folding}; an end that has no value there leaves its side open.
 *
 * <p>A call that may fail for a row counts as one that may be null: a failure is never true, and never certain.
 */
final class CallRanges {
    /** Beyond this magnitude and so many digits, rounded floats are left unknown. */
    private static final double ROUNDED_MAX = 1e9;

    private static final int ROUNDED_DIGITS = 6;

    private enum Direction {
        UP,
        DOWN,
        /** Neither, or not known. */
        NONE
    }

    private CallRanges() {}

    /** The range of a call that gives null where an operand is null, or that chooses between its operands. */
    static ValueRange of(BoundExpr.Call call, List<ValueRange> operands) {
        switch (call.function()) {
            case COALESCE:
                return coalesce(operands);
            case NULL_IF:
                return nullIf(operands.get(0), operands.get(1));
            case GREATEST:
            case LEAST:
                return extreme(call.function() == Function.GREATEST, operands);
            default:
                return operands.stream().allMatch(ValueRange::mayBeValue)
                        ? computed(call, operands)
                        : ValueRange.ONLY_NULL;
        }
    }

    private static ValueRange computed(BoundExpr.Call call, List<ValueRange> operands) {
        ValueRange first = operands.get(0);
        return switch (call.function()) {
            case ADD -> sum(call, operands, Direction.UP);
            case SUBTRACT -> sum(call, operands, Direction.DOWN);
            case MULTIPLY ->
                monotone(call, operands, List.of(direction(call, operands.get(1)), direction(call, operands.get(0))));
            case DIVIDE, INT_DIV ->
                operands.get(1).isSingle() && strictDirection(operands.get(1)) != Direction.NONE
                        ? monotone(call, operands, List.of(strictDirection(operands.get(1)), Direction.UP))
                        : unknown(call, operands);
            case NEGATE -> monotone(call, operands, List.of(Direction.DOWN));
            case ABS -> absolute(call, first);
            case FLOOR, CEIL -> monotone(call, operands, List.of(Direction.UP));
            case ROUND ->
                call.type() instanceof DataType.FloatType
                        ? rounded(call, operands)
                        : monotone(call, operands, List.of(Direction.UP, Direction.UP));
            case SQRT ->
                sign(first.min()) >= 0 ? monotone(call, operands, List.of(Direction.UP)) : unknown(call, operands);
            case SUBSTRING ->
                isPrefix(operands)
                        ? monotone(call, operands, List.of(Direction.UP, Direction.UP, Direction.UP))
                        : unknown(call, operands);
            case YEAR, QUARTER, MONTH, DAY, DAY_OF_WEEK, DAY_OF_YEAR, HOUR, MINUTE, SECOND ->
                TimeRanges.part(call, first);
            case DATE_TRUNC -> TimeRanges.truncated(call, operands.get(1));
            default -> unknown(call, operands);
        };
    }

    private static ValueRange unknown(BoundExpr.Call call, List<ValueRange> operands) {
        boolean mayBeNull = operands.stream().anyMatch(ValueRange::mayBeNull);
        return ValueRange.unknown(mayBeNull || mayFail(call) || call.nullable());
    }

    /** Whether an operand may have no result: overflow, or division by zero. */
    private static boolean mayFail(BoundExpr.Call call) {
        return switch (call.function()) {
            case ADD, SUBTRACT, MULTIPLY, NEGATE, ABS -> !(call.type() instanceof DataType.FloatType);
            case INT_DIV, MOD -> true;
            default -> false;
        };
    }

    // --- arithmetic

    private static ValueRange sum(BoundExpr.Call call, List<ValueRange> operands, Direction second) {
        boolean months = operands.get(1).min() instanceof Interval interval
                && interval.months() != 0
                && !(call.arg(0) instanceof BoundExpr.Cast cast && cast.input().type() instanceof DataType.DateType);
        boolean open = call.arg(1).type() instanceof DataType.IntervalType
                && !operands.get(1).isSingle();
        // the last days of a month fall together, but not their times of day
        return months || open ? unknown(call, operands) : monotone(call, operands, List.of(Direction.UP, second));
    }

    /** In which direction a product goes as its other operand rises. */
    private static Direction direction(BoundExpr.Call call, ValueRange factor) {
        if (call.type() instanceof DataType.FloatType) {
            return strictDirection(factor);
        }
        if (sign(factor.min()) >= 0) {
            return Direction.UP;
        }
        return factor.max() != null && sign(factor.max()) <= 0 ? Direction.DOWN : Direction.NONE;
    }

    private static Direction strictDirection(ValueRange factor) {
        if (sign(factor.min()) > 0) {
            return Direction.UP;
        }
        return factor.max() != null && sign(factor.max()) < 0 ? Direction.DOWN : Direction.NONE;
    }

    /** -1 also for what is unknown; NaN is positive. */
    private static int sign(@Nullable Object number) {
        if (number instanceof Double || number instanceof Float) {
            double real = ((Number) number).doubleValue();
            return real == 0 ? 0 : real < 0 ? -1 : 1;
        }
        return number instanceof Number ? new BigDecimal(number.toString()).signum() : -1;
    }

    private static ValueRange absolute(BoundExpr.Call call, ValueRange operand) {
        if (sign(operand.min()) >= 0) {
            return monotone(call, List.of(operand), List.of(Direction.UP));
        }
        if (operand.max() != null && sign(operand.max()) <= 0) {
            return monotone(call, List.of(operand), List.of(Direction.DOWN));
        }
        Object low = value(call, listOf(operand.min()));
        Object high = value(call, listOf(operand.max()));
        boolean known = low != null && high != null;
        ValueRange ends = known ? ValueRange.only(low).or(ValueRange.only(high)) : ValueRange.unknown(false);
        return new ValueRange(null, ends.max(), operand.mayBeNull() || !known && mayFail(call), true);
    }

    /** Engines round in their own ways, none of which is off by a whole place. */
    private static ValueRange rounded(BoundExpr.Call call, List<ValueRange> operands) {
        ValueRange number = operands.get(0);
        Object digits = operands.get(1).min();
        if (!(number.min() instanceof Double low)
                || !(digits instanceof Integer n)
                || n > ROUNDED_DIGITS
                || Math.abs(low) > ROUNDED_MAX) {
            return unknown(call, operands);
        }
        double place = Math.pow(10, -n);
        Double high = number.max() instanceof Double d && Math.abs(d) <= ROUNDED_MAX ? d + place : null;
        return new ValueRange(low - place, high, number.mayBeNull(), true);
    }

    private static boolean isPrefix(List<ValueRange> operands) {
        return operands.get(1).isSingle()
                && operands.get(2).isSingle()
                && operands.get(1).min() instanceof Long from
                && from == 1
                && operands.get(2).min() instanceof Long count
                && count >= 0;
    }

    // --- ends

    /**
     * @param directions how the result goes as each operand rises; that of a single value does not matter
     */
    private static ValueRange monotone(BoundExpr.Call call, List<ValueRange> operands, List<Direction> directions) {
        int unbounded = 0;
        for (int i = 0; i < operands.size(); i++) {
            ValueRange operand = operands.get(i);
            if (!operand.isSingle() && directions.get(i) == Direction.NONE) {
                return unknown(call, operands);
            }
            if (call.arg(i).type() instanceof DataType.FloatType && !isFinite(operand)) {
                unbounded++;
                boolean mayBeNan = !isReal(operand.max());
                if (directions.get(i) == Direction.NONE || directions.get(i) == Direction.DOWN && mayBeNan) {
                    return unknown(call, operands); // NaN stays the greatest, and infinity times zero is one
                }
            }
        }
        if (unbounded > 1) {
            return unknown(call, operands); // infinities may cancel out to NaN
        }
        Object low = value(call, corner(operands, directions, true));
        Object high = value(call, corner(operands, directions, false));
        boolean mayBeNull = operands.stream().anyMatch(ValueRange::mayBeNull);
        boolean fails = mayFail(call) && (low == null || high == null);
        return new ValueRange(low, high, mayBeNull || fails, true);
    }

    private static boolean isFinite(ValueRange range) {
        return range.min() instanceof Number low
                && range.max() instanceof Number high
                && Double.isFinite(low.doubleValue())
                && Double.isFinite(high.doubleValue());
    }

    private static boolean isReal(@Nullable Object number) {
        return number instanceof Number n && !Double.isNaN(n.doubleValue());
    }

    private static List<@Nullable Object> corner(List<ValueRange> operands, List<Direction> directions, boolean lower) {
        List<@Nullable Object> corner = new ArrayList<>(operands.size());
        for (int i = 0; i < operands.size(); i++) {
            boolean rises = directions.get(i) != Direction.DOWN;
            corner.add(rises == lower ? operands.get(i).min() : operands.get(i).max());
        }
        return corner;
    }

    private static List<@Nullable Object> listOf(@Nullable Object value) {
        List<@Nullable Object> list = new ArrayList<>(1);
        list.add(value);
        return list;
    }

    /** The call over constants; null if one is unknown, if it fails, or if only an engine can tell. */
    static @Nullable Object value(BoundExpr.Call call, List<@Nullable Object> values) {
        List<BoundExpr> literals = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value == null) {
                return null;
            }
            literals.add(BoundExpr.Literal.of(value, call.arg(i).type()));
        }
        BoundExpr folded = Folding.fold(BoundExprs.call(call.function(), literals, call.type()));
        return folded instanceof BoundExpr.Literal literal ? literal.value() : null;
    }

    // --- choices

    private static ValueRange coalesce(List<ValueRange> operands) {
        ValueRange result = ValueRange.ONLY_NULL;
        for (ValueRange operand : operands) {
            ValueRange either = result.or(operand);
            result = new ValueRange(either.min(), either.max(), operand.mayBeNull(), either.mayBeValue());
            if (!operand.mayBeNull()) {
                return result;
            }
        }
        return result;
    }

    private static ValueRange nullIf(ValueRange value, ValueRange other) {
        boolean overlap = other.mayBeValue() && value.mayBeLessOrEqual(other) && other.mayBeLessOrEqual(value);
        boolean always = overlap && value.isSingle() && other.isSingle() && !other.mayBeNull();
        return new ValueRange(value.min(), value.max(), value.mayBeNull() || overlap, value.mayBeValue() && !always);
    }

    /** Nulls are passed over, so that only operands that are never null push the result. */
    private static ValueRange extreme(boolean greatest, List<ValueRange> operands) {
        ValueRange all = ValueRange.ONLY_NULL;
        for (ValueRange operand : operands) {
            all = all.or(operand);
        }
        boolean mayBeNull = operands.stream().allMatch(ValueRange::mayBeNull);
        Object min = all.min();
        Object max = all.max();
        for (ValueRange operand : operands) {
            if (!operand.mayBeNull()) {
                min = greatest ? tighter(min, operand.min(), 1) : min;
                max = greatest ? max : tighter(max, operand.max(), -1);
            }
        }
        return new ValueRange(min, max, mayBeNull, all.mayBeValue());
    }

    private static @Nullable Object tighter(@Nullable Object bound, @Nullable Object other, int sign) {
        if (bound == null || other == null) {
            return bound == null ? other : bound;
        }
        return Values.compare(other, bound) * sign > 0 ? other : bound;
    }
}
