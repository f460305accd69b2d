package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of several inputs, one input after the other; each is started when the one before has ended. */
final class ConcatStream implements BatchStream {
    private final Schema schema;
    private final Deque<Supplier<BatchStream>> waiting;
    private @Nullable BatchStream current;

    ConcatStream(Schema schema, List<Supplier<BatchStream>> inputs) {
        this.schema = schema;
        this.waiting = new ArrayDeque<>(inputs);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        while (true) {
            if (current == null) {
                if (waiting.isEmpty()) {
                    return null;
                }
                current = waiting.remove().get();
            }
            Batch batch = current.next();
            if (batch != null) {
                return new Batch(schema, batch.rowCount(), batch.columns());
            }
            current.close();
            current = null;
        }
    }

    @Override
    public void close() {
        waiting.clear();
        if (current != null) {
            current.close();
        }
    }
}
