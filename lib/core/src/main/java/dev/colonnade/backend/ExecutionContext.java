package dev.colonnade.backend;

/**
 * What a running query gets besides its plan.
 *
 * @param batchRows the most rows per batch
 * @param cancel fires when the query has to stop
 * @param progress hears how far the query is
 */
public record ExecutionContext(int batchRows, CancelSignal cancel, ProgressListener progress) {
    /** The default of {@link #batchRows}. */
    public static final int DEFAULT_BATCH_ROWS = 65_536;

    /** Default batches, a signal of its own, nobody listening. */
    public static ExecutionContext create() {
        return new ExecutionContext(DEFAULT_BATCH_ROWS, new CancelSignal(), ProgressListener.NONE);
    }
}
