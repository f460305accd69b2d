package dev.colonnade.duckdb;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.QueryException;
import dev.colonnade.type.Schema;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of one query. It owns their source and the query's run, and ends both once. */
final class EngineStream implements BatchStream {
    private final QueryRun run;
    private final RowSource rows;
    private boolean ended;

    EngineStream(QueryRun run, RowSource rows) {
        this.run = run;
        this.rows = rows;
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public @Nullable Batch next() {
        if (ended) {
            return null;
        }
        try {
            Batch batch = rows.next();
            if (batch == null) {
                run.requireSameFiles();
                end(false);
            }
            return batch;
        } catch (QueryException e) {
            throw failed(e);
        } catch (SQLException e) {
            throw failed(EngineErrors.failure(e));
        } catch (RuntimeException | Error e) {
            end(true);
            throw e;
        }
    }

    private QueryException failed(QueryException failure) {
        ended = true;
        rows.close();
        return run.failed(failure);
    }

    /** A stream that is closed before its end cancels the query, whose lane is not used again. */
    @Override
    public void close() {
        if (!ended) {
            end(true);
        }
    }

    private void end(boolean failed) {
        ended = true;
        rows.close();
        run.end(failed);
    }
}
