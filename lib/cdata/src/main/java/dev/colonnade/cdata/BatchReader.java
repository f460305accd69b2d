package dev.colonnade.cdata;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies struct arrays of one Arrow schema into batches. An array with more bytes of strings and binaries than a batch may
 * have becomes several.
 */
public final class BatchReader {
    /** A column's strings must fit one Java array. */
    public static final long MAX_VAR_BYTES = 1L << 30;

    private final ArrowField struct;
    private final long maxVarBytes;
    private final Schema schema;
    private final List<ColumnReader> readers;

    /**
     * @param struct the columns, as the producer of the arrays describes them
     * @param promised the columns of the batches, by position; null to derive them
     * @throws dev.colonnade.error.QueryException if a column does not hold values of its type
     */
    public BatchReader(ArrowField struct, @Nullable Schema promised, long maxVarBytes) {
        this.struct = struct;
        this.maxVarBytes = maxVarBytes;
        this.schema = promised == null ? ArrowTypes.schemaOf(struct) : promised;
        this.readers = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            Field field = schema.field(i);
            readers.add(ColumnReaders.of(struct.children().get(i), field.type(), field.name()));
        }
    }

    public Schema schema() {
        return schema;
    }

    /** All rows of the array, which may be released afterwards. */
    public List<Batch> read(ArrowArray array) {
        List<Batch> batches = new ArrayList<>();
        read(array, 0, array.length(), batches);
        return batches;
    }

    private void read(ArrowArray array, int from, int count, List<Batch> into) {
        if (count > 1 && VarBytes.of(struct, array, from, count) > maxVarBytes) {
            int half = count / 2;
            read(array, from, half, into);
            read(array, from + half, count - half, into);
            return;
        }
        List<ColumnVector> columns = new ArrayList<>(readers.size());
        for (int i = 0; i < readers.size(); i++) {
            columns.add(readers.get(i).read(array.children().get(i), array.offset() + from, count));
        }
        into.add(new Batch(schema, count, columns));
    }
}
