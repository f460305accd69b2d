package dev.colonnade.parquet;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.parquet.LeafCursor.Taken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.io.ParquetDecodingException;
import org.jspecify.annotations.Nullable;

/** The rows of some columns of one row group, taken some at a time. */
final class RowGroupCursor {
    private final OpenFile file;
    private final ParquetFileReader reader;
    private final int number;
    private final List<Shape> shapes;
    private final Map<Shape.Leaf, LeafCursor> cursors = new LinkedHashMap<>();
    private long rowsLeft;

    /** @throws dev.colonnade.error.DatasetException naming file, column and row group */
    RowGroupCursor(OpenFile file, ParquetFileReader reader, int number, List<Shape> shapes) {
        this.file = file;
        this.reader = reader;
        this.number = number;
        this.shapes = shapes;
        BlockMetaData group = file.footer().getBlocks().get(number);
        this.rowsLeft = group.getRowCount();
        if (rowsLeft > 0) {
            Map<ColumnPath, ColumnChunkMetaData> chunks = new HashMap<>();
            group.getColumns().forEach(chunk -> chunks.put(chunk.getPath(), chunk));
            for (Shape shape : shapes) {
                for (Shape.Leaf leaf : shape.leaves()) {
                    cursors.put(leaf, guarded(leaf, () -> cursor(leaf, chunks.get(path(leaf)))));
                }
            }
        }
    }

    /** What may fail on damaged bytes. */
    interface Decoding<T> {
        T run() throws IOException;
    }

    private <T> T guarded(Shape.Leaf leaf, Decoding<T> decoding) {
        try {
            return decoding.run();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw FileErrors.column(file.path(), path(leaf).toDotString(), number, e, file.keys());
        }
    }

    private LeafCursor cursor(Shape.Leaf leaf, @Nullable ColumnChunkMetaData chunk) throws IOException {
        if (chunk == null) {
            throw new ParquetDecodingException("the row group does not have it");
        }
        requireInside(chunk, file);
        reader.setRequestedSchema(List.of(leaf.column()));
        PageReadStore pages = reader.readRowGroup(number);
        ColumnDescriptor column = leaf.column();
        return new LeafCursor(leaf, new CheckedPages(pages.getPageReader(column), column.getPrimitiveType()), writer());
    }

    /** @throws ParquetDecodingException if the chunk does not lie inside of the file */
    static void requireInside(ColumnChunkMetaData chunk, OpenFile file) {
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        if (start < 0 || size < 0 || size > file.sizeBytes() || start > file.sizeBytes() - size) {
            throw new ParquetDecodingException("it lies outside of the file");
        }
    }

    private @Nullable ParsedVersion writer() {
        String createdBy = file.footer().getFileMetaData().getCreatedBy();
        if (createdBy == null) {
            return null;
        }
        try {
            return VersionParser.parse(createdBy);
        } catch (VersionParser.VersionParseException e) {
            return null; // an unknown writer has no known bugs
        }
    }

    private static ColumnPath path(Shape.Leaf leaf) {
        return ColumnPath.get(leaf.column().getPath());
    }

    long rowsLeft() {
        return rowsLeft;
    }

    /** The next {@code rows} rows, at most {@link #rowsLeft}: a vector per shape. */
    List<ColumnVector> take(int rows) {
        rowsLeft -= rows;
        Map<Shape.Leaf, Taken> taken = new HashMap<>();
        cursors.forEach((leaf, cursor) -> taken.put(leaf, guarded(leaf, () -> take(cursor, rows))));
        List<ColumnVector> vectors = new ArrayList<>(shapes.size());
        for (Shape shape : shapes) {
            vectors.add(guarded(shape.leaves().get(0), () -> Assembly.of(shape, taken)));
        }
        return vectors;
    }

    private Taken take(LeafCursor cursor, int rows) {
        Taken taken = cursor.take(rows);
        if (rowsLeft == 0 && !cursor.isDone()) {
            throw new ParquetDecodingException("it has more rows than the footer says");
        }
        return taken;
    }
}
