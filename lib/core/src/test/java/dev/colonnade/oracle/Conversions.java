package dev.colonnade.oracle;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Casts. A number that would lose digits or leave the range does not fit, rounding to the nearest float does; a timestamp
 * as a date is its day, and times in a coarser unit are cut. A float counts as the shortest decimal that stands for it.
 */
final class Conversions {
    private Conversions() {}

    /** @throws OracleError if the value does not fit */
    static Object convert(Object value, DataType from, DataType to) {
        if (value instanceof List<?> list && to instanceof DataType.ListType target) {
            List<@Nullable Object> converted = new ArrayList<>();
            for (Object element : list) {
                DataType elementType = ((DataType.ListType) from).element().type();
                converted.add(
                        element == null
                                ? null
                                : convert(element, elementType, target.element().type()));
            }
            return converted;
        }
        if (to instanceof DataType.StringType) {
            return ValueTexts.write(value);
        }
        if (value instanceof String text) {
            return ValueTexts.parse(text, to);
        }
        if (value instanceof Boolean bool) {
            return Numbers.integer(bool ? BigInteger.ONE : BigInteger.ZERO, (DataType.IntType) to);
        }
        return value instanceof Number number ? number(number, to) : other(value, to);
    }

    private static Object number(Number value, DataType to) {
        if (to instanceof DataType.FloatType real) {
            return real(value, real);
        }
        BigDecimal decimal = decimal(value);
        if (to instanceof DataType.DecimalType type) {
            return Numbers.decimal(decimal, type);
        }
        return Numbers.integer(
                Numbers.decimal(decimal, DataType.decimal(DataType.DecimalType.MAX_PRECISION, 0))
                        .toBigIntegerExact(),
                (DataType.IntType) to);
    }

    private static BigDecimal decimal(Number value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Double || value instanceof Float) {
            if (!Double.isFinite(value.doubleValue())) {
                throw new OracleError(value + " is no exact number");
            }
            return new BigDecimal(value.toString());
        }
        return new BigDecimal(Numbers.integer(value));
    }

    static Object real(Number value, DataType.FloatType type) {
        if (type.bits() == 64) {
            return value instanceof BigDecimal || value instanceof BigInteger
                    ? new BigDecimal(value.toString()).doubleValue()
                    : (Object) value.doubleValue();
        }
        float nearest = value.floatValue();
        boolean infinite = value instanceof Double && Double.isInfinite((Double) value);
        if (Float.isInfinite(nearest) && !infinite && !(value instanceof Float)) {
            throw new OracleError(value + " is no " + type);
        }
        return nearest;
    }

    private static Object other(Object value, DataType to) {
        if (to instanceof DataType.TimestampType timestamp) {
            return Times.timestamp(Times.local(value), timestamp);
        }
        if (to instanceof DataType.DateType) {
            return Times.local(value).toLocalDate();
        }
        if (to instanceof DataType.TimeType type) {
            return cut((LocalTime) value, type.unit());
        }
        if (value instanceof byte[] || value instanceof LocalDate || value instanceof LocalDateTime) {
            return value;
        }
        throw new IllegalArgumentException("No cast of " + value.getClass() + " to " + to);
    }

    static LocalTime cut(LocalTime value, Resolution unit) {
        long nanosPerTick = 1_000_000_000L / unit.perSecond();
        return value.withNano((int) (value.getNano() / nanosPerTick * nanosPerTick));
    }
}
