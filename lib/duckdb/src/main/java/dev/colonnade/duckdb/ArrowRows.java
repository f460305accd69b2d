package dev.colonnade.duckdb;

import dev.colonnade.batch.Batch;
import dev.colonnade.cdata.BatchReader;
import dev.colonnade.type.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Copies the arrays of a stream into batches. */
final class ArrowRows implements RowSource {
    private final ArrowStream stream;
    private final BatchReader reader;
    private final Deque<Batch> ready = new ArrayDeque<>();

    /** Takes over {@code stream}, unless it throws. */
    ArrowRows(ArrowStream stream, @Nullable Schema promised, long maxVarBytes) {
        this.stream = stream;
        this.reader = new BatchReader(stream.schema(), promised, maxVarBytes);
    }

    @Override
    public Schema schema() {
        return reader.schema();
    }

    @Override
    public @Nullable Batch next() {
        if (ready.isEmpty()) {
            stream.next(array -> ready.addAll(reader.read(array)));
        }
        return ready.poll();
    }

    @Override
    public void close() {
        stream.close();
    }
}
