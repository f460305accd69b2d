package dev.colonnade.arrow;

import dev.colonnade.arrow.compute.RowFilter;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import org.jspecify.annotations.Nullable;

/** The rows of the input for which a condition is true. */
final class FilterStream extends BatchOperator {
    private final RowFilter filter;

    FilterStream(BatchStream input, RowFilter filter) {
        super(input.schema(), input);
        this.filter = filter;
    }

    @Override
    public @Nullable Batch next() {
        for (Batch batch = input.next(); batch != null; batch = input.next()) {
            Batch kept = filter.filter(batch);
            if (kept.rowCount() > 0) {
                return kept;
            }
        }
        return null;
    }
}
