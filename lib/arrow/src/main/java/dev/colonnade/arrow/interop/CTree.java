package dev.colonnade.arrow.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of the C data interface, read from their structs. Unlike Arrow's own importer this minds {@code offset}, which says how
 * many values of the buffers come before the first.
 */
final class CTree {
    private final NativeHold hold;
    private final LongFunction<@Nullable Field> dictionaries;

    /** @param hold covers every array that is read */
    CTree(NativeHold hold, LongFunction<@Nullable Field> dictionaries) {
        this.hold = hold;
        this.dictionaries = dictionaries;
    }

    /** The columns of the struct array at {@code address}, each as long as the struct. */
    List<ArrowData> columns(long address, List<Field> fields) {
        ArrowArray.Snapshot struct = ArrowArray.wrap(address).snapshot();
        int from = size(struct.offset);
        int count = size(struct.length);
        List<ArrowData> columns = new ArrayList<>();
        List<Long> children = pointers(struct.children, struct.n_children);
        for (int i = 0; i < fields.size(); i++) {
            ArrowData column = read(children.get(i), fields.get(i));
            columns.add(new ArrowData(
                    column.field(),
                    count,
                    Math.addExact(column.offset(), from),
                    column.hasNulls(),
                    column.buffers(),
                    column.children(),
                    column.dictionary()));
        }
        return columns;
    }

    private ArrowData read(long address, Field field) {
        ArrowArray.Snapshot array = ArrowArray.wrap(address).snapshot();
        List<ForeignBytes> buffers = new ArrayList<>();
        List<Long> addresses = pointers(array.buffers, array.n_buffers);
        addresses.forEach(buffer -> buffers.add(ForeignBytes.at(buffer, hold)));
        List<ArrowData> children = new ArrayList<>();
        List<Long> childAddresses = pointers(array.children, array.n_children);
        for (int i = 0; i < childAddresses.size(); i++) {
            children.add(read(childAddresses.get(i), field.getChildren().get(i)));
        }
        boolean hasNulls = array.null_count != 0 && !addresses.isEmpty() && addresses.get(0) != 0;
        return new ArrowData(
                field,
                size(array.length),
                size(array.offset),
                hasNulls,
                buffers,
                children,
                array.dictionary == 0 ? null : read(array.dictionary, values(field)));
    }

    private Field values(Field positions) {
        DictionaryEncoding encoding = Objects.requireNonNull(positions.getDictionary());
        return Objects.requireNonNull(dictionaries.apply(encoding.getId()));
    }

    private static int size(long stated) {
        if (stated < 0 || stated >= Integer.MAX_VALUE) {
            throw ArrowErrors.tooLarge(stated);
        }
        return (int) stated;
    }

    private static List<Long> pointers(long address, long count) {
        List<Long> pointers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pointers.add(MemoryUtil.getLong(address + (long) i * Long.BYTES));
        }
        return pointers;
    }
}
