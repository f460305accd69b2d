package dev.colonnade.source;

import dev.colonnade.expr.LiteralConversion;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataType.DecimalType;
import dev.colonnade.type.DataType.IntType;
import dev.colonnade.type.DataType.TimeType;
import dev.colonnade.type.DataType.TimestampType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which bytes a column chunk stores for a value, in the plain encoding without lengths. */
final class StoredValues {
    private static final String FIXED = "FIXED_LEN_BYTE_ARRAY(";

    private StoredValues() {}

    /**
     * All encodings of the values that compare equal to a constant; null if they are not known for certain, such as
     * those of NaN or of decimals of free length.
     *
     * @param column the type of the dataset's column, which the constant has
     * @param stored the type of the column in the file
     * @param physical how the file stores it, as {@link ChunkLayout#physical}
     */
    static @Nullable List<byte[]> of(Object value, DataType column, DataType stored, String physical) {
        if (!isInjective(stored, column)) {
            return null;
        }
        LiteralValue exact = LiteralConversion.exact(LiteralValue.of(value, column), stored);
        Object inFile = exact == null ? null : exact.value();
        if (inFile == null) {
            return null;
        }
        if (physical.equals("FLOAT") && inFile instanceof Float real) {
            return real.isNaN()
                    ? null
                    : real == 0
                            ? List.of(int32(Float.floatToRawIntBits(0.0f)), int32(Float.floatToRawIntBits(-0.0f)))
                            : List.of(int32(Float.floatToRawIntBits(real)));
        }
        if (physical.equals("DOUBLE") && inFile instanceof Double real) {
            return real.isNaN()
                    ? null
                    : real == 0
                            ? List.of(int64(Double.doubleToRawLongBits(0.0)), int64(Double.doubleToRawLongBits(-0.0)))
                            : List.of(int64(Double.doubleToRawLongBits(real)));
        }
        byte[] bytes = encoded(inFile, stored, physical);
        return bytes == null ? null : List.of(bytes);
    }

    /** Whether different stored values stay different in the dataset. */
    private static boolean isInjective(DataType stored, DataType column) {
        return stored.equals(column)
                || stored instanceof IntType && column instanceof IntType
                || stored instanceof DecimalType && column instanceof DecimalType
                || stored instanceof TimestampType a && column instanceof TimestampType b && a.utc() == b.utc();
    }

    private static byte @Nullable [] encoded(Object value, DataType type, String physical) {
        if (physical.equals("INT32") || physical.equals("INT64")) {
            Long number = integral(value, type);
            return number == null ? null : physical.equals("INT32") ? int32(number.intValue()) : int64(number);
        }
        if (physical.equals("BYTE_ARRAY")) {
            return value instanceof String text ? utf8(text) : value instanceof byte[] bytes ? bytes : null;
        }
        if (!physical.startsWith(FIXED)) {
            return null;
        }
        int width = Integer.parseInt(physical.substring(FIXED.length(), physical.length() - 1));
        byte[] bytes = fixed(value, width);
        return bytes != null && bytes.length == width ? bytes : null;
    }

    private static @Nullable Long integral(Object value, DataType type) {
        if (type instanceof IntType) {
            return new BigInteger(value.toString()).longValue();
        }
        if (value instanceof BigDecimal decimal && type instanceof DecimalType target) {
            BigInteger unscaled = decimal.setScale(target.scale()).unscaledValue();
            return unscaled.bitLength() < Long.SIZE ? unscaled.longValue() : null;
        }
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        if (value instanceof LocalTime time && type instanceof TimeType unit) {
            return time.toNanoOfDay() / (1_000_000_000L / unit.unit().perSecond());
        }
        try {
            return type instanceof TimestampType timestamp ? LiteralConversion.ticks(value, timestamp.unit()) : null;
        } catch (ArithmeticException beyondAnyStoredValue) {
            return null;
        }
    }

    private static byte @Nullable [] fixed(Object value, int width) {
        if (value instanceof UUID uuid) {
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
        }
        if (value instanceof BigDecimal decimal) {
            byte[] shortest = decimal.unscaledValue().toByteArray();
            byte[] extended = new byte[Math.max(width, shortest.length)];
            Arrays.fill(extended, (byte) (decimal.signum() < 0 ? -1 : 0));
            System.arraycopy(shortest, 0, extended, extended.length - shortest.length, shortest.length);
            return extended;
        }
        return value instanceof byte[] bytes ? bytes : null;
    }

    /** Null for a text with half a surrogate pair, which no column holds. */
    private static byte @Nullable [] utf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException noText) {
            return null;
        }
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] int64(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
