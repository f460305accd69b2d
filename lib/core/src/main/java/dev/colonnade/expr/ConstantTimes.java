package dev.colonnade.expr;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Interval;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** Functions of constant dates, times and timestamps; those with a zone are read in UTC. */
final class ConstantTimes {
    private ConstantTimes() {}

    /** A date minus a date in days; a timestamp and an interval, of which months come first, then days, then time. */
    static @Nullable Object arithmetic(Function function, Object a, Object b, DataType type) {
        if (a instanceof LocalDate left && b instanceof LocalDate right) {
            return ChronoUnit.DAYS.between(right, left);
        }
        if (!(b instanceof Interval interval) || !(type instanceof DataType.TimestampType timestamp)) {
            return null;
        }
        long sign = function == Function.ADD ? 1 : -1;
        LocalDateTime moved = local(a).plusMonths(sign * interval.months())
                .plusDays(sign * interval.days())
                .plusNanos(Math.multiplyExact(sign, interval.nanos()));
        Object value = timestamp.utc() ? moved.toInstant(ZoneOffset.UTC) : moved;
        LiteralConversion.ticks(value, timestamp.unit());
        return LiteralConversion.timestamp(value, timestamp);
    }

    private static LocalDateTime local(Object value) {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        return value instanceof Instant instant
                ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                : (LocalDateTime) value;
    }

    static @Nullable Object part(Function function, Object value) {
        TemporalAccessor time = value instanceof LocalTime ? (LocalTime) value : local(value);
        return switch (function) {
            case YEAR -> time.getLong(ChronoField.YEAR);
            case QUARTER -> time.getLong(IsoFields.QUARTER_OF_YEAR);
            case MONTH -> time.getLong(ChronoField.MONTH_OF_YEAR);
            case DAY -> time.getLong(ChronoField.DAY_OF_MONTH);
            case DAY_OF_WEEK -> time.getLong(ChronoField.DAY_OF_WEEK);
            case DAY_OF_YEAR -> time.getLong(ChronoField.DAY_OF_YEAR);
            case HOUR -> time.getLong(ChronoField.HOUR_OF_DAY);
            case MINUTE -> time.getLong(ChronoField.MINUTE_OF_HOUR);
            case SECOND -> time.getLong(ChronoField.SECOND_OF_MINUTE);
            default -> null;
        };
    }

    static Object truncate(String unit, Object value) {
        LocalDateTime start = start(DateUnit.valueOf(unit), local(value));
        if (value instanceof LocalDate) {
            return start.toLocalDate();
        }
        return value instanceof Instant ? (Object) start.toInstant(ZoneOffset.UTC) : start;
    }

    /** The start of the unit that the time lies in. */
    private static LocalDateTime start(DateUnit unit, LocalDateTime time) {
        LocalDate date = time.toLocalDate();
        return switch (unit) {
            case YEAR -> date.withDayOfYear(1).atStartOfDay();
            case QUARTER ->
                date.withMonth(date.getMonth().firstMonthOfQuarter().getValue())
                        .withDayOfMonth(1)
                        .atStartOfDay();
            case MONTH -> date.withDayOfMonth(1).atStartOfDay();
            case WEEK ->
                date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay();
            case DAY -> date.atStartOfDay();
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES);
            case SECOND -> time.truncatedTo(ChronoUnit.SECONDS);
        };
    }
}
