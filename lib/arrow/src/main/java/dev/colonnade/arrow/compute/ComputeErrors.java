package dev.colonnade.arrow.compute;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.type.DataType;

/** The sentences of what has no value. */
final class ComputeErrors {
    private ComputeErrors() {}

    static QueryException overflow(Object expr, DataType type) {
        return new QueryException(
                ErrorCode.OVERFLOW,
                "The result of " + expr + " does not fit its type " + type + ": cast its operands to a wider type.");
    }

    static QueryException divisionByZero(Object expr) {
        return new QueryException(
                ErrorCode.DIVISION_BY_ZERO, "Cannot compute " + expr + ": an integer is divided by zero.");
    }

    static QueryException castFailed(Object input, DataType from, DataType to) {
        return new QueryException(
                ErrorCode.CAST_FAILED,
                "A value of " + input + " (" + from + ") does not fit " + to + ": use tryCast for null instead.");
    }
}
