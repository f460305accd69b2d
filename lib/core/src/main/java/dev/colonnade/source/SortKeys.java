package dev.colonnade.source;

import dev.colonnade.type.DataType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * 64-bit keys of values, so that bounds of any type can be compared in a loop over longs: {@code a < b} implies {@code key(a)
 * <= key(b)}, and equal values have equal keys, for values of one {@link Kind}. Different values may share a key.
 */
final class SortKeys {
    /** The key of NaN, the greatest number, and of an upper bound that is not known. */
    static final long GREATEST = Long.MAX_VALUE;

    /** The key of a lower bound that is not known. */
    static final long LEAST = Long.MIN_VALUE;

    /** Beyond them microseconds overflow. */
    private static final long FAR_SECONDS = Long.MAX_VALUE / 1_000_000 - 1;

    private static final int PREFIX = Long.BYTES;

    private SortKeys() {}

    /** Types whose keys can be compared with each other. */
    enum Kind {
        NUMBER,
        BOOL,
        TEXT,
        BYTES,
        DATE,
        TIME,
        LOCAL_TIMESTAMP,
        INSTANT
    }

    /** Null for types without keys. */
    static @Nullable Kind kind(DataType type) {
        if (type.isNumeric()) {
            return Kind.NUMBER;
        }
        if (type instanceof DataType.TimestampType timestamp) {
            return timestamp.utc() ? Kind.INSTANT : Kind.LOCAL_TIMESTAMP;
        }
        if (type instanceof DataType.BinaryType || type instanceof DataType.FixedBinaryType) {
            return Kind.BYTES;
        }
        if (type instanceof DataType.StringType) {
            return Kind.TEXT;
        }
        if (type instanceof DataType.DateType) {
            return Kind.DATE;
        }
        if (type instanceof DataType.TimeType) {
            return Kind.TIME;
        }
        return type instanceof DataType.BoolType ? Kind.BOOL : null;
    }

    /** The key of a value of a type that has a {@link Kind}. */
    static long key(Object value) {
        if (value instanceof Number number) {
            return ofDouble(number.doubleValue());
        }
        if (value instanceof String text) {
            return ofBytes(text.getBytes(StandardCharsets.UTF_8), 0);
        }
        if (value instanceof byte[] bytes) {
            return ofBytes(bytes, 0);
        }
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        if (value instanceof LocalDateTime timestamp) {
            return micros(timestamp.toEpochSecond(ZoneOffset.UTC), timestamp.getNano());
        }
        if (value instanceof Instant instant) {
            return micros(instant.getEpochSecond(), instant.getNano());
        }
        if (value instanceof LocalTime time) {
            return time.toNanoOfDay();
        }
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        throw new IllegalArgumentException("No sort key for " + value.getClass());
    }

    /** The greatest key of a string that begins with {@code prefix}; its least one is {@link #key}. */
    static long greatestWithPrefix(String prefix) {
        return ofBytes(prefix.getBytes(StandardCharsets.UTF_8), 0xFF);
    }

    private static long ofDouble(double value) {
        if (Double.isNaN(value)) {
            return GREATEST;
        }
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }

    /** The first eight bytes as an unsigned number moved into the signed range; a shorter text is filled up. */
    private static long ofBytes(byte[] bytes, int filler) {
        long key = 0;
        for (int i = 0; i < PREFIX; i++) {
            key = key << Byte.SIZE | (i < bytes.length ? bytes[i] & 0xFF : filler);
        }
        return key ^ Long.MIN_VALUE;
    }

    private static long micros(long seconds, int nanos) {
        if (Math.abs(seconds) > FAR_SECONDS) {
            return seconds < 0 ? LEAST : GREATEST;
        }
        return seconds * 1_000_000 + nanos / 1_000;
    }
}
