package dev.colonnade.arrow.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.IpcFixture;
import dev.colonnade.batch.Table;
import dev.colonnade.batch.TableAssert;
import dev.colonnade.batch.Vectors;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.List;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.c.CDataDictionaryProvider;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of the C data interface that begin within their buffers, as slices of every producer but Arrow's Java do. */
class SlicedArraysTest {
    private final Batch all = IpcFixture.everyType(40);

    /** Where the offset stands: in the struct of the columns, in each column, or half in either. */
    enum Place {
        STRUCT,
        COLUMNS,
        BOTH
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8, 17, 40})
    void offsetsAreMinded(int offset, BufferAllocator allocator) {
        for (Place place : Place.values()) {
            try (ArrowArray array = ArrowArray.allocateNew(allocator);
                    ArrowSchema schema = ArrowSchema.allocateNew(allocator)) {
                ArrowInterop.export(all, allocator, array, schema);
                cut(array, offset, place);
                Batch back = ArrowInterop.importBatch(array, schema, allocator);
                TableAssert.assertThat(Table.of(all.schema(), List.of(back)))
                        .inOrder()
                        .hasRows(Table.of(all.schema(), List.of(all.slice(offset, 40 - offset))));
            }
        }
    }

    /** Leaves the first {@code rows} out, as a producer does that shares buffers. */
    private static void cut(ArrowArray array, int rows, Place place) {
        int inColumns =
                switch (place) {
                    case STRUCT -> 0;
                    case COLUMNS -> rows;
                    case BOTH -> rows / 2;
                };
        ArrowArray.Snapshot struct = array.snapshot();
        for (int i = 0; i < struct.n_children; i++) {
            ArrowArray column = ArrowArray.wrap(MemoryUtil.getLong(struct.children + (long) i * Long.BYTES));
            skip(column, inColumns);
        }
        skip(array, rows - inColumns);
        ArrowArray.Snapshot cut = array.snapshot();
        cut.length -= inColumns;
        array.save(cut);
    }

    private static void skip(ArrowArray array, int rows) {
        ArrowArray.Snapshot snapshot = array.snapshot();
        snapshot.offset += rows;
        snapshot.length -= rows;
        snapshot.null_count = snapshot.null_count == 0 ? 0 : -1;
        array.save(snapshot);
    }

    /** Why Arrow's own importer is not used; goes red once it is mended. */
    @Test
    void arrowsOwnImporterIgnoresOffsets(BufferAllocator allocator) {
        Schema one = Schema.of(Field.of("n", DataType.INT64));
        Batch numbers = new Batch(one, 3, List.of(Vectors.of(DataType.INT64, List.of(10L, 20L, 30L))));
        try (ArrowArray array = ArrowArray.allocateNew(allocator);
                ArrowSchema schema = ArrowSchema.allocateNew(allocator);
                CDataDictionaryProvider provider = new CDataDictionaryProvider()) {
            ArrowInterop.export(numbers, allocator, array, schema);
            cut(array, 2, Place.COLUMNS);
            try (VectorSchemaRoot root = Data.importVectorSchemaRoot(allocator, array, schema, provider)) {
                assertEquals(10, ((BigIntVector) root.getVector(0)).get(0));
            }
        }
    }
}
