package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One child vector per field. */
final class StructVector extends ColumnVector {
    private final List<ColumnVector> children;

    StructVector(DataType type, int length, @Nullable ByteBuffer validity, List<ColumnVector> children, int offset) {
        super(type, length, validity, offset);
        this.children = List.copyOf(children);
    }

    int memberCount() {
        return children.size();
    }

    @Override
    public ColumnVector child(int field) {
        return children.get(field).slice(offset(), length());
    }

    @Override
    Object nonNullAt(int index) {
        if (!(type() instanceof DataType.StructType struct)) {
            throw new IllegalStateException("The entries of a map have no value of their own.");
        }
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        List<Field> fields = struct.fields();
        for (int i = 0; i < fields.size(); i++) {
            value.put(fields.get(i).name(), children.get(i).valueAt(offset() + index));
        }
        return Collections.unmodifiableMap(value);
    }

    @Override
    ColumnVector sliced(int from, int count) {
        return new StructVector(type(), count, validity(), children, offset() + from);
    }

    @Override
    long ownBytes() {
        return children.stream().mapToLong(ColumnVector::sizeBytes).sum();
    }
}
