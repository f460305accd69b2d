package dev.colonnade.duckdb;

import dev.colonnade.duckdb.sql.Placeholders;
import dev.colonnade.duckdb.sql.TypeSql;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of placeholders, as the driver takes them. It has no intervals and cuts off nanoseconds, so such values are bound
 * as text, which the statement casts.
 */
final class Parameters {
    private Parameters() {}

    /** {@code text} with a cast around each placeholder whose value is bound as text. */
    static String cast(String text, List<LiteralValue> values) {
        return Placeholders.replace(text, n -> {
            LiteralValue value = values.get(n - 1);
            return isText(value) ? "CAST($" + n + " AS " + TypeSql.of(value.type()) + ")" : "$" + n;
        });
    }

    static void bind(PreparedStatement statement, List<LiteralValue> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            LiteralValue value = values.get(i);
            statement.setObject(i + 1, isText(value) ? text(value.value()) : driverValue(value.value()));
        }
    }

    private static boolean isText(LiteralValue literal) {
        DataType type = literal.type();
        boolean nanos = type instanceof DataType.TimestampType timestamp && timestamp.unit() == Resolution.NANOS
                || type instanceof DataType.TimeType time && time.unit() == Resolution.NANOS;
        return !literal.isNull() && (nanos || type instanceof DataType.IntervalType);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Interval interval) {
            return interval.months() + " months " + interval.days() + " days " + interval.nanos() / 1_000
                    + " microseconds";
        }
        if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC) + "+00";
        }
        return String.valueOf(value);
    }

    private static @Nullable Object driverValue(@Nullable Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }
}
