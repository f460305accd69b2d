package dev.colonnade.duckdb;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.error.QueryException;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one query. It owns the query's native stream and its lane, and gives back both once. */
final class EngineStream implements BatchStream {
    private final QueryRun run;
    private final ArrowStream stream;
    private final Schema schema;
    private final List<ColumnReader> readers;
    private boolean ended;

    /** @param promised the columns that the plan promises, or null to take the engine's */
    EngineStream(QueryRun run, ArrowStream stream, @Nullable Schema promised) {
        this.run = run;
        this.stream = stream;
        this.schema = promised == null ? ArrowTypes.schemaOf(stream.schema()) : promised;
        List<ArrowField> sources = stream.schema().children();
        this.readers = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            Field field = schema.field(i);
            readers.add(ColumnReaders.of(sources.get(i), field.type(), field.name()));
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        if (ended) {
            return null;
        }
        try {
            Batch batch = stream.next(this::read);
            if (batch == null) {
                end(false);
            }
            return batch;
        } catch (QueryException e) {
            end(true);
            throw run.explain(e);
        } catch (RuntimeException | Error e) {
            end(true);
            throw e;
        }
    }

    private Batch read(ArrowArray array) {
        List<ColumnVector> columns = new ArrayList<>(readers.size());
        for (int i = 0; i < readers.size(); i++) {
            columns.add(readers.get(i).read(array.children().get(i), array.offset(), array.length()));
        }
        return new Batch(schema, array.length(), columns);
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
        stream.close();
        run.end(failed);
    }
}
