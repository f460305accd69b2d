package dev.colonnade.session;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The answer to a count that may fail.
 *
 * @param rows the number of rows, empty if counting failed
 * @param problems why it failed, one sentence; empty if it did not
 */
public record RowCount(OptionalLong rows, List<String> problems) {
    public RowCount {
        problems = List.copyOf(problems);
    }

    /** Counts; a query that fails is an answer, a fault of the library is not. */
    public static RowCount of(LongSupplier count) {
        try {
            return new RowCount(OptionalLong.of(count.getAsLong()), List.of());
        } catch (ColonnadeException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                throw e;
            }
            return new RowCount(OptionalLong.empty(), List.of(String.valueOf(e.getMessage())));
        }
    }
}
