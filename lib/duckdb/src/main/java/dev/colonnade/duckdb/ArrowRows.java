package dev.colonnade.duckdb;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies the arrays of a stream into batches. */
final class ArrowRows implements RowSource {
    private final ArrowStream stream;
    private final Schema schema;
    private final List<ColumnReader> readers;

    /** Takes over {@code stream}, unless it throws. */
    ArrowRows(ArrowStream stream, @Nullable Schema promised) {
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
        return stream.next(this::read);
    }

    private Batch read(ArrowArray array) {
        List<ColumnVector> columns = new ArrayList<>(readers.size());
        for (int i = 0; i < readers.size(); i++) {
            columns.add(readers.get(i).read(array.children().get(i), array.offset(), array.length()));
        }
        return new Batch(schema, array.length(), columns);
    }

    @Override
    public void close() {
        stream.close();
    }
}
