package dev.colonnade.arrow.interop;

import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * An array as the Arrow format has it, wherever it lies.
 *
 * @param field what the values are; of positions in a dictionary, the integers
 * @param offset how many values of the buffers (and of the children of structs) come before the first
 * @param hasNulls whether the first buffer has a bit for each value
 * @param buffers as the layout of the type orders them, validity first
 * @param dictionary the entries that the values are positions in
 */
record ArrowData(
        Field field,
        int length,
        int offset,
        boolean hasNulls,
        List<ForeignBytes> buffers,
        List<ArrowData> children,
        @Nullable ArrowData dictionary) {

    ArrowData {
        buffers = List.copyOf(buffers);
        children = List.copyOf(children);
    }

    /** The layout of the buffers; of an extension type, that of its storage. */
    ArrowType layout() {
        return ArrowTypes.storage(field.getType());
    }

    /** The number of values from the start of the buffers to the last. */
    int end() {
        return Math.addExact(offset, length);
    }
}
