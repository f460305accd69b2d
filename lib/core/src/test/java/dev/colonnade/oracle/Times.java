package dev.colonnade.oracle;

import dev.colonnade.expr.Function;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Interval;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/** Functions of dates, times and timestamps; UTC timestamps are read in UTC. */
final class Times {
    private Times() {}

    static boolean isTime(Object value) {
        return value instanceof LocalDate || value instanceof LocalDateTime || value instanceof Instant;
    }

    static Object arithmetic(Function function, Object a, Object b, DataType type) {
        if (b instanceof LocalDate other) {
            return ChronoUnit.DAYS.between(other, (LocalDate) a);
        }
        Interval interval = (Interval) b;
        int sign = function == Function.ADD ? 1 : -1;
        LocalDateTime moved = local(a).plusMonths(sign * (long) interval.months())
                .plusDays(sign * (long) interval.days())
                .plusNanos(sign * interval.nanos());
        return timestamp(moved, (DataType.TimestampType) type);
    }

    /** A timestamp of that type: cut to its resolution. @throws OracleError if it is out of its range */
    static Object timestamp(LocalDateTime value, DataType.TimestampType type) {
        long nanosPerTick = 1_000_000_000L / type.unit().perSecond();
        LocalDateTime cut = value.withNano((int) (value.getNano() / nanosPerTick * nanosPerTick));
        BigInteger ticks = BigInteger.valueOf(cut.toEpochSecond(ZoneOffset.UTC))
                .multiply(BigInteger.valueOf(type.unit().perSecond()))
                .add(BigInteger.valueOf(cut.getNano() / nanosPerTick));
        if (ticks.bitLength() > 63) {
            throw new OracleError(value + " is no " + type);
        }
        return type.utc() ? cut.toInstant(ZoneOffset.UTC) : cut;
    }

    /** The date and time that a date or timestamp shows. */
    static LocalDateTime local(Object value) {
        if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        return value instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) value;
    }

    static Object part(Function function, Object value) {
        if (value instanceof LocalTime time) {
            return clockPart(function, time);
        }
        LocalDateTime local = local(value);
        return switch (function) {
            case YEAR -> (long) local.getYear();
            case QUARTER -> (long) local.get(IsoFields.QUARTER_OF_YEAR);
            case MONTH -> (long) local.getMonthValue();
            case DAY -> (long) local.getDayOfMonth();
            case DAY_OF_WEEK -> (long) local.getDayOfWeek().getValue();
            case DAY_OF_YEAR -> (long) local.getDayOfYear();
            default -> clockPart(function, local.toLocalTime());
        };
    }

    private static long clockPart(Function function, LocalTime time) {
        return switch (function) {
            case HOUR -> time.getHour();
            case MINUTE -> time.getMinute();
            case SECOND -> time.getSecond();
            default -> throw new IllegalArgumentException(function + " of a time");
        };
    }

    static Object truncate(String unit, Object value) {
        LocalDateTime local = local(value);
        LocalDate date = local.toLocalDate();
        LocalDateTime start =
                switch (unit) {
                    case "YEAR" -> date.withDayOfYear(1).atStartOfDay();
                    case "QUARTER" ->
                        date.with(date.getMonth().firstMonthOfQuarter())
                                .withDayOfMonth(1)
                                .atStartOfDay();
                    case "MONTH" -> date.withDayOfMonth(1).atStartOfDay();
                    case "WEEK" ->
                        date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                                .atStartOfDay();
                    case "DAY" -> date.atStartOfDay();
                    case "HOUR" -> local.truncatedTo(ChronoUnit.HOURS);
                    case "MINUTE" -> local.truncatedTo(ChronoUnit.MINUTES);
                    case "SECOND" -> local.truncatedTo(ChronoUnit.SECONDS);
                    default -> throw new IllegalArgumentException("No unit: " + unit);
                };
        if (value instanceof LocalDate) {
            return start.toLocalDate();
        }
        return value instanceof Instant ? (Object) start.toInstant(ZoneOffset.UTC) : start;
    }
}
