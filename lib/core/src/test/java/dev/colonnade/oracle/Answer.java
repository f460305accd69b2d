package dev.colonnade.oracle;

import dev.colonnade.plan.LogicalPlan;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a plan came to: rows, or a failure that the data caused.
 *
 * @param rows null if it failed
 * @param failure why it failed; null if it did not
 */
public record Answer(@Nullable List<List<@Nullable Object>> rows, @Nullable String failure) {
    public static Answer of(List<List<@Nullable Object>> rows) {
        return new Answer(rows, null);
    }

    public static Answer failed(String why) {
        return new Answer(null, why);
    }

    /** The interpreter's answer. */
    public static Answer of(Interpreter interpreter, LogicalPlan plan) {
        return of(() -> interpreter.rows(plan));
    }

    private static Answer of(Supplier<List<List<@Nullable Object>>> rows) {
        try {
            return of(rows.get());
        } catch (OracleError failure) {
            return failed(String.valueOf(failure.getMessage()));
        }
    }
}
