package dev.colonnade.arrow.compute;

import dev.colonnade.type.DataType;

/** How the values of a type lie in {@link Lanes}. */
enum Shape {
    /** Bools: false 0, null 1, true 3, so that AND is {@code &} and OR is {@code |}. */
    TRUTH,
    /** Integers (uint64 as its bits), dates, times, timestamps. */
    LONG,
    /** Floats. */
    DOUBLE,
    /** Decimals, uuids, intervals: a signed and an unsigned half that compare as the type does. */
    WIDE,
    /** Strings and binaries. */
    BYTES,
    /** What is only asked whether it is null. */
    NONE;

    static Shape of(DataType type) {
        if (type instanceof DataType.BoolType) {
            return TRUTH;
        }
        if (type instanceof DataType.FloatType) {
            return DOUBLE;
        }
        if (type instanceof DataType.DecimalType
                || type instanceof DataType.UuidType
                || type instanceof DataType.IntervalType) {
            return WIDE;
        }
        if (type instanceof DataType.StringType
                || type instanceof DataType.BinaryType
                || type instanceof DataType.FixedBinaryType) {
            return BYTES;
        }
        boolean counted = type instanceof DataType.IntType
                || type instanceof DataType.DateType
                || type instanceof DataType.TimeType
                || type instanceof DataType.TimestampType;
        return counted ? LONG : NONE;
    }
}
