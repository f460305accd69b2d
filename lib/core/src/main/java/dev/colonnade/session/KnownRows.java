package dev.colonnade.session;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Results that an optimized plan states itself, so that no engine has to run. */
final class KnownRows {
    private KnownRows() {}

    /**
     * The plan's rows if it is {@code Empty} or {@code Values}.
     *
     * @param schema the columns of the plan as it was before it was optimized
     * @param batchRows the most rows per batch
     */
    static Optional<BatchStream> of(LogicalPlan optimized, Schema schema, int batchRows) {
        if (optimized instanceof LogicalPlan.Empty) {
            return Optional.of(BatchStream.of(schema, List.of()));
        }
        if (!(optimized instanceof LogicalPlan.Values values)) {
            return Optional.empty();
        }
        List<List<@Nullable Object>> rows = values.rows();
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += Math.min(batchRows, rows.size() - from)) {
            int to = from + Math.min(batchRows, rows.size() - from);
            batches.addAll(Table.ofRows(schema, rows.subList(from, to)).batches());
        }
        return Optional.of(BatchStream.of(schema, batches));
    }
}
