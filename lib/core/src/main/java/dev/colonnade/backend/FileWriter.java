package dev.colonnade.backend;

import java.util.List;

/** The part of an engine that writes rows as Parquet files. */
public interface FileWriter {
    /**
     * Runs a plan on the calling thread and writes its rows.
     *
     * @return the files; none if there is no row and the order has keys
     * @throws dev.colonnade.error.QueryException when the engine fails or the context's signal fires; the directory then
     *     holds any part of the files
     */
    List<WrittenFile> write(ExecutablePlan plan, WriteOrder order, ExecutionContext context);
}
