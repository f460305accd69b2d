package dev.colonnade.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Bounds as bytes, as a manifest stores them: one byte for the Java class, then the value, big-endian. */
final class BoundBytes {
    private BoundBytes() {}

    static byte[] encode(Object value) {
        if (value instanceof String text) {
            return tagged('s', text.getBytes(StandardCharsets.UTF_8));
        }
        if (value instanceof byte[] bytes) {
            return tagged('x', bytes);
        }
        if (value instanceof Boolean bool) {
            return new byte[] {'?', (byte) (bool ? 1 : 0)};
        }
        if (value instanceof BigInteger integer) {
            return tagged('I', integer.toByteArray());
        }
        if (value instanceof BigDecimal decimal) {
            byte[] unscaled = decimal.unscaledValue().toByteArray();
            return buffer('D', Integer.BYTES + unscaled.length)
                    .putInt(decimal.scale())
                    .put(unscaled)
                    .array();
        }
        if (value instanceof Number number) {
            return number(number);
        }
        return temporal(value);
    }

    private static byte[] number(Number value) {
        if (value instanceof Double number) {
            return buffer('d', Double.BYTES).putDouble(number).array();
        }
        if (value instanceof Float number) {
            return buffer('f', Float.BYTES).putFloat(number).array();
        }
        char tag = value instanceof Long ? 'l' : value instanceof Integer ? 'i' : value instanceof Short ? 'h' : 'b';
        return buffer(tag, Long.BYTES).putLong(value.longValue()).array();
    }

    private static byte[] temporal(Object value) {
        if (value instanceof LocalDate date) {
            return buffer('t', Long.BYTES).putLong(date.toEpochDay()).array();
        }
        if (value instanceof LocalTime time) {
            return buffer('T', Long.BYTES).putLong(time.toNanoOfDay()).array();
        }
        if (value instanceof LocalDateTime timestamp) {
            return moment('m', timestamp.toEpochSecond(ZoneOffset.UTC), timestamp.getNano());
        }
        if (value instanceof Instant instant) {
            return moment('M', instant.getEpochSecond(), instant.getNano());
        }
        if (value instanceof UUID uuid) {
            return buffer('u', 2 * Long.BYTES)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
        }
        throw new IllegalArgumentException("No bound is of " + value.getClass() + ".");
    }

    static Object decode(byte[] bytes) {
        ByteBuffer value = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        return switch (bytes[0]) {
            case 's' -> new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
            case 'x' -> rest(value);
            case '?' -> value.get() != 0;
            case 'I' -> new BigInteger(rest(value));
            case 'D' -> {
                int scale = value.getInt();
                yield new BigDecimal(new BigInteger(rest(value)), scale);
            }
            case 'd' -> value.getDouble();
            case 'f' -> value.getFloat();
            case 'l' -> value.getLong();
            case 'i' -> (int) value.getLong();
            case 'h' -> (short) value.getLong();
            case 'b' -> (byte) value.getLong();
            case 't' -> LocalDate.ofEpochDay(value.getLong());
            case 'T' -> LocalTime.ofNanoOfDay(value.getLong());
            case 'm' -> LocalDateTime.ofEpochSecond(value.getLong(), value.getInt(), ZoneOffset.UTC);
            case 'M' -> Instant.ofEpochSecond(value.getLong(), value.getInt());
            case 'u' -> new UUID(value.getLong(), value.getLong());
            default -> throw new IllegalArgumentException("No bound begins with byte " + bytes[0] + ".");
        };
    }

    private static byte[] rest(ByteBuffer value) {
        byte[] rest = new byte[value.remaining()];
        value.get(rest);
        return rest;
    }

    private static byte[] moment(char tag, long seconds, int nanos) {
        return buffer(tag, Long.BYTES + Integer.BYTES)
                .putLong(seconds)
                .putInt(nanos)
                .array();
    }

    private static byte[] tagged(char tag, byte[] bytes) {
        return buffer(tag, bytes.length).put(bytes).array();
    }

    private static ByteBuffer buffer(char tag, int bytes) {
        return ByteBuffer.allocate(1 + bytes).put((byte) tag);
    }
}
