package dev.colonnade.parquet;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of all inputs, one input after the other. */
final class UnionStream implements BatchStream {
    private final Schema schema;
    private final List<BatchStream> inputs;
    private int current;

    UnionStream(Schema schema, List<BatchStream> inputs) {
        this.schema = schema;
        this.inputs = inputs;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        while (current < inputs.size()) {
            Batch batch = inputs.get(current).next();
            if (batch != null) {
                return new Batch(schema, batch.rowCount(), batch.columns());
            }
            inputs.get(current++).close();
        }
        return null;
    }

    @Override
    public void close() {
        inputs.forEach(BatchStream::close);
    }
}
