package dev.colonnade.duckdb;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies the arrays of a stream into batches. An array with more bytes of strings and binaries than a batch may have
 * becomes several.
 */
final class ArrowRows implements RowSource {
    /** A column's strings must fit one Java array. */
    static final long MAX_VAR_BYTES = 1L << 30;

    private final ArrowStream stream;
    private final long maxVarBytes;
    private final Schema schema;
    private final List<ColumnReader> readers;
    private final Deque<Batch> ready = new ArrayDeque<>();

    /** Takes over {@code stream}, unless it throws. */
    ArrowRows(ArrowStream stream, @Nullable Schema promised, long maxVarBytes) {
        this.stream = stream;
        this.maxVarBytes = maxVarBytes;
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
        if (ready.isEmpty()) {
            stream.next(array -> read(array, 0, array.length()));
        }
        return ready.poll();
    }

    /** Adds the rows as batches; the answer only says that there was an array. */
    private boolean read(ArrowArray array, int from, int count) {
        if (count > 1 && VarBytes.of(stream.schema(), array, from, count) > maxVarBytes) {
            int half = count / 2;
            return read(array, from, half) && read(array, from + half, count - half);
        }
        List<ColumnVector> columns = new ArrayList<>(readers.size());
        for (int i = 0; i < readers.size(); i++) {
            columns.add(readers.get(i).read(array.children().get(i), array.offset() + from, count));
        }
        return ready.add(new Batch(schema, count, columns));
    }

    @Override
    public void close() {
        stream.close();
    }
}
