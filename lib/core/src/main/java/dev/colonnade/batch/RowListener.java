package dev.colonnade.batch;

/** Hears how many rows have passed; called on the thread that reads them. */
@FunctionalInterface
public interface RowListener {
    /**
     * After each batch.
     *
     * @param processed rows so far
     * @param total rows to come in all, -1 if nobody knows
     */
    void rows(long processed, long total);
}
