package dev.colonnade.arrow.compute;

import dev.colonnade.batch.Batch;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.type.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rows of batches for which a condition is true (not false, not null), under the semantics of room {@code type}. Safe to
 * share between threads.
 *
 * <p>Computed are comparisons, {@code IN}, {@code BETWEEN}, {@code LIKE} and the like with constant patterns, null tests, AND, OR,
 * NOT, columns and fields of structs, arithmetic of integers and floats, casts between numbers and between times that a comparison
 * needs, date parts; everything else is a {@link Refusal}. What can fail (overflow, a strict cast) fails for any row whose operands
 * are not null, whether or not another condition would have taken the row away.
 */
public final class RowFilter {
    private final Program program;

    private RowFilter(Program program) {
        this.program = program;
    }

    /** Why {@code condition} cannot be a filter over batches of {@code schema}, or empty if it can. */
    public static Optional<Refusal> refusal(BoundExpr condition, Schema schema) {
        return Program.refusal(() -> Program.compile(List.of(condition), schema));
    }

    /**
     * The filter by {@code condition}, a bool over columns of {@code schema}.
     *
     * @throws dev.colonnade.error.PlanException NOT_SUPPORTED where {@link #refusal} has one
     */
    public static RowFilter of(BoundExpr condition, Schema schema) {
        return new RowFilter(Program.require(() -> Program.compile(List.of(condition), schema)));
    }

    /**
     * The numbers of the rows that stay, rising.
     *
     * @param batch of the filter's schema
     * @throws dev.colonnade.error.QueryException OVERFLOW, DIVISION_BY_ZERO or CAST_FAILED
     */
    public int[] select(Batch batch) {
        int[] rows = new int[batch.rowCount()];
        int size = 0;
        Frame frame = program.over(batch);
        while (frame.next()) {
            byte[] truth = program.root(0).at(frame).truth;
            int from = frame.from();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                rows[size] = from + i;
                size += truth[i] >> 1; // 1 for true alone
            }
        }
        return Arrays.copyOf(rows, size);
    }

    /** The rows that stay, copied; {@code batch} itself if all do. @throws dev.colonnade.error.QueryException as {@link #select} */
    public Batch filter(Batch batch) {
        int[] rows = select(batch);
        return rows.length == batch.rowCount() ? batch : batch.gather(rows);
    }
}
