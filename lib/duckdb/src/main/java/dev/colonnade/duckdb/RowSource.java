package dev.colonnade.duckdb;

import dev.colonnade.batch.Batch;
import dev.colonnade.type.Schema;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of a running query in batches; null after the last. */
interface RowSource extends AutoCloseable {
    Schema schema();

    /** @throws SQLException or a {@link dev.colonnade.error.QueryException} if the engine fails */
    @Nullable
    Batch next() throws SQLException;

    @Override
    void close();
}
