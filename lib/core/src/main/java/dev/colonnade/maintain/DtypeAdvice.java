package dev.colonnade.maintain;

import dev.colonnade.type.DataType;

/**
 * A narrower type for a column.
 *
 * @param from the type that it has
 * @param to one that holds each of its values
 * @param evidence why, a clause
 */
public record DtypeAdvice(String column, DataType from, DataType to, String evidence) {
    @Override
    public String toString() {
        return "'" + column + "' from " + from + " to " + to + ", since " + evidence;
    }
}
