package dev.colonnade.arrow;

import dev.colonnade.batch.BatchStream;
import dev.colonnade.type.Schema;

/** A stream made from another one, which it owns. */
abstract class BatchOperator implements BatchStream {
    private final Schema schema;
    final BatchStream input;

    BatchOperator(Schema schema, BatchStream input) {
        this.schema = schema;
        this.input = input;
    }

    @Override
    public final Schema schema() {
        return schema;
    }

    @Override
    public final void close() {
        input.close();
    }
}
