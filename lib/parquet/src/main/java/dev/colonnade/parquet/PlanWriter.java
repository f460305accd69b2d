package dev.colonnade.parquet;

import dev.colonnade.backend.BatchWriter;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.FileWriter;
import dev.colonnade.backend.Refusal;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.type.Schema;
import java.util.List;

/** Writes rows as files, batch by batch, in the order in which an engine delivers them. */
final class PlanWriter implements FileWriter, BatchWriter {
    private final Engine engine;

    PlanWriter(Engine engine) {
        this.engine = engine;
    }

    /** @throws PlanException NOT_SUPPORTED naming a node that the engine does not run, or a codec */
    @Override
    public List<WrittenFile> write(ExecutablePlan plan, WriteOrder order, ExecutionContext context) {
        List<Refusal> refusals = engine.refusals(plan);
        if (!refusals.isEmpty()) {
            throw new PlanException(
                    ErrorCode.NOT_SUPPORTED,
                    "Backend 'parquet' cannot write the rows of '"
                            + PlanPrinter.line(refusals.get(0).node()) + "', since it "
                            + refusals.get(0).reason() + ": write with another backend.");
        }
        try (BatchStream rows = engine.execute(plan, context)) {
            return write(rows, order, context);
        }
    }

    @Override
    public List<WrittenFile> write(BatchStream rows, WriteOrder order, ExecutionContext context) {
        Schema stored = stored(rows.schema(), order.keys());
        SinkOptions options = FormatOptions.of(order.format(), stored);
        new WritePlan(stored, options)
                .properties(); // which refuses before rows are computed what does not go with a column
        try (KeyedSinks sinks = new KeyedSinks(order, rows.schema(), stored, options)) {
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                context.cancel().check();
                sinks.write(batch);
            }
            return sinks.finish();
        }
    }

    private static Schema stored(Schema rows, List<String> keys) {
        return Schema.of(rows.fields().stream()
                .filter(field -> !keys.contains(field.name()))
                .toList());
    }
}
