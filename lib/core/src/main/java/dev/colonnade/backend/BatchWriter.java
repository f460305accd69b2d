package dev.colonnade.backend;

import dev.colonnade.batch.BatchStream;
import java.util.List;

/** The part of an engine that writes the rows of any other engine as Parquet files. */
public interface BatchWriter {
    /**
     * Writes the rows of a stream, in its order, on the calling thread.
     *
     * @param rows not closed here
     * @return the files; none if there is no row and the order has keys
     * @throws dev.colonnade.error.QueryException when the context's signal fires; the directory then holds any part of the files
     */
    List<WrittenFile> write(BatchStream rows, WriteOrder order, ExecutionContext context);
}
