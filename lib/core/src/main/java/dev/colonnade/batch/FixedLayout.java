package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** How a value of one width lies in memory, and the Java value it stands for. */
enum FixedLayout {
    INT8,
    INT16,
    INT32,
    INT64,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    DECIMAL,
    BYTES,
    UUID128,
    DATE,
    TIME32,
    TIME64,
    TIMESTAMP,
    INTERVAL;

    static FixedLayout of(DataType type) {
        if (type instanceof DataType.IntType integer) {
            return valueOf((integer.signed() ? "INT" : "UINT") + integer.bits());
        }
        if (type instanceof DataType.FloatType real) {
            return valueOf("FLOAT" + real.bits());
        }
        if (type instanceof DataType.DecimalType) {
            return DECIMAL;
        }
        if (type instanceof DataType.FixedBinaryType) {
            return BYTES;
        }
        if (type instanceof DataType.UuidType) {
            return UUID128;
        }
        if (type instanceof DataType.DateType) {
            return DATE;
        }
        if (type instanceof DataType.TimeType time) {
            return time.unit() == Resolution.MILLIS ? TIME32 : TIME64;
        }
        if (type instanceof DataType.TimestampType) {
            return TIMESTAMP;
        }
        if (type instanceof DataType.IntervalType) {
            return INTERVAL;
        }
        throw new IllegalArgumentException("Values of type " + type + " have no fixed width.");
    }

    /** Bytes of one value. */
    int width(DataType type) {
        return switch (this) {
            case INT8, UINT8 -> 1;
            case INT16, UINT16, FLOAT16 -> 2;
            case INT32, UINT32, FLOAT32, DATE, TIME32 -> 4;
            case INT64, UINT64, FLOAT64, TIME64, TIMESTAMP -> 8;
            case DECIMAL, UUID128, INTERVAL -> 16;
            case BYTES -> ((DataType.FixedBinaryType) type).width();
        };
    }

    Object valueAt(DataType type, ByteBuffer values, int i) {
        return switch (this) {
            case INT8 -> values.get(i);
            case INT16 -> values.getShort(i * 2);
            case INT32 -> values.getInt(i * 4);
            case INT64 -> values.getLong(i * 8);
            case UINT8 -> (short) Byte.toUnsignedInt(values.get(i));
            case UINT16 -> Short.toUnsignedInt(values.getShort(i * 2));
            case UINT32 -> Integer.toUnsignedLong(values.getInt(i * 4));
            case UINT64 -> unsigned(values.getLong(i * 8));
            case FLOAT16 -> float16(values.getShort(i * 2));
            case FLOAT32 -> values.getFloat(i * 4);
            case FLOAT64 -> values.getDouble(i * 8);
            case DECIMAL -> decimal(type, values, i);
            case BYTES -> bytes(((DataType.FixedBinaryType) type).width(), values, i);
            case UUID128 -> uuid(values, i);
            case DATE -> LocalDate.ofEpochDay(values.getInt(i * 4));
            case TIME32 -> time((DataType.TimeType) type, values.getInt(i * 4));
            case TIME64 -> time((DataType.TimeType) type, values.getLong(i * 8));
            case TIMESTAMP -> timestamp((DataType.TimestampType) type, values.getLong(i * 8));
            case INTERVAL -> new Interval(values.getInt(i * 16), values.getInt(i * 16 + 4), values.getLong(i * 16 + 8));
        };
    }

    static BigInteger unsigned(long bits) {
        BigInteger value = BigInteger.valueOf(bits & Long.MAX_VALUE);
        return bits < 0 ? value.setBit(63) : value;
    }

    /** IEEE 754 binary16: one sign bit, five exponent bits, ten fraction bits. */
    static float float16(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude;
        if (exponent == 0x1f) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else {
            magnitude = Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    static BigDecimal decimal(DataType type, ByteBuffer values, int i) {
        int scale = ((DataType.DecimalType) type).scale();
        long low = values.getLong(i * 16);
        long high = values.getLong(i * 16 + 8);
        if (high == low >> 63) {
            return BigDecimal.valueOf(low, scale);
        }
        BigInteger unscaled = BigInteger.valueOf(high).shiftLeft(64).or(unsigned(low));
        return new BigDecimal(unscaled, scale);
    }

    private static byte[] bytes(int width, ByteBuffer values, int i) {
        byte[] copy = new byte[width];
        values.get(i * width, copy);
        return copy;
    }

    private static UUID uuid(ByteBuffer values, int i) {
        return new UUID(Long.reverseBytes(values.getLong(i * 16)), Long.reverseBytes(values.getLong(i * 16 + 8)));
    }

    private static LocalTime time(DataType.TimeType type, long value) {
        long perSecond = type.unit().perSecond();
        if (value < 0 || value >= 86_400 * perSecond) {
            throw new ColonnadeException(
                    ErrorCode.CAST_FAILED, "Value " + value + " of type " + type + " is outside of a day.");
        }
        return LocalTime.ofNanoOfDay(value * (1_000_000_000L / perSecond));
    }

    private static Object timestamp(DataType.TimestampType type, long value) {
        long perSecond = type.unit().perSecond();
        long seconds = Math.floorDiv(value, perSecond);
        long nanos = Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond);
        return type.utc()
                ? Instant.ofEpochSecond(seconds, nanos)
                : LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC);
    }
}
