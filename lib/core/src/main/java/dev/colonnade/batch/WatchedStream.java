package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import org.jspecify.annotations.Nullable;

/** The batches of another stream, of which a listener hears. */
final class WatchedStream implements BatchStream {
    private final BatchStream rows;
    private final long total;
    private final RowListener listener;
    private long processed;

    WatchedStream(BatchStream rows, long total, RowListener listener) {
        this.rows = rows;
        this.total = total;
        this.listener = listener;
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public @Nullable Batch next() {
        Batch batch = rows.next();
        if (batch != null) {
            processed += batch.rowCount();
            listener.rows(processed, total);
        }
        return batch;
    }

    @Override
    public void close() {
        rows.close();
    }
}
