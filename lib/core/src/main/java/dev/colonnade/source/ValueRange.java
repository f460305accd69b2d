package dev.colonnade.source;

import dev.colonnade.type.Values;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the values that an expression takes over some rows; NaN is the greatest number. A condition is a
 * range of booleans.
 *
 * @param min no non-null value is smaller; null if unknown
 * @param max no non-null value is greater; null if unknown
 * @param mayBeNull whether a row may give null
 * @param mayBeValue whether a row may give something else
 */
record ValueRange(@Nullable Object min, @Nullable Object max, boolean mayBeNull, boolean mayBeValue) {
    static final ValueRange ONLY_NULL = new ValueRange(null, null, true, false);

    static ValueRange unknown(boolean mayBeNull) {
        return new ValueRange(null, null, mayBeNull, true);
    }

    static ValueRange only(@Nullable Object value) {
        return value == null ? ONLY_NULL : new ValueRange(value, value, false, true);
    }

    /** A condition with these outcomes. */
    static ValueRange condition(boolean mayBeTrue, boolean mayBeFalse, boolean mayBeNull) {
        return new ValueRange(
                mayBeFalse ? Boolean.FALSE : Boolean.TRUE,
                mayBeTrue ? Boolean.TRUE : Boolean.FALSE,
                mayBeNull,
                mayBeTrue || mayBeFalse);
    }

    /** What a row of either range may give. */
    ValueRange or(ValueRange other) {
        if (!mayBeValue || !other.mayBeValue) {
            ValueRange valued = mayBeValue ? this : other;
            return new ValueRange(valued.min, valued.max, mayBeNull || other.mayBeNull, valued.mayBeValue);
        }
        return new ValueRange(
                min == null || other.min == null ? null : Values.compare(min, other.min) <= 0 ? min : other.min,
                max == null || other.max == null ? null : Values.compare(max, other.max) >= 0 ? max : other.max,
                mayBeNull || other.mayBeNull,
                true);
    }

    boolean mayBeTrue() {
        return mayBeValue && !Boolean.FALSE.equals(max);
    }

    boolean mayBeFalse() {
        return mayBeValue && !Boolean.TRUE.equals(min);
    }

    /** Whether every row gives true. */
    boolean isTrue() {
        return !mayBeNull && !mayBeFalse();
    }

    /** Whether all non-null values are equal. */
    boolean isSingle() {
        return min != null && max != null && Values.compare(min, max) == 0;
    }

    boolean mayContain(Object value) {
        return mayBeValue
                && (min == null || Values.compare(min, value) <= 0)
                && (max == null || Values.compare(value, max) <= 0);
    }

    /** Whether a value of this range may be less than one of the other. */
    boolean mayBeLess(ValueRange other) {
        return min == null || other.max == null || Values.compare(min, other.max) < 0;
    }

    /** Whether a value of this range may be less than or equal to one of the other. */
    boolean mayBeLessOrEqual(ValueRange other) {
        return min == null || other.max == null || Values.compare(min, other.max) <= 0;
    }
}
