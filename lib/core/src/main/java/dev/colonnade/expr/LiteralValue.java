package dev.colonnade.expr;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A constant and its type; the value is null or of the Java class that {@link DataType} documents. Two are equal if a
 * result could not tell them apart: byte by byte for binaries, and {@code -0.0} is not {@code 0.0}.
 */
public final class LiteralValue {
    public static final LiteralValue NULL = new LiteralValue(null, DataType.NULL);
    public static final LiteralValue TRUE = new LiteralValue(true, DataType.BOOL);
    public static final LiteralValue FALSE = new LiteralValue(false, DataType.BOOL);

    private final @Nullable Object value;
    private final DataType type;

    private LiteralValue(@Nullable Object value, DataType type) {
        this.value = value;
        this.type = type;
    }

    /** A value that already is of the Java class of {@code type}. */
    public static LiteralValue of(@Nullable Object value, DataType type) {
        return new LiteralValue(value, type);
    }

    /**
     * The literal for a Java value: boxed numbers by their width, BigInteger and BigDecimal as decimals, java.time
     * values in microseconds (nanoseconds if they need it), Period and Duration as intervals, enums by name.
     *
     * @throws PlanException INVALID_ARGUMENT for any other class
     */
    public static LiteralValue ofJava(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Character || value instanceof Enum<?>) {
            return new LiteralValue(value instanceof Enum<?> e ? e.name() : value.toString(), DataType.STRING);
        }
        if (value instanceof BigInteger integer) {
            return ofDecimal(new BigDecimal(integer));
        }
        if (value instanceof BigDecimal decimal) {
            return ofDecimal(decimal.scale() < 0 ? decimal.setScale(0) : decimal);
        }
        if (value instanceof Period || value instanceof Duration) {
            return new LiteralValue(interval(value), DataType.INTERVAL);
        }
        return new LiteralValue(value instanceof byte[] bytes ? bytes.clone() : value, typeOf(value));
    }

    private static Interval interval(Object value) {
        try {
            return value instanceof Period period
                    ? new Interval(Math.toIntExact(period.toTotalMonths()), period.getDays(), 0)
                    : new Interval(0, 0, ((Duration) value).toNanos());
        } catch (ArithmeticException e) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The interval " + value + " is too long: it holds up to 2147483647 months and 292 years of time.",
                    e);
        }
    }

    private static DataType typeOf(Object value) {
        if (value instanceof Boolean) {
            return DataType.BOOL;
        }
        if (value instanceof Byte) {
            return DataType.INT8;
        }
        if (value instanceof Short) {
            return DataType.INT16;
        }
        if (value instanceof Integer) {
            return DataType.INT32;
        }
        if (value instanceof Long) {
            return DataType.INT64;
        }
        if (value instanceof Float) {
            return DataType.FLOAT32;
        }
        if (value instanceof Double) {
            return DataType.FLOAT64;
        }
        if (value instanceof String) {
            return DataType.STRING;
        }
        if (value instanceof byte[]) {
            return DataType.BINARY;
        }
        if (value instanceof UUID) {
            return DataType.UUID;
        }
        if (value instanceof Interval) {
            return DataType.INTERVAL;
        }
        return timeTypeOf(value);
    }

    private static DataType timeTypeOf(Object value) {
        if (value instanceof LocalDate) {
            return DataType.DATE;
        }
        if (value instanceof LocalTime time) {
            return DataType.time(unitFor(time.getNano()));
        }
        if (value instanceof LocalDateTime timestamp) {
            return DataType.timestamp(unitFor(timestamp.getNano()));
        }
        if (value instanceof Instant instant) {
            return DataType.timestampUtc(unitFor(instant.getNano()));
        }
        throw new PlanException(
                ErrorCode.INVALID_ARGUMENT,
                "A " + value.getClass().getName()
                        + " is no literal: use a number, string, boolean, byte[], UUID or java.time value.");
    }

    private static Resolution unitFor(int nanos) {
        return nanos % 1_000 == 0 ? Resolution.MICROS : Resolution.NANOS;
    }

    private static LiteralValue ofDecimal(BigDecimal value) {
        int precision = Math.max(value.precision(), Math.max(value.scale(), 1));
        if (precision > DataType.DecimalType.MAX_PRECISION) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT, "The number " + value + " has more than 38 digits: round it first.");
        }
        return new LiteralValue(value, DataType.decimal(precision, value.scale()));
    }

    public @Nullable Object value() {
        return value;
    }

    public DataType type() {
        return type;
    }

    public boolean isNull() {
        return value == null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LiteralValue that
                && type.equals(that.type)
                && (value instanceof byte[] a && that.value instanceof byte[] b
                        ? Arrays.equals(a, b)
                        : Objects.equals(value, that.value));
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode()
                + (value instanceof byte[] bytes ? Arrays.hashCode(bytes) : Objects.hashCode(value));
    }

    /** Numbers plain, strings and times in single quotes, binaries in hex, intervals by ISO 8601. */
    @Override
    public String toString() {
        if (value == null) {
            return "null";
        }
        if (value instanceof byte[] bytes) {
            return "x'" + HexFormat.of().formatHex(bytes) + "'";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Interval interval) {
            return "'" + text(interval) + "'";
        }
        return value instanceof Number || value instanceof Boolean
                ? value.toString()
                : "'" + value.toString().replace("'", "''") + "'";
    }

    private static String text(Interval interval) {
        String time = interval.nanos() == 0
                ? ""
                : Duration.ofNanos(interval.nanos()).toString().substring(1);
        String text = (interval.months() == 0 ? "" : interval.months() + "M")
                + (interval.days() == 0 ? "" : interval.days() + "D")
                + time;
        return "P" + (text.isEmpty() ? "0D" : text);
    }
}
