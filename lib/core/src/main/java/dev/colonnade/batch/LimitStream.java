package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import org.jspecify.annotations.Nullable;

/** So many rows after some; the input, which it owns, is closed as soon as they are there. */
final class LimitStream implements BatchStream {
    private final BatchStream input;
    private long skip;
    private long left;

    /** @param count -1 for all */
    LimitStream(BatchStream input, long offset, long count) {
        this.input = input;
        this.skip = offset;
        this.left = count < 0 ? Long.MAX_VALUE : count;
    }

    @Override
    public Schema schema() {
        return input.schema();
    }

    @Override
    public @Nullable Batch next() {
        while (left > 0) {
            Batch batch = input.next();
            if (batch == null) {
                return null;
            }
            int from = (int) Math.min(skip, batch.rowCount());
            int count = (int) Math.min(left, batch.rowCount() - from);
            skip -= from;
            left -= count;
            if (left == 0) {
                input.close();
            }
            if (count > 0) {
                return batch.slice(from, count);
            }
        }
        input.close();
        return null;
    }

    @Override
    public void close() {
        input.close();
    }
}
