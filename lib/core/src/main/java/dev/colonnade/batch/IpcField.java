package dev.colonnade.batch;

import dev.colonnade.type.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of an IPC schema: what it is to us, the dictionary its values are positions in, and the fields below it (of a map
 * the struct of its entries).
 */
record IpcField(Field field, @Nullable Dictionary dictionary, List<IpcField> children) {
    IpcField {
        children = List.copyOf(children);
    }

    /** A dictionary's number in the file, and the integers that positions in it are. */
    record Dictionary(long id, int bits, boolean signed) {}
}
