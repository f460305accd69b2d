package dev.colonnade.oracle;

import dev.colonnade.type.DataType;

/** Types that go together in a comparison, so that an expression of a kind can stand wherever one of that kind is wanted. */
enum Kind {
    BOOL,
    INT,
    DECIMAL,
    FLOAT,
    STRING,
    BINARY,
    UUID,
    DATE,
    TIME,
    TIMESTAMP,
    UTC,
    NESTED;

    static Kind of(DataType type) {
        if (type instanceof DataType.BoolType) {
            return BOOL;
        }
        if (type instanceof DataType.IntType) {
            return INT;
        }
        if (type instanceof DataType.DecimalType) {
            return DECIMAL;
        }
        if (type instanceof DataType.FloatType) {
            return FLOAT;
        }
        if (type instanceof DataType.StringType) {
            return STRING;
        }
        if (type instanceof DataType.BinaryType || type instanceof DataType.FixedBinaryType) {
            return BINARY;
        }
        if (type instanceof DataType.UuidType) {
            return UUID;
        }
        if (type instanceof DataType.DateType) {
            return DATE;
        }
        if (type instanceof DataType.TimeType) {
            return TIME;
        }
        if (type instanceof DataType.TimestampType timestamp) {
            return timestamp.utc() ? UTC : TIMESTAMP;
        }
        return NESTED;
    }

    boolean isNumber() {
        return this == INT || this == DECIMAL || this == FLOAT;
    }
}
