package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Interval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The inverse of {@link FixedLayout}: puts Java values into a little-endian buffer, or says that one does not fit. */
final class FixedEncoder {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private final DataType type;
    private final FixedLayout layout;

    FixedEncoder(DataType type) {
        this.type = type;
        this.layout = FixedLayout.of(type);
    }

    /** Bytes of one value. */
    int width() {
        return layout.width(type);
    }

    /** Whether {@code value} fits the type without loss; only then it is in {@code out} at {@code row}. */
    boolean put(ByteBuffer out, int row, Object value) {
        return switch (layout) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> putInteger(out, row, value);
            case FLOAT16, FLOAT32, FLOAT64 -> putFloat(out, row, value);
            case DECIMAL -> putDecimal(out, row, value);
            case BYTES -> putBytes(out, row, value);
            case UUID128 -> putUuid(out, row, value);
            case DATE -> value instanceof LocalDate date && putWord(out, row, date.toEpochDay());
            case TIME32, TIME64 -> putTime(out, row, value);
            case TIMESTAMP -> putTimestamp(out, row, value);
            case INTERVAL -> putInterval(out, row, value);
        };
    }

    private boolean putInteger(ByteBuffer out, int row, Object value) {
        BigInteger exact = integer(value);
        if (exact == null) {
            return false;
        }
        DataType.IntType integer = (DataType.IntType) type;
        boolean fits = integer.signed()
                ? exact.bitLength() < integer.bits()
                : exact.signum() >= 0 && exact.bitLength() <= integer.bits();
        if (fits) {
            putBits(out, row, exact.longValue());
        }
        return fits;
    }

    private static @Nullable BigInteger integer(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        return value instanceof BigInteger big ? big : null;
    }

    private boolean putFloat(ByteBuffer out, int row, Object value) {
        double real;
        if (value instanceof Double || value instanceof Float) {
            real = ((Number) value).doubleValue();
        } else {
            BigInteger exact = integer(value);
            if (exact == null || !new BigDecimal(exact.doubleValue()).equals(new BigDecimal(exact))) {
                return false;
            }
            real = exact.doubleValue();
        }
        return switch (layout) {
            case FLOAT64 -> {
                out.putDouble(row * 8, real);
                yield true;
            }
            case FLOAT32 -> {
                out.putFloat(row * 4, (float) real);
                yield Double.compare((float) real, real) == 0;
            }
            default -> {
                short half = float16((float) real);
                out.putShort(row * 2, half);
                yield Double.compare(FixedLayout.float16(half), real) == 0;
            }
        };
    }

    /** The binary16 of {@code value}, cut towards zero where it has more digits. */
    static short float16(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        int bits;
        if (Float.isNaN(value)) {
            bits = 0x7e00;
        } else if (magnitude > 65504f) {
            bits = 0x7c00;
        } else if (magnitude < 0x1p-14f) {
            bits = (int) (magnitude * 0x1p24f);
        } else {
            int exponent = Math.getExponent(magnitude);
            bits = exponent + 15 << 10 | (int) ((Math.scalb(magnitude, -exponent) - 1) * 0x400);
        }
        return (short) (sign | bits);
    }

    private boolean putDecimal(ByteBuffer out, int row, Object value) {
        DataType.DecimalType decimal = (DataType.DecimalType) type;
        BigInteger integer = integer(value);
        BigDecimal exact = integer != null ? new BigDecimal(integer) : value instanceof BigDecimal big ? big : null;
        if (exact == null || exact.stripTrailingZeros().scale() > decimal.scale()) {
            return false;
        }
        BigDecimal scaled = exact.setScale(decimal.scale());
        if (scaled.precision() > decimal.precision()) {
            return false;
        }
        BigInteger unscaled = scaled.unscaledValue();
        out.putLong(row * 16, unscaled.mod(TWO_TO_64).longValue());
        out.putLong(row * 16 + 8, unscaled.shiftRight(64).longValue());
        return true;
    }

    private boolean putBytes(ByteBuffer out, int row, Object value) {
        boolean fits = value instanceof byte[] bytes && bytes.length == width();
        if (fits) {
            out.put(row * width(), (byte[]) value);
        }
        return fits;
    }

    private static boolean putUuid(ByteBuffer out, int row, Object value) {
        if (!(value instanceof UUID uuid)) {
            return false;
        }
        out.putLong(row * 16, Long.reverseBytes(uuid.getMostSignificantBits()));
        out.putLong(row * 16 + 8, Long.reverseBytes(uuid.getLeastSignificantBits()));
        return true;
    }

    private boolean putTime(ByteBuffer out, int row, Object value) {
        long nanosPerUnit = 1_000_000_000L / ((DataType.TimeType) type).unit().perSecond();
        return value instanceof LocalTime time
                && time.toNanoOfDay() % nanosPerUnit == 0
                && putWord(out, row, time.toNanoOfDay() / nanosPerUnit);
    }

    private boolean putTimestamp(ByteBuffer out, int row, Object value) {
        DataType.TimestampType timestamp = (DataType.TimestampType) type;
        Instant instant = null;
        if (timestamp.utc() && value instanceof Instant point) {
            instant = point;
        } else if (!timestamp.utc() && value instanceof LocalDateTime local) {
            instant = local.toInstant(ZoneOffset.UTC);
        }
        long nanosPerUnit = 1_000_000_000L / timestamp.unit().perSecond();
        if (instant == null || instant.getNano() % nanosPerUnit != 0) {
            return false;
        }
        BigInteger units = BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BigInteger.valueOf(timestamp.unit().perSecond()))
                .add(BigInteger.valueOf(instant.getNano() / nanosPerUnit));
        return units.bitLength() < 64 && putWord(out, row, units.longValue());
    }

    private static boolean putInterval(ByteBuffer out, int row, Object value) {
        if (!(value instanceof Interval interval)) {
            return false;
        }
        out.putInt(row * 16, interval.months());
        out.putInt(row * 16 + 4, interval.days());
        out.putLong(row * 16 + 8, interval.nanos());
        return true;
    }

    private boolean putWord(ByteBuffer out, int row, long value) {
        boolean fits = width() == 8 || value == (int) value;
        if (fits) {
            putBits(out, row, value);
        }
        return fits;
    }

    private void putBits(ByteBuffer out, int row, long value) {
        switch (width()) {
            case 1 -> out.put(row, (byte) value);
            case 2 -> out.putShort(row * 2, (short) value);
            case 4 -> out.putInt(row * 4, (int) value);
            default -> out.putLong(row * 8, value);
        }
    }
}
