package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExpr.Literal;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralConversion;
import dev.colonnade.type.DataType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The days from {@code start}, included, to {@code end}, not included. */
record DaySpan(LocalDate start, LocalDate end) {

    /** The days that the part of a date or timestamp called {@code literal} covers. */
    static Optional<DaySpan> of(BoundExpr part, Literal literal) {
        boolean isDay = part instanceof BoundExpr.Cast cast
                && cast.type() instanceof DataType.DateType
                && cast.input().type() instanceof DataType.TimestampType;
        if (isDay && literal.value() instanceof LocalDate day) {
            return Optional.of(new DaySpan(day, day.plusDays(1)));
        }
        boolean isYear = part instanceof BoundExpr.Call call && call.function() == Function.YEAR;
        if (isYear && literal.value() instanceof Long year && year >= 1 && year < 9999) {
            LocalDate start = LocalDate.of(year.intValue(), 1, 1);
            return Optional.of(new DaySpan(start, start.plusYears(1)));
        }
        return Optional.empty();
    }

    /** Whether the type holds both ends. */
    boolean isWithin(DataType type) {
        return holds(type, start) && holds(type, end);
    }

    /** The day as a date, or its midnight as a timestamp. */
    static Object startOf(LocalDate day, DataType type) {
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
