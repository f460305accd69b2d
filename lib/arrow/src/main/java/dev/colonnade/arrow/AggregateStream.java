package dev.colonnade.arrow;

import dev.colonnade.arrow.compute.RunningAggregates;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row: aggregates of all rows of the input. */
final class AggregateStream extends BatchOperator {
    private final RunningAggregates totals;
    private boolean ended;

    AggregateStream(Schema schema, BatchStream input, RunningAggregates totals) {
        super(schema, input);
        this.totals = totals;
    }

    @Override
    public @Nullable Batch next() {
        if (ended) {
            return null;
        }
        ended = true;
        for (Batch batch = input.next(); batch != null; batch = input.next()) {
            totals.add(batch);
        }
        return Table.ofRows(schema(), List.of(totals.values())).batches().get(0);
    }
}
