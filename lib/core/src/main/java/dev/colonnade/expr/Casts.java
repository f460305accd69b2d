package dev.colonnade.expr;

import dev.colonnade.type.DataType;

/**
 * Which conversions exist. What they do with a value that does not fit is {@link CastMode}'s: a number that would lose
 * digits before or behind the point or leave the range does not fit (rounding to the nearest float does), nor does a
 * text that does not parse. A timestamp as a date is the day it lies in; a timestamp in a coarser unit is cut. A float
 * counts as the shortest decimal that stands for it.
 *
 * <p>Texts that parse: integers as digits with a sign or none; decimals with a point as well, behind which only zeros may
 * follow the last place; floats with an exponent as well, {@code nan} and {@code inf} (but not digits that mean infinity);
 * {@code true} and {@code false}; ISO dates, times from {@code 12:34} to nine places, timestamps with a {@code T} or a
 * space, which may have an offset if they are UTC; UUIDs in five groups. Letters have any case; numbers and booleans may
 * have spaces around them.
 */
public final class Casts {
    private Casts() {}

    static boolean exists(DataType from, DataType to) {
        if (from.equals(to) || from instanceof DataType.NullType) {
            return true;
        }
        if (from.isNumeric() && to.isNumeric()) {
            return !to.equals(DataType.FLOAT16);
        }
        if (from instanceof DataType.BoolType) {
            return to instanceof DataType.IntType || to instanceof DataType.StringType;
        }
        if (from instanceof DataType.StringType) {
            return isScalar(to) && !to.equals(DataType.FLOAT16) && !(to instanceof DataType.IntervalType);
        }
        if (to instanceof DataType.StringType) {
            return isScalar(from)
                    && !(from instanceof DataType.BinaryType)
                    && !(from instanceof DataType.FixedBinaryType);
        }
        if (from instanceof DataType.DateType) {
            return to instanceof DataType.TimestampType timestamp && !timestamp.utc();
        }
        if (from instanceof DataType.TimestampType timestamp) {
            return to instanceof DataType.DateType && !timestamp.utc() || to instanceof DataType.TimestampType;
        }
        if (from instanceof DataType.ListType a && to instanceof DataType.ListType b) {
            return exists(a.element().type(), b.element().type());
        }
        return from instanceof DataType.TimeType && to instanceof DataType.TimeType
                || from instanceof DataType.FixedBinaryType && to instanceof DataType.BinaryType;
    }

    private static boolean isScalar(DataType type) {
        return !type.isNested()
                && !(type instanceof DataType.NullType)
                && !(type instanceof DataType.FixedBinaryType)
                && !(type instanceof DataType.BinaryType);
    }

    /**
     * Whether a cast keeps values apart and in order: two values compare before it as they do after it. Dates and
     * timestamps beyond the range of a finer unit fail either cast or nothing, and count as kept.
     */
    public static boolean keepsOrder(DataType from, DataType to) {
        if (from instanceof DataType.IntType integer && to instanceof DataType.FloatType real) {
            return integer.bits() <= (real.bits() == 64 ? 32 : real.bits() == 32 ? 16 : 0);
        }
        if (from instanceof DataType.FloatType a && to instanceof DataType.FloatType b) {
            return a.bits() <= b.bits();
        }
        if (from.isNumeric() && to.isNumeric()) {
            return !(from instanceof DataType.FloatType)
                    && !(to instanceof DataType.FloatType)
                    && Coercion.common(from, to).filter(to::equals).isPresent()
                    && holdsDigits(from, to);
        }
        if (from instanceof DataType.DateType) {
            return to instanceof DataType.TimestampType;
        }
        if (from instanceof DataType.TimestampType a && to instanceof DataType.TimestampType b) {
            return a.utc() == b.utc() && a.unit().compareTo(b.unit()) <= 0;
        }
        if (from instanceof DataType.TimeType a && to instanceof DataType.TimeType b) {
            return a.unit().compareTo(b.unit()) <= 0;
        }
        return from instanceof DataType.FixedBinaryType && to instanceof DataType.BinaryType;
    }

    /** Whether a decimal has room for every digit of the other type: precision is capped in a common type. */
    private static boolean holdsDigits(DataType from, DataType to) {
        if (!(to instanceof DataType.DecimalType target)) {
            return true;
        }
        DataType.DecimalType source = Coercion.asDecimal(from);
        return source.precision() - source.scale() <= target.precision() - target.scale()
                && source.scale() <= target.scale();
    }
}
