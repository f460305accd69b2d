package dev.colonnade.write;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Optimistic locking for an update by a condition: all rows that it changes must still have this version, and there must be
 * one, or it is refused with STALE_ROW. An integer version becomes the next one, unless the update sets it.
 *
 * @param column the version column of the dataset
 * @param value what the writer has read in it; null for rows that have no version yet
 */
public record ExpectedVersion(String column, @Nullable Object value) {
    /** Of a column that counts the changes of a row. */
    public static ExpectedVersion of(String column, @Nullable Object value) {
        return new ExpectedVersion(column, value);
    }

    Expr holds() {
        return Exprs.col(column).eqNullSafe(value);
    }

    /** The new values with that of the version. @throws PlanException NO_SUCH_COLUMN, TYPE_MISMATCH */
    Map<String, Expr> completed(Map<String, Expr> set, Schema schema) {
        Field field = schema.field(column);
        if (set.containsKey(column)) {
            return set;
        }
        if (!(field.type() instanceof DataType.IntType)) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "Version column '" + column + "' (" + field.type()
                            + ") is no integer, so nobody knows the next version: set it.");
        }
        Map<String, Expr> all = new LinkedHashMap<>(set);
        all.put(column, next(Exprs.col(column), field.type()));
        return all;
    }

    /** The version after one that counts, 1 after none. */
    static Expr next(Expr version, DataType type) {
        return Exprs.coalesce(version, Exprs.lit(0).cast(type)).plus(1).cast(type);
    }
}
