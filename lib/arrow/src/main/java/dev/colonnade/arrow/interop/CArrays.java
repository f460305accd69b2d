package dev.colonnade.arrow.interop;

import dev.colonnade.batch.Batch;
import dev.colonnade.type.Schema;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.c.CDataDictionaryProvider;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** The columns of struct arrays of the C data interface, whose schema was told once. For one thread at a time. */
final class CArrays {
    /** Bytes of {@code struct ArrowArray}. */
    private static final int STRUCT_BYTES = 80;

    private final List<Field> fields;
    private final List<Dictionary> dictionaries;
    private final Schema schema;

    private CArrays(List<Field> fields, List<Dictionary> dictionaries) {
        this.fields = fields;
        this.dictionaries = dictionaries;
        this.schema = new ArrowTypes(this::valuesOf).schema(new org.apache.arrow.vector.types.pojo.Schema(fields));
    }

    /** Takes over {@code schema}, a struct of the columns. @throws dev.colonnade.error.ColonnadeException NOT_SUPPORTED */
    static CArrays of(ArrowSchema schema, BufferAllocator allocator) {
        try (CDataDictionaryProvider provider = new CDataDictionaryProvider()) {
            List<Field> fields = Data.importSchema(allocator, schema, provider).getFields();
            List<Dictionary> dictionaries =
                    provider.getDictionaryIds().stream().map(provider::lookup).toList();
            return new CArrays(fields, dictionaries);
        }
    }

    private @Nullable Field valuesOf(long id) {
        return dictionaries.stream()
                .filter(dictionary -> dictionary.getEncoding().getId() == id)
                .map(dictionary -> dictionary.getVector().getField())
                .findFirst()
                .orElse(null);
    }

    Schema schema() {
        return schema;
    }

    /** The batch in the array that {@code fill} leaves in an empty struct, or null if it leaves none. */
    @Nullable
    Batch next(Consumer<ArrowArray> fill) {
        long address = MemoryUtil.allocateMemory(STRUCT_BYTES);
        ArrowArray array = ArrowArray.wrap(address);
        array.markReleased();
        boolean filled = false;
        try {
            fill.accept(array);
            filled = array.snapshot().release != 0;
        } finally {
            if (!filled) {
                MemoryUtil.freeMemory(address);
            }
        }
        return filled ? batch(address) : null;
    }

    private Batch batch(long address) {
        NativeHold hold = new NativeHold(() -> {
            ArrowArray.wrap(address).release();
            MemoryUtil.freeMemory(address);
        });
        try {
            int rowCount = Math.toIntExact(ArrowArray.wrap(address).snapshot().length);
            return VectorImport.batch(schema, rowCount, new CTree(hold, this::valuesOf).columns(address, fields));
        } finally {
            hold.release();
        }
    }
}
