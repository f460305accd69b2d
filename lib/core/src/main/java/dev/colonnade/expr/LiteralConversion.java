package dev.colonnade.expr;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Constants in another type, where that loses nothing: numbers by their decimal value (a double counts as the shortest
 * decimal that stands for it), ISO texts as dates, times, timestamps and UUIDs, dates as midnight.
 */
public final class LiteralConversion {
    private static final int UUID_LENGTH = 36;

    /** Dates, times and timestamps as engines read them; the JDK reads more, such as a small {@code t}. */
    private static final Pattern TIME_TEXT = timeText();

    private LiteralConversion() {}

    private static Pattern timeText() {
        String day = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
        String clock = "[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?";
        String offset = "(Z|[+-][0-9]{2}(:[0-9]{2})?)?";
        return Pattern.compile(day + "([ T]" + clock + offset + ")?|" + clock);
    }

    /** The same constant as {@code target}, or null if there is none. */
    public static @Nullable LiteralValue exact(LiteralValue literal, DataType target) {
        Object value = literal.value();
        if (value == null || literal.type().equals(target)) {
            return LiteralValue.of(value, target);
        }
        Object converted = null;
        if (target.isNumeric() && literal.type().isNumeric()) {
            converted = number(value, target);
        } else if (value instanceof String text) {
            converted = parsed(text, target);
        } else if (target instanceof DataType.TimestampType timestamp) {
            converted = timestamp(value, timestamp);
        } else if (target instanceof DataType.TimeType time && value instanceof LocalTime) {
            converted = fits(((LocalTime) value).getNano(), time.unit()) ? value : null;
        } else if (target instanceof DataType.BinaryType && value instanceof byte[]) {
            converted = value;
        } else if (target instanceof DataType.FixedBinaryType fixed && value instanceof byte[] bytes) {
            converted = bytes.length == fixed.width() ? value : null;
        }
        return converted == null ? null : LiteralValue.of(converted, target);
    }

    /** The number as a numeric type, or null if it would change. */
    static @Nullable Object number(Object value, DataType target) {
        if (target instanceof DataType.FloatType real) {
            return real(value, real);
        }
        BigDecimal decimal = decimal(value);
        if (decimal == null) {
            return null;
        }
        if (target instanceof DataType.DecimalType type) {
            return decimal.stripTrailingZeros().scale() <= type.scale()
                            && decimal.setScale(type.scale(), RoundingMode.UNNECESSARY)
                                            .precision()
                                    <= type.precision()
                    ? decimal.setScale(type.scale(), RoundingMode.UNNECESSARY)
                    : null;
        }
        return decimal.stripTrailingZeros().scale() > 0
                ? null
                : integer(decimal.toBigInteger(), (DataType.IntType) target);
    }

    /** The value of a number, or null for NaN and the infinities. */
    static @Nullable BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Double || value instanceof Float) {
            double real = ((Number) value).doubleValue();
            return Double.isFinite(real) ? new BigDecimal(value.toString()) : null;
        }
        return BigDecimal.valueOf(((Number) value).longValue());
    }

    private static @Nullable Object real(Object value, DataType.FloatType target) {
        if (value instanceof Double || value instanceof Float) {
            double real = ((Number) value).doubleValue();
            if (target.bits() == 64) {
                return real;
            }
            boolean same = Double.isNaN(real) || (float) real == real;
            return same && target.bits() == 32 ? (Object) (float) real : null;
        }
        BigDecimal decimal = decimal(value);
        if (decimal == null || target.bits() == 16) {
            return null;
        }
        double real = decimal.doubleValue();
        if (target.bits() == 64) {
            return decimal.compareTo(new BigDecimal(Double.toString(real))) == 0 ? (Object) real : null;
        }
        return Double.isFinite((float) real) && new BigDecimal((float) real).compareTo(decimal) == 0
                ? (Object) (float) real
                : null;
    }

    /** The Java value of an integer type, or null if it is out of range. */
    public static @Nullable Object integer(BigInteger value, DataType.IntType target) {
        int bits = target.bits();
        boolean inRange = target.signed() ? value.bitLength() < bits : value.signum() >= 0 && value.bitLength() <= bits;
        if (!inRange) {
            return null;
        }
        if (target.signed()) {
            return switch (bits) {
                case 8 -> (Object) value.byteValue();
                case 16 -> (Object) value.shortValue();
                case 32 -> (Object) value.intValue();
                default -> (Object) value.longValue();
            };
        }
        return switch (bits) {
            case 8 -> (Object) value.shortValue();
            case 16 -> (Object) value.intValue();
            case 32 -> (Object) value.longValue();
            default -> (Object) value;
        };
    }

    /** The timestamp or date as a timestamp of that unit and kind, or null if it would change. */
    static @Nullable Object timestamp(Object value, DataType.TimestampType target) {
        if (value instanceof LocalDate date && !target.utc()) {
            return date.atStartOfDay();
        }
        if (value instanceof LocalDateTime local && !target.utc()) {
            return fits(local.getNano(), target.unit()) ? local : null;
        }
        if (value instanceof Instant instant && target.utc()) {
            return fits(instant.getNano(), target.unit()) ? instant : null;
        }
        return null;
    }

    private static boolean fits(int nanos, Resolution unit) {
        return nanos % (1_000_000_000L / unit.perSecond()) == 0;
    }

    /** The value an ISO text stands for, or null if it does not parse. */
    private static @Nullable Object parsed(String text, DataType target) {
        boolean uuid = target instanceof DataType.UuidType;
        if (!uuid && !TIME_TEXT.matcher(text).matches()) {
            return null;
        }
        try {
            if (target instanceof DataType.DateType) {
                return LocalDate.parse(text);
            }
            if (target instanceof DataType.TimeType time) {
                LocalTime value = LocalTime.parse(text);
                return fits(value.getNano(), time.unit()) ? value : null;
            }
            if (target instanceof DataType.TimestampType timestamp) {
                String iso = text.replace(' ', 'T');
                Object value = timestamp.utc()
                        ? OffsetDateTime.parse(iso).toInstant()
                        : iso.indexOf('T') < 0 ? LocalDate.parse(iso) : LocalDateTime.parse(iso);
                return timestamp(value, timestamp);
            }
            return uuid && text.length() == UUID_LENGTH ? UUID.fromString(text) : null;
        } catch (DateTimeParseException | IllegalArgumentException notThatText) {
            return null;
        }
    }

    /** Seconds and nanoseconds since 1970-01-01T00:00 (UTC) of a timestamp value, as a number of {@code unit}s. */
    public static long ticks(Object timestamp, Resolution unit) {
        Instant instant = timestamp instanceof Instant i ? i : ((LocalDateTime) timestamp).toInstant(ZoneOffset.UTC);
        long fraction = instant.getNano() / (1_000_000_000L / unit.perSecond());
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), unit.perSecond()), fraction);
    }
}
