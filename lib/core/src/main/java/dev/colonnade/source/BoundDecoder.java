package dev.colonnade.source;

import dev.colonnade.type.DataType;
import dev.colonnade.type.DataType.DecimalType;
import dev.colonnade.type.DataType.IntType;
import dev.colonnade.type.DataType.TimestampType;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bound in plain encoding as a Java value; null if it is malformed or the type has no order. A text that is cut within a
 * character becomes a valid one that still is a bound.
 */
final class BoundDecoder {
    /** The first byte of the code points from U+100000. */
    private static final int LAST_LEAD_BYTE = 0xF4;

    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private BoundDecoder() {}

    static @Nullable Object decode(ByteBuffer encoded, DataType type, Physical physical, boolean lower) {
        ByteBuffer bytes = encoded.slice().order(ByteOrder.LITTLE_ENDIAN);
        int length = bytes.remaining();
        return switch (physical) {
            case BOOLEAN -> length == 1 ? (Object) (bytes.get(0) != 0) : null;
            case INT32 -> length == 4 ? integral(bytes.getInt(0), type) : null;
            case INT64 -> length == 8 ? integral(bytes.getLong(0), type) : null;
            case FLOAT -> length == 4 ? zero(bytes.getFloat(0), lower) : null;
            case DOUBLE -> length == 8 ? zero(bytes.getDouble(0), lower) : null;
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> ofBytes(bytes, type, lower);
            case INT96 -> null;
        };
    }

    private static @Nullable Object integral(long value, DataType type) {
        if (type instanceof IntType integer) {
            return integer(value, integer);
        }
        if (type instanceof DecimalType decimal) {
            return BigDecimal.valueOf(value, decimal.scale());
        }
        if (type instanceof DataType.DateType) {
            return LocalDate.ofEpochDay(value);
        }
        if (type instanceof DataType.TimeType time) {
            long perUnit = 1_000_000_000L / time.unit().perSecond();
            boolean inDay = value >= 0 && value < NANOS_PER_DAY / perUnit;
            return inDay ? LocalTime.ofNanoOfDay(value * perUnit) : null;
        }
        return type instanceof TimestampType timestamp ? timestamp(value, timestamp) : null;
    }

    private static @Nullable Object integer(long value, IntType type) {
        if (type.signed()) {
            return switch (type.bits()) {
                case 8 -> value == (byte) value ? (Object) (byte) value : null;
                case 16 -> value == (short) value ? (Object) (short) value : null;
                case 32 -> (int) value;
                default -> value;
            };
        }
        return switch (type.bits()) {
            case 8 -> value == (value & 0xFF) ? (Object) (short) value : null;
            case 16 -> value == (value & 0xFFFF) ? (Object) (int) value : null;
            case 32 -> value & 0xFFFF_FFFFL;
            default -> new BigInteger(Long.toUnsignedString(value));
        };
    }

    private static Object timestamp(long value, TimestampType type) {
        Resolution unit = type.unit();
        long seconds = Math.floorDiv(value, unit.perSecond());
        int nanos = (int) (Math.floorMod(value, unit.perSecond()) * (1_000_000_000L / unit.perSecond()));
        return type.utc()
                ? Instant.ofEpochSecond(seconds, nanos)
                : LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
    }

    private static @Nullable Object ofBytes(ByteBuffer bytes, DataType type, boolean lower) {
        if (type instanceof DataType.StringType) {
            return text(bytes, lower);
        }
        if (type instanceof DecimalType decimal) {
            return bytes.hasRemaining() ? new BigDecimal(new BigInteger(array(bytes)), decimal.scale()) : null;
        }
        if (type instanceof DataType.UuidType) {
            ByteBuffer ordered = bytes.order(ByteOrder.BIG_ENDIAN);
            return bytes.remaining() == 16 ? new UUID(ordered.getLong(0), ordered.getLong(8)) : null;
        }
        if (type instanceof DataType.FloatType) {
            return bytes.remaining() == 2 ? zero(float16(bytes.getShort(0)), lower) : null;
        }
        boolean plain = type instanceof DataType.BinaryType || type instanceof DataType.FixedBinaryType;
        return plain ? array(bytes) : null;
    }

    /**
     * What is valid before the first damage is a lower bound. With the last code point behind it, it is an upper one: above
     * all texts that go on as the damage does, unless that begins like the last code point itself.
     */
    private static @Nullable String text(ByteBuffer bytes, boolean lower) {
        CharBuffer valid = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, valid, true);
        String prefix = valid.flip().toString();
        if (!result.isError() || lower) {
            return prefix;
        }
        int next = bytes.get(bytes.position()) & 0xFF;
        return next < LAST_LEAD_BYTE ? prefix + Character.toString(Character.MAX_CODE_POINT) : null;
    }

    /** Whether the bytes of a text are UTF-8. */
    static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.slice());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] array(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(0, copy);
        return copy;
    }

    /** A writer may have seen either zero: the smaller one is the lower bound, the greater one the upper. */
    private static float zero(float bound, boolean lower) {
        return bound == 0 ? (lower ? -0.0f : 0.0f) : bound;
    }

    private static double zero(double bound, boolean lower) {
        return bound == 0 ? (lower ? -0.0 : 0.0) : bound;
    }

    /** IEEE 754 binary16. */
    private static float float16(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1F;
        int fraction = half & 0x3FF;
        if (exponent == 0) {
            float subnormal = fraction * 0x1p-24f;
            return sign == 0 ? subnormal : -subnormal;
        }
        int widened = exponent == 0x1F ? 0xFF : exponent + (127 - 15);
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }
}
