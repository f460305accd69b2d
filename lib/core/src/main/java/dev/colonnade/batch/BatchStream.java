package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import java.sql.ResultSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a result, one at a time, for one thread at a time. A stream that ends with null has delivered every
 * row; a failure in its middle is always an exception. Closing early cancels the query.
 */
public interface BatchStream extends AutoCloseable {
    /** The batches of a list. */
    static BatchStream of(Schema schema, List<Batch> batches) {
        return new ListBatchStream(schema, batches);
    }

    /** The rows of inputs whose columns have the types of {@code schema}, each started when the one before has ended. */
    static BatchStream concat(Schema schema, List<Supplier<BatchStream>> inputs) {
        return new ConcatStream(schema, inputs);
    }

    /**
     * Batches of records, read as they are asked for. The first 10,000 settle the scale of decimals and the unit of times.
     *
     * @param records taken over; a component null wherever its class allows
     */
    static <R extends Record> BatchStream ofRecords(Class<R> type, Iterator<? extends R> records) {
        return new RecordStream<>(type, records);
    }

    /**
     * Batches of a JDBC result set from its cursor on, read as they are asked for. Closing the stream leaves it open.
     *
     * @throws dev.colonnade.error.PlanException NOT_SUPPORTED naming a column whose type is none of SQL's plain ones
     */
    static BatchStream ofJdbc(ResultSet rows) {
        return new JdbcStream(rows);
    }

    /** This stream, of which a listener hears batch by batch. Takes this stream over. @param total its rows, -1 if unknown */
    default BatchStream watched(long total, RowListener listener) {
        return new WatchedStream(this, total, listener);
    }

    /** The columns of every batch. */
    Schema schema();

    /** The next batch of at least one row, or null after the last. @throws dev.colonnade.error.QueryException */
    @Nullable
    Batch next();

    /** Cancels what still runs and frees what the engine holds; batches handed out stay valid. Idempotent. */
    @Override
    void close();

    /** This stream's rows after the first {@code offset}, at most {@code count} of them, -1 for all. Takes this stream over. */
    default BatchStream limit(long offset, long count) {
        return new LimitStream(this, offset, count);
    }

    /**
     * This stream's columns as those of {@code schema}. Takes this stream over.
     *
     * @param positions of each column of {@code schema} in this stream
     */
    default BatchStream columns(Schema schema, int[] positions) {
        return new ColumnsStream(this, schema, positions);
    }

    /** Calls {@code consumer} with each remaining batch and its number from 0, then closes. */
    default void forEach(BiConsumer<Batch, Integer> consumer) {
        try (this) {
            int index = 0;
            for (Batch batch = next(); batch != null; batch = next()) {
                consumer.accept(batch, index++);
            }
        }
    }
}
