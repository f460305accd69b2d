package dev.colonnade.parquet;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.jspecify.annotations.Nullable;

/** The batches of some row groups of a file. */
final class FileStream implements BatchStream {
    private final OpenFile file;
    private final Schema schema;
    private final List<Shape> shapes;
    private final int[] groups;
    private final int batchRows;
    private int nextGroup;
    private @Nullable ParquetFileReader reader;
    private @Nullable RowGroupCursor cursor;
    private boolean closed;

    /** @param schema columns of the file, maybe in another order */
    FileStream(OpenFile file, Schema schema, int[] groups, int batchRows) {
        this.file = file;
        this.schema = schema;
        this.shapes = schema.names().stream()
                .map(name -> file.shapes().get(file.schema().indexOf(name)))
                .toList();
        this.groups = groups;
        this.batchRows = batchRows;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() {
        if (closed) {
            return null;
        }
        while (cursor == null || cursor.rowsLeft() == 0) {
            cursor = null;
            if (nextGroup == groups.length) {
                close();
                return null;
            }
            cursor = new RowGroupCursor(file, reader(), groups[nextGroup++], shapes);
        }
        int rows = (int) Math.min(batchRows, cursor.rowsLeft());
        return new Batch(schema, rows, cursor.take(rows));
    }

    private ParquetFileReader reader() {
        if (reader == null) {
            try {
                reader = file.reader();
            } catch (IOException | RuntimeException e) {
                throw FileErrors.footer(file.path(), e, file.keys());
            }
        }
        return reader;
    }

    @Override
    public void close() {
        closed = true;
        cursor = null;
        ParquetFileReader open = reader;
        reader = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw FileErrors.footer(file.path(), e, file.keys());
            }
        }
    }
}
