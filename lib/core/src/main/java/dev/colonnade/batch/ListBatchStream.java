package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches that are there already. */
final class ListBatchStream implements BatchStream {
    private final Schema schema;
    private final Iterator<Batch> rest;

    ListBatchStream(Schema schema, List<Batch> batches) {
        this.schema = schema;
        this.rest = List.copyOf(batches).iterator();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        while (rest.hasNext()) {
            Batch batch = rest.next();
            if (batch.rowCount() > 0) {
                return batch;
            }
        }
        return null;
    }

    @Override
    public void close() {
        rest.forEachRemaining(batch -> {});
    }
}
