package dev.colonnade.arrow.interop;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.Vectors;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.jspecify.annotations.Nullable;

/**
 * A stream of batches as Arrow's reader. Columns whose first batch has a dictionary are dictionary-encoded; each batch may bring
 * another dictionary.
 */
final class BatchReader extends ArrowReader {
    private final BatchStream stream;
    private final Set<Integer> encoded = new TreeSet<>();
    private final Map<Integer, ColumnVector> loaded = new HashMap<>();
    private final Schema stored;
    private @Nullable Batch first;

    /** Takes over {@code stream} and asks for its first batch. */
    BatchReader(BatchStream stream, BufferAllocator allocator) {
        super(allocator);
        this.stream = stream;
        this.first = stream.next();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < stream.schema().size(); i++) {
            Field field = stream.schema().field(i);
            boolean encodes = first != null && first.column(i).dictionary() != null;
            if (encodes) {
                encoded.add(i);
            }
            fields.add(encodes ? field.withType(DataType.INT32) : field);
        }
        this.stored = Schema.of(fields);
    }

    @Override
    protected org.apache.arrow.vector.types.pojo.Schema readSchema() {
        return ArrowSchemas.of(stream.schema(), encoded);
    }

    @Override
    public boolean loadNextBatch() throws java.io.IOException {
        prepareLoadNextBatch();
        Batch batch = first == null ? stream.next() : first;
        first = null;
        if (batch == null) {
            return false;
        }
        List<ColumnVector> columns = new ArrayList<>(batch.columns());
        for (int column : encoded) {
            columns.set(column, positions(column, columns.get(column)));
        }
        loadRecordBatch(BufferExport.of(stored, new Batch(stored, batch.rowCount(), columns), allocator));
        return true;
    }

    /** Loads the dictionary of {@code values}, which are their own where they have none, and gives the positions in it. */
    private ColumnVector positions(int column, ColumnVector values) {
        ColumnVector dictionary = values.dictionary();
        if (dictionary == null) {
            load(column, values);
            List<@Nullable Integer> positions = new ArrayList<>(values.length());
            for (int i = 0; i < values.length(); i++) {
                positions.add(values.isNull(i) ? null : i);
            }
            return Vectors.of(DataType.INT32, positions);
        }
        load(column, dictionary);
        return values.positions();
    }

    private void load(int column, ColumnVector dictionary) {
        if (loaded.get(column) != dictionary) {
            Schema entries = Schema.of(Field.of("values", dictionary.type()));
            Batch batch = new Batch(entries, dictionary.length(), List.of(dictionary));
            loadDictionary(new ArrowDictionaryBatch(column, BufferExport.of(entries, batch, allocator), false));
            loaded.put(column, dictionary);
        }
    }

    /** Nothing is read from a channel. */
    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {
        loaded.clear();
        stream.close();
    }
}
