package dev.colonnade.cdata;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Values that the engine has only in a neighbouring layout, laid out as the column type asks; null slots hold anything. */
final class Conversions {
    private Conversions() {}

    /** How many of a C timestamp format's unit ({@code s m u n}) make a second. */
    static long perSecond(char unit) {
        return switch (unit) {
            case 's' -> 1;
            case 'm' -> 1_000;
            case 'u' -> 1_000_000;
            case 'n' -> 1_000_000_000;
            default -> throw new IllegalArgumentException("Timestamps have no unit '" + unit + "'.");
        };
    }

    /**
     * Changes the unit in place. The engine's infinities stay what they are.
     *
     * @throws QueryException OVERFLOW if a value leaves 64 bits, CAST_FAILED if it is no whole number of the new unit
     */
    static void rescale(
            String column, ByteBuffer values, @Nullable ByteBuffer validity, int count, long from, long to) {
        for (int i = 0; i < count; i++) {
            long value = values.getLong(i * Long.BYTES);
            if (isValid(validity, i) && value != Long.MAX_VALUE && value != -Long.MAX_VALUE) {
                values.putLong(i * Long.BYTES, rescaled(column, value, from, to));
            }
        }
    }

    private static long rescaled(String column, long value, long from, long to) {
        if (to < from) {
            long factor = from / to;
            if (value % factor != 0) {
                throw new QueryException(
                        ErrorCode.CAST_FAILED,
                        "Column '" + column + "' has a timestamp finer than its type: " + value + " / " + from + " s.");
            }
            return value / factor;
        }
        try {
            return Math.multiplyExact(value, to / from);
        } catch (ArithmeticException e) {
            throw new QueryException(
                    ErrorCode.OVERFLOW,
                    "Column '" + column + "' has a timestamp beyond the range of its type: " + value + " / " + from
                            + " s.",
                    e);
        }
    }

    /** @throws QueryException CAST_FAILED for 24:00:00, which the engine has and Java has not */
    static void requireTimesOfDay(
            String column, ByteBuffer values, @Nullable ByteBuffer validity, int count, long perSecond) {
        long day = TimeUnit.DAYS.toSeconds(1) * perSecond;
        for (int i = 0; i < count; i++) {
            long value = values.getLong(i * Long.BYTES);
            if ((value < 0 || value >= day) && isValid(validity, i)) {
                throw new QueryException(
                        ErrorCode.CAST_FAILED,
                        "Column '" + column + "' has a value that is no time of day, " + value + " / " + perSecond
                                + " s: cast it to string, or leave it out.");
            }
        }
    }

    /** 64-bit microseconds of the day as 32-bit milliseconds. */
    static ByteBuffer microsToMillis32(ByteBuffer micros) {
        int count = micros.capacity() / Long.BYTES;
        ByteBuffer millis = ArrowBuffers.allocate(count * Integer.BYTES);
        for (int i = 0; i < count; i++) {
            millis.putInt(i * Integer.BYTES, (int) (micros.getLong(i * Long.BYTES) / 1_000));
        }
        return millis;
    }

    /** @throws QueryException INTERNAL if a value has another width */
    static ByteBuffer toFixedWidth(
            String column, ArrowBuffers.Var var, @Nullable ByteBuffer validity, int count, int width) {
        ByteBuffer values = ArrowBuffers.allocate(Math.multiplyExact(count, width));
        for (int i = 0; i < count; i++) {
            if (isValid(validity, i)) {
                int start = var.offsets().getInt(i * Integer.BYTES);
                int size = var.offsets().getInt((i + 1) * Integer.BYTES) - start;
                if (size != width) {
                    throw new QueryException(
                            ErrorCode.INTERNAL,
                            "Column '" + column + "' has a value of " + size + " bytes where its type has " + width
                                    + ".");
                }
                values.put(i * width, var.bytes(), start, size);
            }
        }
        return values;
    }

    /** Rounds to the nearest, ties to even; what was 16 bits wide before comes back as it was. */
    static ByteBuffer toFloat16(ByteBuffer floats) {
        int count = floats.capacity() / Float.BYTES;
        ByteBuffer halves = ArrowBuffers.allocate(count * Short.BYTES);
        for (int i = 0; i < count; i++) {
            halves.putShort(i * Short.BYTES, toFloat16(floats.getFloat(i * Float.BYTES)));
        }
        return halves;
    }

    private static short toFloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 65_520) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
        }
        int exponent = Math.getExponent(magnitude);
        int fraction = (int) Math.rint(Math.scalb((double) magnitude, 10 - exponent)) - 1024;
        return (short) (sign | (exponent + 15 << 10) + fraction);
    }

    private static boolean isValid(@Nullable ByteBuffer validity, int i) {
        return validity == null || (validity.get(i >> 3) >> (i & 7) & 1) != 0;
    }
}
