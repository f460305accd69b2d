package dev.colonnade.duckdb.sql;

import dev.colonnade.type.DataType;
import dev.colonnade.type.DataType.TimestampType;
import dev.colonnade.type.Resolution;

/**
 * Functions of dates and times. The engine computes with TIMESTAMP, microseconds without zone; its own way from other
 * types to there rounds, and depends on the session's zone, so the way taken here goes through integers. A time in a
 * coarser unit is the last moment not after it.
 */
final class TimeSql {
    private TimeSql() {}

    static String part(String function, String arg, DataType type) {
        return function.toLowerCase(java.util.Locale.ROOT) + "(" + civil(arg, type) + ")";
    }

    static String truncate(String unit, String arg, DataType type) {
        String start = "date_trunc('" + unit + "', " + civil(arg, type) + ")";
        return type instanceof TimestampType timestamp ? fromMicros(start, timestamp) : "CAST(" + start + " AS DATE)";
    }

    /** A timestamp plus or minus an interval; months and days are those of the calendar in UTC. */
    static String move(String operator, String timestamp, String interval, DataType type) {
        TimestampType target = (TimestampType) type;
        if (target.unit() != Resolution.NANOS) {
            String moved = "(" + micros(timestamp, target) + " " + operator + " " + interval + ")";
            return fromMicros(target.unit() == Resolution.MILLIS ? wholeMillis(moved) : moved, target);
        }
        return ExprSql.let(timestamp, v -> {
            String moved = "make_timestamp_ns(epoch_ns(" + micros(v, target) + " " + operator + " " + interval
                    + ") + (epoch_ns(" + v + ") - 1000 * " + floorDiv("epoch_ns(" + v + ")", 1_000) + "))";
            return target.utc() ? "CAST(" + moved + " AS TIMESTAMPTZ_NS)" : moved;
        });
    }

    /** A timestamp in another unit or zone. @param cast {@code CAST} or {@code TRY_CAST}, for what leaves the range */
    static String convert(String timestamp, TimestampType from, TimestampType to, String cast) {
        if (from.unit() == Resolution.NANOS && to.unit() == Resolution.NANOS) {
            return from.utc() == to.utc() ? timestamp : "CAST(" + timestamp + " AS " + TypeSql.of(to) + ")";
        }
        boolean sameEngineType =
                from.utc() == to.utc() && to.unit() != Resolution.NANOS && from.unit() != Resolution.NANOS;
        boolean cut = to.unit() == Resolution.MILLIS && from.unit() != Resolution.MILLIS;
        if (sameEngineType && !cut) {
            return timestamp;
        }
        String micros = micros(timestamp, from);
        String text = cut ? wholeMillis(micros) : micros;
        return to.unit() == Resolution.NANOS ? toNanos(text, to, cast) : fromMicros(text, to);
    }

    /** The day that a timestamp lies in. */
    static String date(String timestamp, TimestampType from) {
        return "CAST(" + micros(timestamp, from) + " AS DATE)";
    }

    /** A time of day in another unit. */
    static String convert(String time, DataType.TimeType from, DataType.TimeType to) {
        if (to.unit() == Resolution.NANOS) {
            return from.unit() == Resolution.NANOS ? time : "CAST(" + time + " AS TIME_NS)";
        }
        if (to.unit().perSecond() >= from.unit().perSecond()) {
            return time;
        }
        String micros = from.unit() == Resolution.NANOS ? "epoch_ns(" + time + ") // 1000" : "epoch_us(" + time + ")";
        String cut = to.unit() == Resolution.MILLIS ? "(" + micros + ") // 1000 * 1000" : micros;
        return "(TIME '00:00:00' + to_microseconds(" + cut + "))";
    }

    /** What the engine's calendar functions take without a detour. */
    private static String civil(String arg, DataType type) {
        return type instanceof TimestampType timestamp ? micros(arg, timestamp) : arg;
    }

    /** The TIMESTAMP that a timestamp shows in UTC. */
    private static String micros(String arg, TimestampType type) {
        if (type.unit() == Resolution.NANOS) {
            return ExprSql.let(arg, v -> "make_timestamp(" + floorDiv("epoch_ns(" + v + ")", 1_000) + ")");
        }
        return type.utc() ? "make_timestamp(epoch_us(" + arg + "))" : arg;
    }

    private static String floorDiv(String number, int divisor) {
        return "(" + number + " // " + divisor + " - (" + number + " % " + divisor + " < 0)::BIGINT)";
    }

    private static String wholeMillis(String timestamp) {
        return "date_trunc('millisecond', " + timestamp + ")";
    }

    private static String fromMicros(String timestamp, TimestampType to) {
        if (to.unit() == Resolution.NANOS) {
            return toNanos(timestamp, to, "CAST");
        }
        return to.utc() ? "make_timestamptz(epoch_us(" + timestamp + "))" : timestamp;
    }

    private static String toNanos(String timestamp, TimestampType to, String cast) {
        String nanos = cast + "(" + timestamp + " AS TIMESTAMP_NS)";
        return to.utc() ? "CAST(" + nanos + " AS TIMESTAMPTZ_NS)" : nanos;
    }
}
