package dev.colonnade.source;

import dev.colonnade.type.DataType;
import dev.colonnade.type.DataType.DecimalType;
import dev.colonnade.type.DataType.FloatType;
import dev.colonnade.type.DataType.IntType;
import dev.colonnade.type.DataType.TimestampType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Conversions that keep order, so that the converted bounds of a range bound the converted values. */
final class BoundConversion {
    private BoundConversion() {}

    /** Whether a conversion keeps order and cannot fail for a value that a dataset holds. */
    static boolean exists(DataType from, DataType to) {
        if (from.equals(to) || from instanceof DataType.NullType) {
            return true;
        }
        if (from instanceof IntType && to instanceof FloatType real) {
            return real.bits() > 16;
        }
        if (from instanceof DataType.DateType || from instanceof TimestampType) {
            return isCalendar(from, to);
        }
        boolean flat = !from.isNested() && !to.isNested();
        return flat && Widening.widen(from, to).filter(to::equals).isPresent();
    }

    /** Dates to days' beginnings, local timestamps to their days, timestamps to finer units. */
    private static boolean isCalendar(DataType from, DataType to) {
        if (from instanceof TimestampType a && to instanceof TimestampType b) {
            return a.utc() == b.utc() && b.unit().perSecond() >= a.unit().perSecond();
        }
        DataType timestamp = from instanceof TimestampType ? from : to;
        DataType date = from instanceof TimestampType ? to : from;
        return date instanceof DataType.DateType && timestamp instanceof TimestampType t && !t.utc();
    }

    /** The range of the converted values; {@link #exists} must hold. */
    static ValueRange convert(ValueRange range, DataType from, DataType to) {
        return from.equals(to)
                ? range
                : new ValueRange(bound(range.min(), to), bound(range.max(), to), range.mayBeNull(), range.mayBeValue());
    }

    private static @Nullable Object bound(@Nullable Object value, DataType to) {
        if (value == null) {
            return null;
        }
        if (to instanceof FloatType real && value instanceof Number number) {
            return real.bits() == 64 ? (Object) number.doubleValue() : (Object) number.floatValue();
        }
        if (to instanceof IntType integer && value instanceof Number number) {
            return integer(new BigInteger(number.toString()), integer);
        }
        if (to instanceof DecimalType decimal && value instanceof Number number) {
            return new BigDecimal(number.toString()).setScale(decimal.scale());
        }
        if (to instanceof TimestampType && value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (to instanceof DataType.DateType && value instanceof LocalDateTime timestamp) {
            return timestamp.toLocalDate();
        }
        return value;
    }

    private static Object integer(BigInteger value, IntType type) {
        int javaBits = type.signed() ? type.bits() : type.bits() * 2;
        return switch (javaBits) {
            case 8 -> value.byteValueExact();
            case 16 -> value.shortValueExact();
            case 32 -> value.intValueExact();
            case 64 -> value.longValueExact();
            default -> value;
        };
    }
}
