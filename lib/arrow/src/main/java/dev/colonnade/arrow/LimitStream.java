package dev.colonnade.arrow;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import org.jspecify.annotations.Nullable;

/** So many rows after some; the input is closed as soon as they are there. */
final class LimitStream extends BatchOperator {
    private long toSkip;
    private long left;

    /** @param count -1 for all */
    LimitStream(BatchStream input, long offset, long count) {
        super(input.schema(), input);
        this.toSkip = offset;
        this.left = count < 0 ? Long.MAX_VALUE : count;
    }

    @Override
    public @Nullable Batch next() {
        while (left > 0) {
            Batch batch = input.next();
            if (batch == null) {
                return null;
            }
            int from = (int) Math.min(toSkip, batch.rowCount());
            toSkip -= from;
            int count = (int) Math.min(left, batch.rowCount() - from);
            if (count > 0) {
                left -= count;
                if (left == 0) {
                    input.close();
                }
                return batch.slice(from, count);
            }
        }
        input.close();
        return null;
    }
}
