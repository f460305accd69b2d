package dev.colonnade.source;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.DateUnit;
import dev.colonnade.expr.Folding;
import dev.colonnade.expr.Function;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of parts of dates and times. Only years 1 to 9999 are computed: far outside, engines have values that are no
 * days, such as DuckDB's infinity, whose parts are null.
 */
final class TimeRanges {
    private static final int LAST_YEAR = 9_999;

    private TimeRanges() {}

    /** Years rise with time, other parts as long as the period lasts in which they count. */
    static ValueRange part(BoundExpr.Call call, ValueRange time) {
        boolean calendar = isCalendar(time.min()) && isCalendar(time.max());
        boolean mayBeNull = time.mayBeNull() || !calendar;
        if (calendar && rises(call, time)) {
            return new ValueRange(part(call, time.min()), part(call, time.max()), mayBeNull, true);
        }
        return switch (call.function()) {
            case QUARTER -> new ValueRange(1L, 4L, mayBeNull, true);
            case MONTH -> new ValueRange(1L, 12L, mayBeNull, true);
            case DAY -> new ValueRange(1L, 31L, mayBeNull, true);
            case DAY_OF_WEEK -> new ValueRange(1L, 7L, mayBeNull, true);
            case DAY_OF_YEAR -> new ValueRange(1L, 366L, mayBeNull, true);
            case HOUR -> new ValueRange(0L, 23L, mayBeNull, true);
            case MINUTE, SECOND -> new ValueRange(0L, 59L, mayBeNull, true);
            default -> ValueRange.unknown(mayBeNull);
        };
    }

    /** The start of a unit rises with time. */
    static ValueRange truncated(BoundExpr.Call call, ValueRange time) {
        boolean calendar = isCalendar(time.min()) && isCalendar(time.max());
        if (!calendar || !(call.arg(0) instanceof BoundExpr.Literal unit)) {
            return ValueRange.unknown(true);
        }
        Object low = CallRanges.value(call, Arrays.asList(unit.value(), time.min()));
        Object high = CallRanges.value(call, Arrays.asList(unit.value(), time.max()));
        return new ValueRange(low, high, time.mayBeNull(), true);
    }

    private static @Nullable Object part(BoundExpr.Call call, @Nullable Object time) {
        return CallRanges.value(call, Collections.singletonList(time));
    }

    private static boolean isCalendar(@Nullable Object time) {
        if (time instanceof LocalTime) {
            return true;
        }
        LocalDate day = time instanceof LocalDate date ? date : null;
        if (time instanceof LocalDateTime local) {
            day = local.toLocalDate();
        } else if (time instanceof Instant instant) {
            boolean near = instant.isAfter(Instant.MIN.plusSeconds(86_400)) && instant.isBefore(Instant.MAX);
            day = near ? LocalDate.ofInstant(instant, ZoneOffset.UTC) : null;
        }
        return day != null && day.getYear() >= 1 && day.getYear() <= LAST_YEAR;
    }

    private static boolean rises(BoundExpr.Call call, ValueRange time) {
        if (time.min() instanceof LocalTime low && time.max() instanceof LocalTime high) {
            return switch (call.function()) {
                case MINUTE -> low.truncatedTo(ChronoUnit.HOURS).equals(high.truncatedTo(ChronoUnit.HOURS));
                case SECOND -> low.truncatedTo(ChronoUnit.MINUTES).equals(high.truncatedTo(ChronoUnit.MINUTES));
                default -> true;
            };
        }
        DateUnit period = period(call.function());
        if (period == null) {
            return true;
        }
        DataType type = call.arg(0).type();
        Object low = start(period, time.min(), type);
        Object high = start(period, time.max(), type);
        return low != null && high != null && Values.same(low, high);
    }

    /** Within which a part rises with time; null if it always does. */
    private static @Nullable DateUnit period(Function part) {
        return switch (part) {
            case QUARTER, MONTH, DAY_OF_YEAR -> DateUnit.YEAR;
            case DAY -> DateUnit.MONTH;
            case DAY_OF_WEEK -> DateUnit.WEEK;
            case HOUR -> DateUnit.DAY;
            case MINUTE -> DateUnit.HOUR;
            case SECOND -> DateUnit.MINUTE;
            default -> null;
        };
    }

    private static @Nullable Object start(DateUnit unit, @Nullable Object time, DataType type) {
        List<BoundExpr> args =
                List.of(BoundExpr.Literal.of(unit.name(), DataType.STRING), BoundExpr.Literal.of(time, type));
        BoundExpr folded = Folding.fold(BoundExprs.call(Function.DATE_TRUNC, args, type));
        return folded instanceof BoundExpr.Literal literal ? literal.value() : null;
    }
}
